package io.sakia.conformance.crash;

import io.sakia.streaming.StreamingContext;
import io.sakia.testkit.ManualClock;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What one life of a program may have unlike another.
 *
 * @param selfClocked whether batches begin when there are data, not each second
 * @param epoch in milliseconds how long epochs are
 * @param threads how many there are
 * @param partitions how many partitions there are
 * @param start in milliseconds what the clock says when the life starts
 * @param begin since when words come
 * @param ends when an epoch comes to its end once it is cut
 */
record Circumstances(boolean selfClocked, long epoch, int threads, int partitions, long start, long begin, Ends ends) {
    private static final long START = ManualClock.START.toEpochMilli();

    /** When an epoch comes to its end once it is cut. */
    enum Ends {
        /** Before the next batch. */
        AT_ONCE(Runnable::run),
        /** When the next one is cut: all its batches are planned before this one is sealed. */
        LATE(end -> {}),
        /** On a thread of its own, as threads will. */
        BESIDE(null);

        private final @Nullable Executor executor;

        Ends(@Nullable Executor executor) {
            this.executor = executor;
        }

        void set(StreamingContext context) {
            if (executor != null) {
                context.endEpochsBy(executor);
            }
        }
    }

    /** One thread, two partitions, a batch each second. */
    static Circumstances plain(long epoch) {
        return new Circumstances(false, epoch, 1, 2, START, START, Ends.AT_ONCE);
    }

    static Circumstances selfClocked(long epoch) {
        return new Circumstances(true, epoch, 1, 2, START, START, Ends.AT_ONCE);
    }

    Circumstances on(int newThreads, int newPartitions) {
        return new Circumstances(selfClocked, epoch, newThreads, newPartitions, start, begin, ends);
    }

    Circumstances ending(Ends newEnds) {
        return new Circumstances(selfClocked, epoch, threads, partitions, start, begin, newEnds);
    }

    /** Later, after nobody has run the program for a while; what would have come then comes now. */
    Circumstances at(long newStart, long away) {
        return new Circumstances(selfClocked, epoch, threads, partitions, newStart, begin + away, ends);
    }

    /** When all words have come and all windows have passed. */
    long end() {
        return begin + World.SPAN;
    }
}
