package io.sakia.streaming.batch;

import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.keyed.EpochEnd;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredPart;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has the states of a graph stored, if they are. */
record StoredStates(SakiaContext context, StreamGraph graph) implements Epochs.StateStoring {
    @Override
    public Map<String, List<StoredPart>> store(@Nullable StateFolder folder, long epoch) {
        return folder == null ? Map.of() : EpochEnd.store(context, graph.stateful(), folder, epoch);
    }
}
