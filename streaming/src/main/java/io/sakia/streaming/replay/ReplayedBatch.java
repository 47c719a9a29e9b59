package io.sakia.streaming.replay;

import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.event.BatchInfo;
import java.util.List;
import java.util.Map;

/**
 * A batch that was run again.
 *
 * @param batch the batch
 * @param info its figures: what it read, its states
 * @param outputs what outputs were given; without those that put nothing out in it, or were not looked at
 * @param states the states of keys that were looked for, by {@code name[key]}; without keys that have none
 * @param totals of the program's accumulators, by their names
 * @param sameProgram whether the program has the graph that it had when the batch ran first
 */
public record ReplayedBatch(
        PastBatch batch,
        BatchInfo info,
        List<ReplayedOutput> outputs,
        Map<String, String> states,
        Map<String, String> totals,
        boolean sameProgram) {
    /** Copies the collections. */
    public ReplayedBatch {
        outputs = List.copyOf(outputs);
        states = Map.copyOf(states);
        totals = Map.copyOf(totals);
    }

    /** Whether an output differs from what it has published. */
    public boolean isDifferent() {
        return outputs.stream().anyMatch(output -> output.comparison().isDifferent());
    }
}
