package io.sakia.connector;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source of records, in two halves: a {@link Planner} on the driver cuts what is there into ranges, a {@link RangeReader}
 * reads a range in a task.
 *
 * <p>The engine's side of the contract: {@link #open} once per run, then {@link Planner#plan} once per batch from one
 * thread, {@link Planner#committed} after the batch's epoch is committed, {@link Planner#close} at the end. After a restart
 * ranges from the batch log are read again without being planned, and {@code open} gets the last logged cursor.
 *
 * @param <T> the records
 * @param <R> the ranges
 */
public interface Source<T, R extends Range> {
    /** What is read, for people and as the default name: {@code "socket localhost:9999"}. */
    String description();

    /** The half that runs in tasks. */
    RangeReader<T, R> reader();

    /**
     * The class of the ranges, which are kept in the batch log: a record of types that {@code Codecs.standard()} knows. What is declared as {@code Object} in
     * it, or by a type parameter, must be of those or registered.
     */
    Class<? extends Range> rangeType();

    /** The class of the cursors, which are kept in the batch log, as the ranges are. */
    Class<? extends Cursor> cursorType();

    /** When what its records tell of happened, if the source knows: a stream of it then has event time without being told. */
    default Optional<EventTime<T>> eventTime() {
        return Optional.empty();
    }

    /**
     * Starts the driver's half: connects, begins to receive.
     *
     * @param from where the last logged plan ended, or null at the first start
     * @param signal to be run, from any thread, whenever new records can be planned; it never blocks
     */
    Planner<R> open(@Nullable Cursor from, Runnable signal) throws Exception;

    /** The driver's half of an open source. */
    interface Planner<R extends Range> extends AutoCloseable {
        /** Plans what is there now, without waiting, within the limit; the rest stays for the next batch. */
        Plan<R> plan(Limit limit) throws Exception;

        /** The epoch that holds the plan ending at this cursor is committed: what lies before can be acknowledged. */
        default void committed(Cursor cursor) throws Exception {}

        /**
         * Nothing that was planned up to this cursor is read again, by no restart and no window: what is kept for that may be deleted. Never
         * told what is not committed.
         */
        default void forgotten(Cursor cursor) throws Exception {}

        /**
         * The time, in milliseconds since 1970, before which no record will be in what is planned from now on, if the source knows; it counts in place of what
         * the records let one guess. Asked after each {@link #plan}; it never falls. When it rises without new records, the signal tells it.
         */
        default OptionalLong watermark() {
            return OptionalLong.empty();
        }

        /**
         * The {@linkplain Range#partition partitions} that there are, if the source knows: one that has given nothing yet is waited for then, and one that is gone
         * is not. Asked after each {@link #plan}.
         */
        default Optional<Set<String>> partitions() {
            return Optional.empty();
        }

        /**
         * How far each {@linkplain Range#partition partition} has been planned and how much of it waits, if the source knows: for the figures of batches. Asked after
         * each {@link #plan}.
         */
        default Map<String, Progress> progress() {
            return Map.of();
        }

        /** Stops taking in new records, at the start of a graceful stop; what was taken in can still be planned. */
        default void drain() throws Exception {}

        /** Frees everything. */
        @Override
        void close() throws IOException;
    }

    /**
     * One batch's share of a source.
     *
     * @param ranges what the batch reads, one task each; empty when nothing is there
     * @param end the cursor after these ranges
     * @param ended whether nothing will ever follow: the stream stops when all its sources have ended
     */
    record Plan<R extends Range>(java.util.List<R> ranges, Cursor end, boolean ended) {
        /** Copies the list. */
        public Plan {
            ranges = java.util.List.copyOf(ranges);
        }
    }

    /**
     * How far a partition has come.
     *
     * @param next where the next plan begins: an offset
     * @param lag how many records are known to wait there
     */
    record Progress(long next, long lag) {}

    /**
     * How much a batch may take. A source goes by what it can tell before it reads: the number of records, or else that of bytes. It takes at least one
     * piece of what is there unless {@code records} is 0, however large that is.
     *
     * @param records at most so many records, as near as the source can tell
     * @param bytes at most so many bytes, for a source that can't tell how many records they are: likely what so many records have
     * @param parallelism how many ranges are worth while
     */
    record Limit(long records, long bytes, int parallelism) {
        /** Refuses what can't be meant. */
        public Limit {
            if (records < 0 || bytes < 0 || parallelism < 1) {
                throw new IllegalArgumentException("a limit has records >= 0, bytes >= 0 and parallelism >= 1, not "
                        + records + ", " + bytes + " and " + parallelism);
            }
        }

        /** A limit on records alone. */
        public Limit(long records, int parallelism) {
            this(records, Long.MAX_VALUE, parallelism);
        }

        /** No limit. */
        public static Limit none(int parallelism) {
            return new Limit(Long.MAX_VALUE, parallelism);
        }
    }
}
