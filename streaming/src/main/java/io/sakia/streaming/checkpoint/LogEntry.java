package io.sakia.streaming.checkpoint;

import io.sakia.connector.codec.Default;
import io.sakia.streaming.log.SegmentLog;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the log, as it is stored. Whatever belongs to connectors and programs stands in it as bytes, so that the log can be read
 * without them.
 *
 * <p>The records can get more components, with a {@link io.sakia.connector.codec.Default @Default} for older logs; their names stay.
 */
sealed interface LogEntry {
    /** All kinds of entries. */
    List<Class<? extends LogEntry>> KINDS = List.of(Base.class, Planned.class, Sealed.class, Committed.class);

    /** Where in the log the entry's kind is told. */
    int kind();

    /**
     * All that the entries before it have said and that still counts: it begins every segment of the log.
     *
     * @param interval in milliseconds the distance of batches in the run that wrote it; 0 if they began with the data, {@link #UNKNOWN} if
     *     it was not told
     */
    record Base(
            long epoch,
            boolean committed,
            List<Planned> sealed,
            List<Planned> planned,
            List<At> acknowledged,
            List<Output> outputs,
            List<StoredOperator> states,
            List<Total> accumulators,
            List<Kept> kept,
            @Default("-1") long interval)
            implements LogEntry {
        /** Refuses what has gaps. */
        public Base {
            require(sealed, planned, acknowledged, outputs, states, accumulators, kept);
        }

        static final int KIND = SegmentLog.BASE;
        static final long UNKNOWN = -1;

        @Override
        public int kind() {
            return KIND;
        }
    }

    /** A batch is about to run. */
    record Planned(
            long batch,
            long time,
            long previous,
            long zero,
            long paused,
            int parallelism,
            long seed,
            long fingerprint,
            List<Share> shares,
            List<Mark> marks)
            implements LogEntry {
        /** Refuses what has gaps. */
        public Planned {
            require(shares, marks);
        }

        static final int KIND = 1;

        @Override
        public int kind() {
            return KIND;
        }
    }

    /** An epoch is complete, up to a batch. */
    record Sealed(
            long epoch,
            long firstBatch,
            long lastBatch,
            List<Output> outputs,
            List<Stored> states,
            List<Total> accumulators,
            List<Kept> kept)
            implements LogEntry {
        /** Refuses what has gaps. */
        public Sealed {
            require(outputs, states, accumulators, kept);
        }

        static final int KIND = 2;

        @Override
        public int kind() {
            return KIND;
        }
    }

    /** An epoch is published, and of batches before {@code oldest} nothing is kept any more. */
    record Committed(long epoch, long oldest) implements LogEntry {
        static final int KIND = 3;

        @Override
        public int kind() {
            return KIND;
        }
    }

    /** A source's share of a batch; the cursor after it is null where there is none. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Share(String source, List<byte[]> ranges, byte @Nullable [] end) {
        /** Refuses what has gaps. */
        public Share {
            require(List.of(source), ranges);
        }
    }

    /** How far the event time of a stream had come when a batch was planned. */
    record Mark(String eventTime, long watermark) {
        /** Refuses what has gaps. */
        public Mark {
            require(List.of(eventTime));
        }
    }

    /** Where a source's last sealed share ended. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record At(String source, byte[] cursor) {
        /** Refuses what has gaps. */
        public At {
            require(List.of(source, cursor));
        }
    }

    /** What an output has staged in the epoch. */
    record Output(String output, List<byte[]> staged) {
        /** Refuses what has gaps. */
        public Output {
            require(List.of(output), staged);
        }
    }

    /** What a stateful operator has stored at the epoch's end. */
    record Stored(String operator, List<StoredPart> parts) {
        /** Refuses what has gaps. */
        public Stored {
            require(List.of(operator), parts);
        }
    }

    /** The total of an accumulator. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    record Total(String accumulator, byte[] value) {
        /** Refuses what has gaps. */
        public Total {
            require(List.of(accumulator, value));
        }
    }

    /** What an operator put out in a batch, in {@link KeptFiles}; no files where nothing was put out. */
    record Kept(String operator, long batch, List<String> files) {
        /** Refuses what has gaps. */
        public Kept {
            require(List.of(operator), files);
        }
    }

    private static void require(List<?>... lists) {
        for (List<?> list : lists) {
            for (Object each : list) {
                Objects.requireNonNull(each, "something is missing in it");
            }
        }
    }
}
