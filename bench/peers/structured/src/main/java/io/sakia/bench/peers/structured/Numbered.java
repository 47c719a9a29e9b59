package io.sakia.bench.peers.structured;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Workload;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsAdmissionControl;
import org.jspecify.annotations.Nullable;

/** A stream whose tasks make rows of their numbers, a batch of the workload in each of its own. */
final class Numbered implements MicroBatchStream, SupportsAdmissionControl {
    private final Shape shape;
    private boolean nothing;

    Numbered(Shape shape) {
        this.shape = shape;
    }

    /** One part of one batch. */
    record Slice(long batch, int part) implements InputPartition {}

    @Override
    public Offset initialOffset() {
        return new BatchOffset(0);
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("asked with the offset of the last batch only");
    }

    /**
     * The next batch if the gate is open for it. If not, there is nothing once, so that Spark runs the batch without data in which windows end; asked again, it waits.
     */
    @Override
    public @Nullable Offset latestOffset(Offset start, ReadLimit limit) {
        long given = ((BatchOffset) start).batches();
        if (Gate.here().open() <= given && !nothing) {
            nothing = true;
            return start;
        }
        nothing = false;
        try {
            Gate.here().await(given);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return new BatchOffset(given + 1);
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        List<InputPartition> slices = new ArrayList<>();
        for (long batch = ((BatchOffset) start).batches(); batch < ((BatchOffset) end).batches(); batch++) {
            for (int part = 0; part < Workload.PARTS; part++) {
                slices.add(new Slice(batch, part));
            }
        }
        return slices.toArray(new InputPartition[0]);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        Shape same = shape;
        return partition -> reader(same, (Slice) partition);
    }

    private static PartitionReader<InternalRow> reader(Shape shape, Slice slice) {
        Rows rows = shape.rows(slice.batch());
        long end = shape.from(slice.batch(), slice.part() + 1);
        return new PartitionReader<>() {
            private long number = shape.from(slice.batch(), slice.part()) - 1;

            @Override
            public boolean next() {
                number++;
                return number < end || (number == end && rows.hasEndMark());
            }

            @Override
            public InternalRow get() {
                return number == end ? rows.endMark() : rows.row(number);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Offset deserializeOffset(String json) {
        return new BatchOffset(Long.parseLong(json));
    }

    @Override
    public void commit(Offset end) {}

    @Override
    public void stop() {}
}
