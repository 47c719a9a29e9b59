package io.sakia.embedded;

/** The machine's own ticker. */
final class SystemTicker implements Ticker {
    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
