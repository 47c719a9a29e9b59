package io.sakia.embedded;

import io.sakia.Accumulator;
import io.sakia.embedded.spill.Workspace;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * What all tasks of an engine share.
 *
 * @param locals objects that live as long as the engine
 * @param space where records are kept
 * @param chains what was generated for chains of steps
 * @param loops the loops of folds
 * @param ticker measures what tasks take
 * @param updates takes what a succeeded task added to accumulators
 */
record Environment(
        ConcurrentMap<String, Object> locals,
        Workspace space,
        Chains chains,
        FoldLoops loops,
        Ticker ticker,
        Consumer<Map<Long, Accumulator.Update<?>>> updates) {}
