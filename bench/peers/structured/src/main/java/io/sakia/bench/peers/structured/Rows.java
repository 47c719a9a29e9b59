package io.sakia.bench.peers.structured;

import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Event;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.TinyBatches;
import io.sakia.bench.peers.work.Workload;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows in Spark's own form; the same object for each, as Spark's own readers do it. */
interface Rows {
    /** When event time begins, in microseconds. */
    long BEGIN = 1_700_000_000_000_000L;
    /** How long a pane is, in microseconds. */
    long PANE = 1_000_000;
    /** The key of end marks. */
    long NO_KEY = -1;

    /** The row of a number. */
    InternalRow row(long number);

    /** Whether there is a row behind the last, with the time at which the next batch begins: the watermark follows rows only. */
    default boolean hasEndMark() {
        return false;
    }

    /** That row. */
    default InternalRow endMark() {
        throw new IllegalStateException("there is no end mark");
    }

    /** The rows of a batch. */
    static Rows of(Workload workload, long batch) {
        return switch (workload) {
            case WORD_COUNT -> new LineRows();
            case STATEFUL, STATEFUL_RECORD -> new StateRows();
            case WINDOW, WINDOW_RECORD -> new PaneRows(batch);
            case YAHOO -> new AdRows();
        };
    }

    /** Their columns. */
    static StructType schema(Workload workload) {
        return switch (workload) {
            case WORD_COUNT -> new StructType().add("line", DataTypes.StringType, false);
            case STATEFUL, STATEFUL_RECORD ->
                new StructType().add("key", DataTypes.LongType, false).add("value", DataTypes.LongType, false);
            case WINDOW, WINDOW_RECORD ->
                new StructType()
                        .add("key", DataTypes.LongType, false)
                        .add("value", DataTypes.LongType, false)
                        .add("time", DataTypes.TimestampType, false);
            case YAHOO -> new StructType().add("json", DataTypes.BinaryType, false);
        };
    }

    private static UnsafeRow longs(int fields) {
        int size = UnsafeRow.calculateBitSetWidthInBytes(fields) + fields * Long.BYTES;
        UnsafeRow row = new UnsafeRow(fields);
        row.pointTo(new byte[size], size);
        return row;
    }

    /** Lines, which are in Spark's form from the start. */
    final class LineRows implements Rows {
        private static final UTF8String[] LINES =
                Lines.all().stream().map(UTF8String::fromString).toArray(UTF8String[]::new);

        private final Object[] values = new Object[1];
        private final InternalRow row = new GenericInternalRow(values);

        @Override
        public InternalRow row(long number) {
            values[0] = LINES[(int) (number % LINES.length)];
            return row;
        }
    }

    /** Keys and values. */
    final class StateRows implements Rows {
        private final UnsafeRow row = longs(2);

        @Override
        public InternalRow row(long number) {
            long key = States.key(number);
            row.setLong(0, key);
            row.setLong(1, States.value(key));
            return row;
        }
    }

    /** Keys and values of the smallest batches. */
    final class TinyRows implements Rows {
        private final UnsafeRow row = longs(2);

        @Override
        public InternalRow row(long number) {
            Event event = TinyBatches.event(number);
            row.setLong(0, event.key());
            row.setLong(1, event.value());
            return row;
        }
    }

    /** Keys, values and times. */
    final class PaneRows implements Rows {
        private final UnsafeRow row = longs(3);
        private final long time;

        PaneRows(long batch) {
            this.time = BEGIN + batch * PANE;
        }

        @Override
        public InternalRow row(long number) {
            return row(Panes.key(number), Panes.value(number), time);
        }

        @Override
        public boolean hasEndMark() {
            return true;
        }

        @Override
        public InternalRow endMark() {
            return row(NO_KEY, 0, time + PANE);
        }

        private InternalRow row(long key, long value, long at) {
            row.setLong(0, key);
            row.setLong(1, value);
            row.setLong(2, at);
            return row;
        }
    }

    /** Events as JSON. */
    final class AdRows implements Rows {
        private final Object[] values = new Object[1];
        private final InternalRow row = new GenericInternalRow(values);

        @Override
        public InternalRow row(long number) {
            values[0] = Ads.json(number);
            return row;
        }
    }
}
