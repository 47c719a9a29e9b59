package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.TaskContext;
import io.sakia.function.SharedInTasks;
import io.sakia.plan.CacheNode;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes plans of every node kind from a seed, each over some of those before it. Some of their functions fail now and then. */
final class RandomPlans {
    private static final int PLANS = 12;
    private static final StorageLevel[] LEVELS = StorageLevel.values();

    private final Random random;
    private final int size;
    private final List<Plan<Pair<Integer, Integer>>> made = new ArrayList<>();

    private final Trouble trouble;

    /** Plans over partitions of up to {@code size} records. */
    RandomPlans(int seed, int size) {
        this.size = size;
        random = new Random(seed);
        trouble = new Trouble(random.ints(3, 0, 400).boxed().toList(), new AtomicInteger());
    }

    List<Plan<Pair<Integer, Integer>>> plans() {
        made.add(source());
        made.add(source());
        while (made.size() < PLANS) {
            made.add(next(any()));
        }
        return made;
    }

    private Plan<Pair<Integer, Integer>> any() {
        return made.get(random.nextInt(made.size()));
    }

    private Plan<Pair<Integer, Integer>> source() {
        List<List<Pair<Integer, Integer>>> partitions = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            partitions.add(random.ints(random.nextInt(size), 0, Math.max(9, size / 2))
                    .mapToObj(key -> Pair.of(key, random.nextInt(100)))
                    .toList());
        }
        return Plans.source(partitions);
    }

    private Plan<Pair<Integer, Integer>> next(Plan<Pair<Integer, Integer>> input) {
        int number = random.nextInt(5) + 2;
        int partitions = random.nextInt(4) + 1;
        Trouble trouble = this.trouble;
        return switch (random.nextInt(23)) {
            case 0 -> Plans.map(input, pair -> Pair.of(pair.key() + number, pair.value()));
            case 1 -> Plans.filter(input, pair -> pair.value() % number != 0);
            case 2 ->
                Plans.flatMap(
                        input, pair -> pair.key() % 3 == 0 ? List.of(pair, Pair.of(number, number)) : List.of(pair));
            case 3 -> Plans.mapPartitions(input, (partition, records) -> everyOther(records));
            case 4 -> Plans.partitionBy(input, partitions);
            case 5 -> Plans.aggregate(input, partitions, Aggregate.reduce((a, b) -> 31 * a + b));
            case 6 ->
                Plans.map(
                        Plans.group(input, partitions),
                        pair -> Pair.of(pair.key(), pair.value().hashCode()));
            case 7 ->
                Plans.map(
                        Plans.shuffle(
                                input,
                                new HashPartitioner(partitions),
                                Aggregate.<Integer>iterable(),
                                true,
                                Comparator.<Integer>reverseOrder()),
                        pair -> Pair.of(pair.key(), pair.value().hashCode()));
            case 8 ->
                Plans.shuffle(input, new HashPartitioner(partitions), null, false, Comparator.<Integer>naturalOrder());
            case 9 -> Plans.union(input, any(), any());
            case 10 -> Plans.union(Plans.partitionBy(input, 2), Plans.partitionBy(any(), 2));
            case 11 -> Plans.coalesce(input, partitions);
            case 12 ->
                Plans.zip(
                        records -> both(records),
                        Plans.partitionBy(input, 3),
                        Plans.filter(Plans.partitionBy(any(), 3), pair -> pair.value() > 5));
            case 13 ->
                Plans.map(input, pair -> {
                    trouble.visit();
                    return pair;
                });
            case 14 ->
                Plans.map(
                        Plans.shuffle(input, new HashPartitioner(partitions), troubledLists(trouble), true, null),
                        pair -> Pair.of(pair.key(), pair.value().hashCode()));
            case 15 ->
                Plans.map(
                        new NarrowNode<>(
                                Plans.origin("foldByKey"),
                                Plans.partitionBy(input, some()),
                                new Step.FoldByKey<>(
                                        Plans.<Aggregate<Integer, ?, List<Integer>>>task(troubledLists(trouble))),
                                true),
                        pair -> Pair.of(pair.key(), pair.value().hashCode()));
            case 16 -> cogroup(some(), input, any());
            case 17 -> cogroup(some(), input, any(), any());
            case 18 -> new CheckpointNode<>(Plans.origin("checkpoint"), input);
            case 19 -> sums(input, null, true);
            case 20 -> sums(input, Comparator.<Integer>reverseOrder(), random.nextBoolean());
            case 21 ->
                Plans.shuffle(input, new HashPartitioner(some()), null, false, Comparator.<Integer>reverseOrder());
            default -> kept(input);
        };
    }

    /** Kept at any level; at NONE, at which nothing can be kept, as what a state puts out is held. */
    private Plan<Pair<Integer, Integer>> kept(Plan<Pair<Integer, Integer>> input) {
        StorageLevel level = LEVELS[random.nextInt(LEVELS.length)];
        return level == StorageLevel.NONE
                ? CacheNode.held(Plans.origin("updateStateByKey"), input)
                : new CacheNode<>(Plans.origin("persist"), input, level);
    }

    private int some() {
        return List.of(1, 2, 7).get(random.nextInt(3));
    }

    /** Sums whose last bits tell in which order and in which groups they were added up. */
    private Plan<Pair<Integer, Integer>> sums(
            Plan<Pair<Integer, Integer>> input, @Nullable Comparator<Integer> order, boolean mapSide) {
        Plan<Pair<Integer, Double>> doubles =
                Plans.map(input, pair -> Pair.of(pair.key(), Math.exp(pair.value() % 100 / 3.0)));
        Aggregate<Double, ?, Double> sum = Aggregate.reduce(Double::sum);
        return Plans.map(
                Plans.shuffle(doubles, new HashPartitioner(some()), sum, mapSide, order),
                pair -> Pair.of(pair.key(), Double.hashCode(pair.value())));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Plan<Pair<Integer, Integer>> cogroup(int partitions, Plan<Pair<Integer, Integer>>... inputs) {
        return Plans.map(
                KeyedPlans.cogroup(Plans.origin("cogroup"), new HashPartitioner(partitions), List.of(inputs)),
                group -> Pair.of(group.key(), group.value().hashCode()));
    }

    /** Lists that are changed in place. */
    private static Aggregate<Integer, ?, List<Integer>> troubledLists(Trouble trouble) {
        return Aggregate.of(
                ArrayList::new,
                (ArrayList<Integer> list, Integer value) -> {
                    list.add(value);
                    return list;
                },
                (a, b) -> {
                    a.addAll(b);
                    trouble.visit();
                    return a;
                },
                list -> {
                    trouble.visit();
                    return List.copyOf(list);
                });
    }

    private static Iterator<Pair<Integer, Integer>> everyOther(Iterator<Pair<Integer, Integer>> records) {
        List<Pair<Integer, Integer>> some = new ArrayList<>();
        while (records.hasNext()) {
            some.add(records.next());
            if (records.hasNext()) {
                records.next();
            }
        }
        return some.iterator();
    }

    @SuppressWarnings("unchecked")
    private static Iterator<Pair<Integer, Integer>> both(List<Iterator<?>> records) {
        List<Pair<Integer, Integer>> all = new ArrayList<>();
        Iterator<Pair<Integer, Integer>> left = (Iterator<Pair<Integer, Integer>>) records.get(0);
        Iterator<Pair<Integer, Integer>> right = (Iterator<Pair<Integer, Integer>>) records.get(1);
        while (left.hasNext() && right.hasNext()) {
            all.add(Pair.of(left.next().key(), right.next().value()));
        }
        left.forEachRemaining(all::add);
        return all.iterator();
    }

    /** Fails some visits by tasks, three in all: no task can fail for good. */
    private record Trouble(List<Integer> failing, AtomicInteger visits) implements SharedInTasks {
        void visit() {
            if (TaskContext.current() != null && failing.contains(visits.getAndIncrement())) {
                throw new IllegalStateException("trouble");
            }
        }
    }
}
