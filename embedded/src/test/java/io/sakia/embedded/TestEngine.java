package io.sakia.embedded;

import io.sakia.Accumulator;
import io.sakia.engine.Engine;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Engines for tests. */
final class TestEngine {
    private TestEngine() {}

    /** An engine whose tasks' updates reach nobody. */
    static Engine local(int threads) {
        return local(threads, Map.of());
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
