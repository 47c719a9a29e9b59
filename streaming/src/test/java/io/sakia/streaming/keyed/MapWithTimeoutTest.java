package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.engine.OperatorException;
import io.sakia.function.TaskFunction;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Mapping;
import io.sakia.streaming.state.MemoryStorage;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // the model keeps places by null
class MapWithTimeoutTest {
    /** Appends to a list that is the state, in place; forgets the list at 0. */
    private static final Mapping<String, Integer, List<Integer>, String> APPEND = (time, key, value, state, out) -> {
        if (value == null) {
            assertThat(state.isTimingOut()).isTrue();
            out.accept(key + state.get() + " is out");
        } else if (value == 0) {
            state.remove();
            out.accept(key + state.exists());
        } else {
            List<Integer> list = state.getOption().orElseGet(ArrayList::new);
            list.add(value);
            if (value > 0) { // what is below is looked at and not kept
                state.update(list);
            }
            out.accept(key + list);
        }
    };

    private static StepKit<String, Integer, Touched<List<Integer>>, String> kit(long timeout, Random random) {
        return kit(APPEND, timeout, random);
    }

    private static <S> StepKit<String, Integer, Touched<S>, String> kit(
            Mapping<String, Integer, S, String> mapping, long timeout, Random random) {
        return kit(mapping, timeout, random, new StateStores("kit"));
    }

    private static <S> StepKit<String, Integer, Touched<S>, String> kit(
            Mapping<String, Integer, S, String> mapping, long timeout, Random random, StateStores stores) {
        return new StepKit<>(
                new MapWithTimeout<>(TaskFunction.shared(mapping), timeout),
                StateCopier.immutable(),
                new StoredTypes(List.of()),
                0,
                random,
                stores);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, Long.MAX_VALUE})
    void agreesWithAModelHoweverTasksFailAndWhateverIsOnDisk(long memory) throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            long timeout = 1 + random.nextInt(5);
            StepKit<String, Integer, Touched<List<Integer>>, String> kit =
                    kit(APPEND, timeout, random, MemoryStorage.tight("kit", memory));
            Map<String, Touched<List<Integer>>> model = new LinkedHashMap<>(); // in the order of the last touch
            long time = 0;
            for (int batch = 0; batch < 60; batch++) {
                time += random.nextInt(10) == 0 ? random.nextInt(6) : random.nextInt(2);
                List<Pair<String, Integer>> pairs = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    pairs.add(Pair.of("k" + random.nextInt(8), random.nextInt(7) - 2));
                }
                List<String> expected = expected(model, pairs, time, timeout);
                assertThat(kit.batch(time, pairs))
                        .as("seed %d, batch %d at %d, timeout %d", seed, batch, time, timeout)
                        .isEqualTo(expected);
                assertThat(kit.keys()).isEqualTo(model.size());
                assertThat(kit.due())
                        .isEqualTo(model.values().stream()
                                .mapToLong(state -> state.at() + timeout)
                                .min()
                                .orElse(StatefulOperator.NEVER));
            }
        }
    }

    private static List<String> expected(
            Map<String, Touched<List<Integer>>> model, List<Pair<String, Integer>> pairs, long time, long timeout) {
        List<String> out = new ArrayList<>();
        Set<String> placed = new HashSet<>(); // keys keep the place that they get first in a batch
        for (Pair<String, Integer> pair : pairs) {
            String key = pair.key();
            Touched<List<Integer>> held = model.get(key);
            if (pair.value() == 0) {
                if (placed.contains(key)) {
                    model.put(key, null);
                } else {
                    model.remove(key);
                }
                out.add(key + false);
                continue;
            }
            List<Integer> list = new ArrayList<>(held == null ? List.of() : held.state());
            list.add(pair.value());
            out.add(key + list);
            if (pair.value() > 0 || held != null) {
                if (placed.add(key)) {
                    model.remove(key);
                }
                model.put(key, new Touched<>(pair.value() > 0 ? list : held.state(), time));
            }
        }
        model.values().removeIf(Objects::isNull);
        for (Map.Entry<String, Touched<List<Integer>>> entry : List.copyOf(model.entrySet())) {
            if (time - entry.getValue().at() >= timeout) {
                out.add(entry.getKey() + entry.getValue().state() + " is out");
                model.remove(entry.getKey());
            }
        }
        return out;
    }

    @Test
    void aKeyThatIsTimingOutCanOnlyBeRead() throws Exception {
        StepKit<String, Integer, Touched<Integer>, String> updating = kit(
                (time, key, value, state, out) -> {
                    assertThat(state.exists()).isEqualTo(value == null);
                    state.update(1);
                },
                1,
                new Random(0));
        updating.batch(1, List.of(Pair.of("a", 1)));
        assertThatThrownBy(() -> updating.batch(2, List.of()))
                .isInstanceOfSatisfying(
                        OperatorException.class, e -> assertThat(e.record()).isEqualTo("a, which is timing out"))
                .hasMessageContaining("the state of key a is timing out and can't be updated: it goes when")
                .hasMessageContaining("isTimingOut()");

        StepKit<String, Integer, Touched<Integer>, String> removing = kit(
                (time, key, value, state, out) -> {
                    if (value == null) {
                        state.remove();
                    } else {
                        state.update(value);
                    }
                },
                1,
                new Random(0));
        removing.batch(1, List.of(Pair.of("a", 1)));
        assertThatThrownBy(() -> removing.batch(2, List.of())).hasMessageContaining("can't be removed");
    }

    @Test
    void aTimeoutBeyondAllTimeNeverComes() throws Exception {
        StepKit<String, Integer, Touched<List<Integer>>, String> kit = kit(Long.MAX_VALUE, new Random(0));
        assertThat(kit.batch(1, List.of(Pair.of("a", 1)))).containsExactly("a[1]");
        assertThat(kit.batch(1_000_000, List.of())).isEmpty();
        assertThat(kit.due()).isEqualTo(StatefulOperator.NEVER);
        assertThat(kit.keys()).isEqualTo(1);
    }
}
