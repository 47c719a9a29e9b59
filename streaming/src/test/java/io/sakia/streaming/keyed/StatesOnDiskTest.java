package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.function.Function2;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.state.MemoryStorage;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators that go over all keys put out the same, in the same order, whether or not the states are on disk. */
class StatesOnDiskTest {
    /** Keeps the values of a key in a list, until a negative one comes. */
    private static final Function2<List<Integer>, Optional<List<Integer>>, Optional<List<Integer>>> COLLECT =
            (values, before) -> {
                List<Integer> all = before.orElseGet(ArrayList::new); // a copy, which it may change
                all.addAll(values);
                return values.stream().anyMatch(value -> value < 0) ? Optional.empty() : Optional.of(all);
            };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void updateStateByKey(long seed) throws Exception {
        StepKit<String, Integer, List<Integer>, Pair<String, List<Integer>>> roomy =
                update(new StateStores("kit"), null);
        StepKit<String, Integer, List<Integer>, Pair<String, List<Integer>>> tight =
                update(MemoryStorage.tight("kit", seed % 2 == 0 ? 1 : 2_000), new Random(seed));
        requireEqual(seed, roomy, tight);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void deduplicate(long seed) throws Exception {
        requireEqual(
                seed,
                deduplicate(new StateStores("kit"), null),
                deduplicate(MemoryStorage.tight("kit", 1), new Random(seed)));
    }

    private static <R> void requireEqual(
            long seed, StepKit<String, Integer, ?, R> roomy, StepKit<String, Integer, ?, R> tight) throws Exception {
        Random random = new Random(seed);
        for (int batch = 1; batch <= 40; batch++) {
            List<Pair<String, Integer>> pairs = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                pairs.add(Pair.of("key" + random.nextInt(50), random.nextInt(20) - 1));
            }
            List<R> expected = roomy.batch(batch, pairs);
            assertThat(tight.batch(batch, pairs)).as("batch %d", batch).isEqualTo(expected);
            assertThat(tight.keys()).isEqualTo(roomy.keys());
        }
        assertThat(roomy.keys()).isPositive();
    }

    private static StepKit<String, Integer, List<Integer>, Pair<String, List<Integer>>> update(
            StateStores stores, Random random) {
        StoredTypes types = new StoredTypes(List.of());
        return new StepKit<>(
                new UpdateStateByKey<>(TaskFunction.shared(COLLECT)), types.copier(), types, 0, random, stores);
    }

    private static StepKit<String, Integer, Long, Pair<String, Integer>> deduplicate(
            StateStores stores, Random random) {
        return new StepKit<>(
                new DeduplicateByKey<>(7, pair -> pair),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                random,
                stores);
    }
}
