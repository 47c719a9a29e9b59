package io.sakia.streaming.time;

/** Follows the system's clock; the only class that reads it. */
final class SystemClock implements Clock {
    /** The longest single wait, so that a clock that was set forward is noticed. */
    private static final long LONGEST = 60_000;

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void await(Alarm alarm, long deadline) throws InterruptedException {
        for (long left = deadline - millis(); left > 0; left = deadline - millis()) {
            if (alarm.awaitRing(Math.min(left, LONGEST))) {
                return;
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        alarm.takeRing();
    }
}
