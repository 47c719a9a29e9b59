package io.sakia.conformance.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a PairRDD should be, as a list: each operation in the fewest words, with no partitions, no tasks and nothing of the engine. It
 * also knows how much of its own order is promised, and is compared by that.
 *
 * @param pairs the records, in the order that is promised as far as one is
 * @param order how much of it is promised
 * @param placed whether a partitioner has placed the pairs, and they are still there
 */
record PairList<K extends Comparable<K>, V>(List<Pair<K, V>> pairs, Order order, boolean placed) {
    static <K extends Comparable<K>, V> PairList<K, V> read(List<Pair<K, V>> pairs) {
        return new PairList<>(List.copyOf(pairs), Order.EXACT, false);
    }

    int size() {
        return pairs.size();
    }

    // One record after the other.

    PairList<K, V> filter(Predicate<Pair<K, V>> keep) {
        return new PairList<>(pairs.stream().filter(keep).toList(), order, placed);
    }

    PairList<K, V> filterByRange(K lower, K upper) {
        PairList<K, V> inside =
                filter(pair -> lower.compareTo(pair.key()) <= 0 && pair.key().compareTo(upper) <= 0);
        return new PairList<>(inside.pairs, order, false);
    }

    PairList<K, V> map(Function<Pair<K, V>, Pair<K, V>> function) {
        return new PairList<>(pairs.stream().map(function).toList(), order.withOtherKeys(), false);
    }

    PairList<K, V> flatMap(Function<Pair<K, V>, List<Pair<K, V>>> function) {
        List<Pair<K, V>> all =
                pairs.stream().flatMap(pair -> function.apply(pair).stream()).toList();
        return new PairList<>(all, order.withOtherKeys(), false);
    }

    <W> PairList<K, W> mapValues(Function<V, W> function) {
        return flatMapValues(value -> List.of(function.apply(value)));
    }

    <W> PairList<K, W> flatMapValues(Function<V, List<W>> function) {
        List<Pair<K, W>> all = new ArrayList<>();
        for (Pair<K, V> pair : pairs) {
            function.apply(pair.value()).forEach(value -> all.add(Pair.of(pair.key(), value)));
        }
        return new PairList<>(all, order, placed);
    }

    // By key.

    /** The values of each key; keys in the order in which they first appear. */
    private Map<K, List<V>> values() {
        Map<K, List<V>> values = new LinkedHashMap<>();
        pairs.forEach(pair ->
                values.computeIfAbsent(pair.key(), key -> new ArrayList<>()).add(pair.value()));
        return values;
    }

    List<V> lookup(K key) {
        return values().getOrDefault(key, List.of());
    }

    Map<K, Long> countByKey() {
        Map<K, Long> counts = new LinkedHashMap<>();
        values().forEach((key, values) -> counts.put(key, (long) values.size()));
        return counts;
    }

    PairList<K, List<V>> groupByKey() {
        List<Pair<K, List<V>>> groups = new ArrayList<>();
        values().forEach((key, values) -> groups.add(Pair.of(key, values)));
        return new PairList<>(groups, Order.BY_KEY, true); // one value a key
    }

    PairList<K, V> reduceByKey(BinaryOperator<V> function) {
        return groupByKey().mapValues(values -> values.stream().reduce(function).orElseThrow());
    }

    /** For each key of any of the lists its values in each. */
    @SafeVarargs
    static <K extends Comparable<K>, V> PairList<K, List<List<V>>> cogroup(PairList<K, V>... lists) {
        Set<K> keys = new LinkedHashSet<>();
        for (PairList<K, V> list : lists) {
            keys.addAll(list.values().keySet());
        }
        List<Pair<K, List<List<V>>>> groups = new ArrayList<>();
        for (K key : keys) {
            List<List<V>> group = new ArrayList<>();
            for (PairList<K, V> list : lists) {
                group.add(list.lookup(key));
            }
            groups.add(Pair.of(key, group));
        }
        return new PairList<>(groups, Order.BY_KEY, true); // one value a key
    }

    PairList<K, Pair<V, V>> join(PairList<K, V> other) {
        return joined(other, PairList::all, PairList::all);
    }

    PairList<K, Pair<V, Optional<V>>> leftOuterJoin(PairList<K, V> other) {
        return joined(other, PairList::all, PairList::orNone);
    }

    PairList<K, Pair<Optional<V>, V>> rightOuterJoin(PairList<K, V> other) {
        return joined(other, PairList::orNone, PairList::all);
    }

    PairList<K, Pair<Optional<V>, Optional<V>>> fullOuterJoin(PairList<K, V> other) {
        return joined(other, PairList::orNone, PairList::orNone);
    }

    private <A, B> PairList<K, Pair<A, B>> joined(
            PairList<K, V> other, Function<List<V>, List<A>> left, Function<List<V>, List<B>> right) {
        PairList<K, Pair<A, B>> joined = cogroup(this, other).flatMapValues(group -> {
            List<Pair<A, B>> product = new ArrayList<>();
            for (A a : left.apply(group.get(0))) {
                for (B b : right.apply(group.get(1))) {
                    product.add(Pair.of(a, b));
                }
            }
            return product;
        });
        return new PairList<>(joined.pairs, Order.byKey(order, other.order), true);
    }

    private static <V> List<V> all(List<V> values) {
        return values;
    }

    private static <V> List<Optional<V>> orNone(List<V> values) {
        return values.isEmpty()
                ? List.of(Optional.empty())
                : values.stream().map(Optional::of).toList();
    }

    PairList<K, V> subtractByKey(PairList<K, V> other) {
        Set<K> others = other.values().keySet();
        List<Pair<K, V>> rest =
                pairs.stream().filter(pair -> !others.contains(pair.key())).toList();
        return new PairList<>(rest, Order.byKey(order, order), true);
    }

    // By whole records.

    PairList<K, V> union(PairList<K, V> other) {
        List<Pair<K, V>> all = new ArrayList<>(pairs);
        all.addAll(other.pairs);
        boolean oneAfterTheOther = order == Order.EXACT && other.order == Order.EXACT && !(placed && other.placed);
        return new PairList<>(all, oneAfterTheOther ? Order.EXACT : Order.byKey(order, other.order), false);
    }

    PairList<K, V> distinct() {
        return new PairList<>(List.copyOf(new LinkedHashSet<>(pairs)), Order.ANY, false);
    }

    PairList<K, V> intersection(PairList<K, V> other) {
        Set<Pair<K, V>> both = new LinkedHashSet<>(pairs);
        both.retainAll(new HashSet<>(other.pairs));
        return new PairList<>(List.copyOf(both), Order.ANY, false);
    }

    PairList<K, V> subtract(PairList<K, V> other) {
        List<Pair<K, V>> rest = new ArrayList<>(pairs);
        rest.removeAll(new HashSet<>(other.pairs));
        return new PairList<>(rest, Order.ANY, false);
    }

    // By order and place.

    PairList<K, V> sortByKey(boolean ascending) {
        Comparator<K> keys = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return sorted(Comparator.comparing(Pair::key, keys), order.isOfValues() ? Order.EXACT : Order.KEYS, true);
    }

    /** By an order in which only equal records are equal, so that it does not matter how they came. */
    PairList<K, V> sortBy(Comparator<Pair<K, V>> total) {
        return sorted(total, Order.EXACT, false);
    }

    /** Equal ones stay in their order. */
    PairList<K, V> sortStably(Comparator<Pair<K, V>> comparator) {
        return sorted(comparator, order == Order.EXACT ? Order.EXACT : Order.ANY, false);
    }

    private PairList<K, V> sorted(Comparator<Pair<K, V>> comparator, Order promised, boolean inPlaces) {
        return new PairList<>(pairs.stream().sorted(comparator).toList(), promised, inPlaces);
    }

    PairList<K, V> partitionBy() {
        return new PairList<>(pairs, Order.byKey(order, order), true);
    }

    /** Into one partition everything goes in its order. */
    PairList<K, V> repartition(int partitions) {
        return new PairList<>(pairs, partitions == 1 ? order : Order.ANY, false);
    }

    PairList<K, V> coalesce() {
        return new PairList<>(pairs, order, false);
    }

    /** That records are these, in the order that is promised. */
    void check(List<Pair<K, V>> records, String what) {
        assertThat(counts(records)).as(what).isEqualTo(counts(pairs));
        switch (order) {
            case EXACT -> assertThat(records).as(what).isEqualTo(pairs);
            case BY_KEY -> assertThat(read(records).values()).as(what).isEqualTo(values());
            case KEYS ->
                assertThat(records)
                        .as(what)
                        .extracting(Pair::key)
                        .isEqualTo(pairs.stream().map(Pair::key).toList());
            case ANY -> {}
        }
    }

    /** How often each record comes. */
    static <T> Map<T, Long> counts(List<T> records) {
        return records.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
