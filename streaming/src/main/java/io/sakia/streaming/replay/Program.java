package io.sakia.streaming.replay;

import io.sakia.Accumulator;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.checkpoint.CheckpointSettings;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Clock;
import java.util.List;

/**
 * A program that is defined on a context of its own, and not started.
 *
 * @param context is closed when the program is not needed any more
 * @param graph with names
 * @param settings of its checkpoint
 * @param accumulators those that it has named
 * @param clock that it runs by
 */
public record Program(
        SakiaContext context,
        StreamGraph graph,
        CheckpointSettings settings,
        List<Accumulator<?, ?>> accumulators,
        Clock clock) {
    /** Defines the program once more. */
    @FunctionalInterface
    public interface Definer {
        /**
         * Defines it.
         *
         * @param interval in milliseconds the distance of batches; 0 if they begin with the data, negative if nobody knows
         * @param parallelism the number of partitions where nothing else is said
         */
        Program define(long interval, int parallelism);
    }
}
