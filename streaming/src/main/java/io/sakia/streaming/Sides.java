package io.sakia.streaming;

import io.sakia.StorageLevel;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.NotNull;
import io.sakia.function.TaskFunction;
import io.sakia.function.VoidFunction2;
import io.sakia.plan.Origin;
import io.sakia.plan.Step;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.Operators;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code process} makes of a batch, held while the main stream and the sides read it.
 *
 * <pre>
 *   records ── function ──► (0,r) (2,s) (0,r) ── kept ─┬─ those of 0 ──► main
 *                                                      ├─ those of 1 ──► first side
 *                                                      └─ those of 2 ──► second side
 * </pre>
 */
final class Sides {
    private static final int MAIN = 0;

    private final Origin origin;
    private final List<OutputTag<?>> tags;
    private final Operator<Placed> placed;
    private final Operator<Placed> held;

    private Sides(Origin origin, List<OutputTag<?>> tags, Operator<Placed> placed) {
        this.origin = origin;
        this.tags = tags;
        this.placed = placed;
        this.held = Operators.cache(origin, placed, StorageLevel.MEMORY_AND_DISK);
    }

    static <T, R> Sides of(
            Origin origin, Operator<T> input, List<OutputTag<?>> tags, VoidFunction2<T, Emitter<R>> function) {
        Set<String> names = new HashSet<>();
        for (OutputTag<?> tag : tags) {
            if (!names.add(tag.name())) {
                throw new IllegalArgumentException(
                        origin + " has two side outputs named '" + tag.name() + "': give each a name of its own");
            }
        }
        FlatMapFunction<T, Placed> placing = record -> {
            Collected<R> collected = new Collected<>(tags);
            function.call(record, collected);
            return collected.records;
        };
        Operator<Placed> placed =
                Operators.narrow(origin, input, new Step.FlatMap<>(TaskFunction.of(origin, placing)), false);
        return new Sides(origin, tags, placed);
    }

    /** What calls the user's function. */
    Operator<?> placing() {
        return placed;
    }

    <R> Operator<R> main() {
        return only(origin, MAIN);
    }

    <S> Operator<S> side(Origin at, OutputTag<S> tag) {
        int place = tags.indexOf(tag);
        if (place < 0) {
            throw new IllegalArgumentException(at + ": '" + tag.name() + "' is no side output of " + origin
                    + ", which has " + names(tags) + ": name the tag there");
        }
        return only(at, place + 1);
    }

    @SuppressWarnings("unchecked") // the emitter's methods tie the type to the place
    private <S> Operator<S> only(Origin at, int place) {
        FlatMapFunction<Placed, S> unwrap = placed -> placed.place == place ? List.of((S) placed.record) : List.of();
        return Operators.own(at, held, new Step.FlatMap<>(TaskFunction.shared(unwrap)), false);
    }

    private static List<String> names(List<OutputTag<?>> tags) {
        return tags.stream().<String>map(OutputTag::name).toList();
    }

    /** A record, and where it goes: 0 for the main stream, else the number of the side. */
    private record Placed(int place, Object record) implements Serializable {}

    private static final class Collected<R> implements Emitter<R> {
        private final List<OutputTag<?>> tags;
        private final List<Placed> records = new ArrayList<>(1);

        Collected(List<OutputTag<?>> tags) {
            this.tags = tags;
        }

        @Override
        public void emit(R record) {
            records.add(new Placed(MAIN, NotNull.given(record)));
        }

        @Override
        public <S> void emit(OutputTag<S> tag, S record) {
            int place = tags.indexOf(tag);
            if (place < 0) {
                throw new IllegalArgumentException("the side output '" + tag.name()
                        + "' is not one of those that process was given, " + names(tags) + ": name the tag there");
            }
            records.add(new Placed(place + 1, NotNull.given(record)));
        }
    }
}
