package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Workload;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A source that makes records of their numbers. Each of its subtasks makes one part of each batch, and puts out the watermark that ends the batch behind it.
 *
 * @param workload tells how many records a batch has
 * @param record makes a record of its number
 * @param batchMillis how long a batch is, in event time
 */
record Numbered<T>(Workload workload, ByNumber<T> record, long batchMillis) implements Source<T, Part, Integer> {
    /** How many records are put out in a call, so that calls cost nothing. */
    private static final int AT_ONCE = 256;

    /** Makes records. */
    interface ByNumber<T> extends Serializable {
        T make(long number);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<Part, Integer> createEnumerator(SplitEnumeratorContext<Part> context) {
        return new Parts(context);
    }

    @Override
    public SplitEnumerator<Part, Integer> restoreEnumerator(SplitEnumeratorContext<Part> context, Integer nothing) {
        return new Parts(context);
    }

    @Override
    public SimpleVersionedSerializer<Part> getSplitSerializer() {
        return new IntegerSerializer<>(Part::number, Part::new);
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new IntegerSerializer<>(number -> number, number -> number);
    }

    @Override
    public SourceReader<T, Part> createReader(SourceReaderContext context) {
        return new Maker();
    }

    private final class Maker implements SourceReader<T, Part> {
        private volatile CompletableFuture<Void> available = new CompletableFuture<>();
        private int part = -1;
        private long batch;
        private long next;
        private long end;

        @Override
        public void start() {
            Gate.here().onOpen(() -> available.complete(null));
        }

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) {
            if (next == end) {
                available = new CompletableFuture<>();
                if (part < 0 || Gate.here().open() <= batch) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                next = workload.from(batch, part);
                end = workload.from(batch, part + 1);
            }
            long to = Math.min(end, next + AT_ONCE);
            long time = batch * batchMillis;
            for (; next < to; next++) {
                output.collect(record.make(next), time);
            }
            if (next == end) {
                batch++;
                output.emitWatermark(new Watermark(batch * batchMillis - 1));
            }
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            CompletableFuture<Void> current = available;
            if (next < end || (part >= 0 && Gate.here().open() > batch)) {
                current.complete(null);
            }
            return current;
        }

        @Override
        public void addSplits(List<Part> parts) {
            part = parts.get(0).number();
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<Part> snapshotState(long checkpoint) {
            return List.of(new Part(part));
        }

        @Override
        public void close() {}
    }
}
