package io.sakia.streaming.graph;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.connector.EventTime;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.PartitionMapping;
import java.time.Instant;
import java.util.List;

/**
 * Gives on records as they are, and tells the driver the largest time of each partition once its task has ended.
 *
 * @param millis gives a record's time
 * @param partitions from which partition of a source each partition comes
 * @param running the running time of the batch
 * @param seen is told
 */
record TimeNoting<T>(
        TaskFunction<EventTime.Millis<T>> millis,
        List<PartitionName> partitions,
        long running,
        Accumulator<Pair<PartitionName, SeenTimes.Seen>, ?> seen)
        implements PartitionMapping<T, T> {
    /** The years 1 to 9999: a time outside of them is most likely in another unit, and would take event time with it for good. */
    private static final long EARLIEST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

    private static final long SPAN = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli() - EARLIEST;

    @Override
    public Function<T, T> begin(int partition) {
        Latest<T> latest = new Latest<>(millis.get());
        TaskContext.get().onEnd(() -> {
            if (latest.millis != Watermarks.UNKNOWN) {
                seen.add(Pair.of(partitions.get(partition), new SeenTimes.Seen(latest.millis, running)));
            }
        });
        return latest;
    }

    /** One task's look at one partition. */
    private static final class Latest<T> implements Function<T, T> {
        private static final long serialVersionUID = 1L;

        private final EventTime.Millis<T> time;
        private long millis = Watermarks.UNKNOWN;

        Latest(EventTime.Millis<T> time) {
            this.time = time;
        }

        @Override
        public T call(T record) throws Exception {
            long at = time.of(record);
            if (Long.compareUnsigned(at - EARLIEST, SPAN) > 0) {
                throw new IllegalArgumentException("the record's time is " + at
                        + ", which is not between the years 1 and 9999: give milliseconds since 1970");
            }
            if (at > millis) {
                millis = at;
            }
            return record;
        }
    }
}
