package io.sakia.embedded;

import io.sakia.Accumulator;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Workspace;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Engines for tests. */
final class TestEngine {
    private TestEngine() {}

    /** An engine whose tasks' updates reach nobody. */
    static Engine local(int threads) {
        return local(threads, Map.of());
    }

    /** An engine with a budget of its own, which may be as small as no setting allows. */
    static EmbeddedEngine within(long bytes, int threads, Path... folders) {
        return new EmbeddedEngine(settings(threads), threads, space(bytes, threads, folders), new SystemTicker());
    }

    /** An engine that measures by a given ticker. */
    static EmbeddedEngine measuring(Ticker ticker, int threads) {
        return measuring(ticker, threads, Map.of());
    }

    /** An engine with settings that measures by a given ticker. */
    static EmbeddedEngine measuring(Ticker ticker, int threads, Map<String, String> settings) {
        return new EmbeddedEngine(
                new EngineSettings("local[" + threads + "]", "test", settings, updates -> {}),
                threads,
                space(1 << 20, threads),
                ticker);
    }

    private static EngineSettings settings(int threads) {
        return new EngineSettings("local[" + threads + "]", "test", Map.of(), updates -> {});
    }

    private static Workspace space(long bytes, int threads, Path... folders) {
        return new Workspace(new MemoryBudget(bytes, threads), new SpillFolders(List.of(folders)));
    }

    /** An engine whose tasks' updates reach the accumulators. */
    static Engine local(int threads, Accumulator<?, ?>... accumulators) {
        Map<Long, Accumulator<?, ?>> known = new ConcurrentHashMap<>();
        for (Accumulator<?, ?> accumulator : accumulators) {
            known.put(accumulator.id(), accumulator);
        }
        return local(threads, known);
    }

    private static Engine local(int threads, Map<Long, Accumulator<?, ?>> known) {
        return Engines.create(new EngineSettings(
                "local[" + threads + "]",
                "test",
                Map.of(),
                updates -> updates.forEach((id, update) -> {
                    if (known.containsKey(id)) {
                        known.get(id).merge(update);
                    }
                })));
    }
}
