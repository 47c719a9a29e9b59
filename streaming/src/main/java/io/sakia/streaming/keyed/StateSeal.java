package io.sakia.streaming.keyed;

import io.sakia.TaskContext;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.streaming.state.StateCodec;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StoredOperator.Unstored;
import io.sakia.streaming.state.StoredPart;
import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The task that stores one partition of one operator's state at the end of an epoch. All partitions of all operators make one job.
 *
 * <pre>
 *   counts 0 ─┐
 *   counts 1 ─┼─ tasks ── blocks ── state/0000000017-….state
 *   users  0 ─┘    └───── StoredPart ── driver: sync ── sealed record
 * </pre>
 *
 * @param home where states are in executors
 * @param folder where states are stored
 * @param epoch the epoch that ends
 * @param unstored what is to be stored
 * @param types what may be stored
 * @param function what the operator does, which knows how its state is stored
 */
record StateSeal<K, S>(
        StateHome home,
        StateFolder folder,
        long epoch,
        Unstored unstored,
        StoredTypes types,
        TaskFunction<? extends StateFunction<K, ?, S, ?>> function)
        implements Serializable {
    /** One part for each task. The files that they write define the shapes of what all of them store. */
    static Plan<StoredPart> plan(Origin origin, List<? extends StateSeal<?, ?>> seals) {
        Set<Class<?>> declared = new LinkedHashSet<>();
        seals.forEach(seal -> declared.addAll(seal.codec().declared()));
        List<Shaped> ranges = seals.stream()
                .map(seal -> new Shaped(seal, List.copyOf(declared)))
                .toList();
        return new SourceNode<>(origin, ranges, range -> once(List.of(range.seal.store(range.declared))));
    }

    StoredPart store(List<Class<?>> declared) throws IOException, InterruptedException {
        return home.stores(TaskContext.get())
                .store(
                        folder,
                        epoch,
                        unstored,
                        codec(),
                        () -> types.codecs().shapes(declared.toArray(Class<?>[]::new)));
    }

    StateCodec<K, S> codec() {
        return function.get().codec(types.codecs());
    }

    static <T> Reader<T> once(Collection<T> records) {
        Iterator<T> left = records.iterator();
        return new Reader<>() {
            @Override
            public @Nullable T read() {
                return left.hasNext() ? left.next() : null;
            }
        };
    }

    private record Shaped(StateSeal<?, ?> seal, List<Class<?>> declared) implements Range {}
}
