package io.sakia.plan;

import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.function.FlatMapFunction;
import io.sakia.function.TaskFunction;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins as plans, for RDDs and streams alike. Every one is a cogroup and a step that goes through the two lists of a key's values:
 *
 * <pre>
 *   left  (a,1) (b,2) ─┐                 (a,[1],[x])        inner       (a,(1,x))
 *                      ├─ cogroup ──►    (b,[2],[])    ──►  left outer  (a,(1,x)) (b,(2,-))
 *   right (a,x) (c,y) ─┘                 (c,[],[y])         full outer  (a,(1,x)) (b,(2,-)) (c,(-,y))
 * </pre>
 *
 * <p>The two lists of a key lie in memory, what is made of them does not. Within a partition keys come in the order in which they first
 * appear, left input first; the records of a key in the order of its left values, and for each in that of its right values.
 */
public final class Joins {
    // What becomes of a key's two lists. The steps are made once, so that every batch of a stream has the same.
    private static final Step<?, ?> INNER = step(group -> product(group, all(group, 0), all(group, 1)));
    private static final Step<?, ?> LEFT_OUTER = step(group -> product(group, all(group, 0), options(group, 1)));
    private static final Step<?, ?> RIGHT_OUTER = step(group -> product(group, options(group, 0), all(group, 1)));
    private static final Step<?, ?> FULL_OUTER = step(group -> product(group, options(group, 0), options(group, 1)));
    private static final Step<?, ?> SUBTRACTED =
            step(group -> group.value().get(1).isEmpty() ? single(group, all(group, 0)) : List.of());

    private Joins() {}

    /** For each two values of one key the key and both. */
    public static <K, V, W> Plan<Pair<K, Pair<V, W>>> inner(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return joined(origin, INNER, left, right, partitioner);
    }

    /** As {@link #inner}, and each left value whose key has no right value. */
    public static <K, V, W> Plan<Pair<K, Pair<V, Optional<W>>>> leftOuter(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return joined(origin, LEFT_OUTER, left, right, partitioner);
    }

    /** As {@link #inner}, and each right value whose key has no left value. */
    public static <K, V, W> Plan<Pair<K, Pair<Optional<V>, W>>> rightOuter(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return joined(origin, RIGHT_OUTER, left, right, partitioner);
    }

    /** As {@link #inner}, and each value whose key the other input does not have. */
    public static <K, V, W> Plan<Pair<K, Pair<Optional<V>, Optional<W>>>> fullOuter(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return joined(origin, FULL_OUTER, left, right, partitioner);
    }

    /** The pairs of the left input whose key the right one does not have. */
    public static <K, V, W> Plan<Pair<K, V>> subtract(
            Origin origin, Plan<Pair<K, V>> left, Plan<Pair<K, W>> right, Partitioner partitioner) {
        return joined(origin, SUBTRACTED, left, right, partitioner);
    }

    @SuppressWarnings("unchecked")
    private static <K, R> Plan<Pair<K, R>> joined(
            Origin origin,
            Step<?, ?> step,
            Plan<? extends Pair<K, ?>> left,
            Plan<? extends Pair<K, ?>> right,
            Partitioner partitioner) {
        Plan<Pair<K, List<List<Object>>>> grouped = KeyedPlans.cogroup(origin, partitioner, List.of(left, right));
        return new NarrowNode<>(
                origin, grouped, (Step<Pair<K, List<List<Object>>>, Pair<K, R>>) (Step<?, ?>) step, true);
    }

    private static Step<?, ?> step(FlatMapFunction<Pair<Object, List<List<Object>>>, Pair<Object, Object>> function) {
        return new Step.FlatMap<>(TaskFunction.shared(function));
    }

    private static Iterable<Object> all(Pair<Object, List<List<Object>>> group, int input) {
        return group.value().get(input);
    }

    private static Iterable<Object> options(Pair<Object, List<List<Object>>> group, int input) {
        List<Object> values = group.value().get(input);
        if (values.isEmpty()) {
            return List.of(Optional.empty());
        }
        return () -> new Mapped<>(values.iterator(), value -> option(group.key(), value));
    }

    private static Object option(Object key, @Nullable Object value) {
        if (value == null) {
            throw new NullPointerException("a value of the key " + key
                    + " is null, which an outer join can't tell from a missing one: leave such pairs out with filter");
        }
        return Optional.of(value);
    }

    private static Iterable<Pair<Object, Object>> single(
            Pair<Object, List<List<Object>>> group, Iterable<Object> values) {
        return () -> new Mapped<>(values.iterator(), value -> Pair.of(group.key(), value));
    }

    private static Iterable<Pair<Object, Object>> product(
            Pair<Object, List<List<Object>>> group, Iterable<Object> left, Iterable<Object> right) {
        return () -> new Product(group.key(), left, right);
    }

    /** Each value of the left with each of the right, made as they are asked for. */
    private static final class Product implements Iterator<Pair<Object, Object>> {
        private final Object key;
        private final Iterator<Object> lefts;
        private final Iterable<Object> right;
        private Iterator<Object> rights = List.of().iterator();
        private @Nullable Object left;

        Product(Object key, Iterable<Object> left, Iterable<Object> right) {
            this.key = key;
            this.lefts = left.iterator();
            this.right = right;
        }

        @Override
        public boolean hasNext() {
            while (!rights.hasNext()) {
                if (!lefts.hasNext()) {
                    return false;
                }
                left = lefts.next();
                rights = right.iterator();
            }
            return true;
        }

        @Override
        @SuppressWarnings("NullAway") // a value may be null where somebody made it so, and stays what it is
        public Pair<Object, Object> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Pair.of(key, Pair.of(left, rights.next()));
        }
    }
}
