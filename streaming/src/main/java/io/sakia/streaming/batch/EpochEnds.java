package io.sakia.streaming.batch;

import java.util.concurrent.Executor;

/** Where epochs come to their ends, one at a time: on the batch loop's thread, or beside the batches that follow. */
interface EpochEnds {
    /** Runs an end, now or later, here or on another thread. */
    void begin(Runnable end);

    /**
     * Waits until what has begun is over; nothing is begun any more. Returns when nothing runs.
     *
     * @param atOnce whether to interrupt it
     */
    void close(boolean atOnce);

    /** Ends that an executor runs which is somebody else's; who waits for an end runs it if nobody has. */
    static EpochEnds by(Executor executor) {
        return new EpochEnds() {
            @Override
            public void begin(Runnable end) {
                executor.execute(end);
            }

            @Override
            public void close(boolean atOnce) {}
        };
    }
}
