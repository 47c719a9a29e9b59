package io.sakia.streaming.receiver;

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
    public void started(String source) {
        events.add("started " + source);
    }

    @Override
    public void error(String source, String message, Throwable cause) {
        events.add("error " + source + ": " + message + ": " + cause);
    }

    @Override
    public void restarting(String source, String message, Throwable cause, Duration delay) {
        events.add("restarting " + source + " in " + delay.toMillis() + " ms: " + message + ": " + cause);
    }

    @Override
    public void stopped(String source, String message, Throwable cause) {
        events.add("stopped " + source + ": " + message + ": " + cause);
    }
}
