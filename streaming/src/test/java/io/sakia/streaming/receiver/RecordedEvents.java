package io.sakia.streaming.receiver;

import io.sakia.streaming.event.ReceiverInfo;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a listener heard, as lines. */
final class RecordedEvents implements ReceiverListener {
    private final LinkedBlockingQueue<String> events = new LinkedBlockingQueue<>();

    String next() throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was heard");
        }
        return event;
    }

    @Override
    public void started(ReceiverInfo receiver) {
        events.add("started " + receiver.name() + on(receiver.active()));
    }

    @Override
    public void error(ReceiverInfo receiver) {
        events.add("error " + receiver.name() + ": " + receiver.lastErrorMessage() + ": " + receiver.lastError());
    }

    @Override
    public void restarting(ReceiverInfo receiver, String reason, Duration delay) {
        events.add("restarting " + receiver.name() + " in " + delay.toMillis() + " ms: " + reason + ": "
                + receiver.lastError() + on(!receiver.active()));
    }

    @Override
    public void stopped(ReceiverInfo receiver, String reason) {
        events.add("stopped " + receiver.name() + ": " + reason + on(!receiver.active()));
    }

    /** What an event says of the receiver's being active is only worth a word where it is wrong. */
    private static String on(boolean asItShouldBe) {
        return asItShouldBe ? "" : ", but active is wrong";
    }
}
