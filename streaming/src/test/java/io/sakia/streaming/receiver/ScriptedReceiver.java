package io.sakia.streaming.receiver;

import java.util.concurrent.atomic.AtomicInteger;

/** A receiver that does what a test says. */
final class ScriptedReceiver extends Receiver<Integer> {
    private static final long serialVersionUID = 1L;

    /** What to do when started or stopped. */
    interface Script {
        void run(ScriptedReceiver receiver) throws Exception;
    }

    private final transient Script onStart;
    private final transient Script onStop;
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger stops = new AtomicInteger();

    ScriptedReceiver(Script onStart, Script onStop) {
        this.onStart = onStart;
        this.onStop = onStop;
    }

    static ScriptedReceiver idle() {
        return new ScriptedReceiver(receiver -> {}, receiver -> {});
    }

    static ScriptedReceiver starting(Script onStart) {
        return new ScriptedReceiver(onStart, receiver -> {});
    }

    @Override
    public void onStart() throws Exception {
        starts.incrementAndGet();
        onStart.run(this);
    }

    @Override
    public void onStop() throws Exception {
        stops.incrementAndGet();
        onStop.run(this);
    }
}
