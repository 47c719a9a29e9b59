package io.sakia.bench.peers.flink;

import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives each subtask the part of its number. */
final class Parts implements SplitEnumerator<Part, Integer> {
    private final SplitEnumeratorContext<Part> context;

    Parts(SplitEnumeratorContext<Part> context) {
        this.context = context;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public void addSplitsBack(List<Part> parts, int subtask) {}

    @Override
    public void addReader(int subtask) {
        context.assignSplit(new Part(subtask), subtask);
    }

    @Override
    public Integer snapshotState(long checkpoint) {
        return 0;
    }

    @Override
    public void close() {}
}
