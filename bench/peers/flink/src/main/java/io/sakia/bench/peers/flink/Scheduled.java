package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Schedule;
import io.sakia.bench.peers.work.Workload;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A source of the records that are due: each of its subtasks puts out every second one. */
record Scheduled() implements Source<Tuple2<Integer, Long>, Part, Integer> {
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
    public SourceReader<Tuple2<Integer, Long>, Part> createReader(SourceReaderContext context) {
        return new Maker();
    }

    private static final class Maker implements SourceReader<Tuple2<Integer, Long>, Part> {
        private volatile CompletableFuture<Void> available = new CompletableFuture<>();
        private long next = -1;

        @Override
        public void start() {
            Schedule.here().onDue(() -> available.complete(null));
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Tuple2<Integer, Long>> output) {
            available = new CompletableFuture<>();
            long due = Schedule.here().due();
            if (next < 0 || next >= due) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            for (; next < due; next += Workload.PARTS) {
                Schedule.Timed timed = Schedule.here().record(next);
                output.collect(Tuple2.of(timed.key(), timed.due()));
            }
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            CompletableFuture<Void> current = available;
            if (next >= 0 && next < Schedule.here().due()) {
                current.complete(null);
            }
            return current;
        }

        @Override
        public void addSplits(List<Part> parts) {
            next = parts.get(0).number();
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<Part> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
