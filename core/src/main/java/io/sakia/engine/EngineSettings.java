package io.sakia.engine;

import io.sakia.Accumulator;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an engine is made with.
 *
 * @param master the master URL, such as {@code local[4]}
 * @param applicationName for people
 * @param settings all settings of the context, by key
 * @param updates takes what a succeeded task added to accumulators, by accumulator id; thread-safe
 */
public record EngineSettings(
        String master,
        String applicationName,
        Map<String, String> settings,
        Consumer<Map<Long, Accumulator.Update<?>>> updates) {}
