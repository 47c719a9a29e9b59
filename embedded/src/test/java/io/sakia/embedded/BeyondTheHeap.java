package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.Range;
import io.sakia.connector.Reader;
import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.EngineSettings;
import io.sakia.engine.Engines;
import io.sakia.engine.Job;
import io.sakia.function.Function;
import io.sakia.plan.Joins;
import io.sakia.plan.KeyedPlans;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Sorts, groups, reduces, joins and thins out more data than the heap holds, and checks every result against what can be told without an
 * engine: how many records there are, a checksum over them, and their order. Run by {@link BeyondTheHeapTest} in a JVM of its own;
 * by hand with {@code -Xmx256m} and {@code 6800000 FOLDER}.
 */
final class BeyondTheHeap {
    private static final int PARTITIONS = 8;
    private static final String FILLING = "a value that is as long as values are ";

    private final int records;
    private final EmbeddedEngine engine;

    private BeyondTheHeap(int records, EmbeddedEngine engine) {
        this.records = records;
        this.engine = engine;
    }

    /** A part of the data: the records of some numbers. */
    record Numbers(int first, int end, int keys) implements Range {}

    /** The number of records; then the folder to write to. */
    public static void main(String[] args) {
        int records = Integer.parseInt(args[0]);
        EngineSettings settings =
                new EngineSettings("local[2]", "beyond", Map.of("sakia.local.dir", args[1]), updates -> {});
        try (EmbeddedEngine engine = (EmbeddedEngine) Engines.create(settings)) {
            System.out.printf(
                    "%,d records, about %,d MB as objects; a heap of %,d MB, a budget of %,d MB%n",
                    records,
                    records * 160L >> 20,
                    Runtime.getRuntime().maxMemory() >> 20,
                    engine.space().budget().size() >> 20);
            new BeyondTheHeap(records, engine).run();
        }
    }

    private void run() {
        int all = records;
        measure("sortByKey", this::sort);
        measure("groupByKey", () -> group(all / 8));
        measure("reduceByKey", () -> reduce(all / 2));
        measure("distinct", () -> distinct(all / 2));
        measure("join", () -> join(all / 2));
    }

    private void sort() {
        Plan<Pair<Long, String>> sorted = KeyedPlans.sort(
                Plans.origin("sort"),
                source(records, records),
                new HashPartitioner(PARTITIONS),
                Comparator.<Long>naturalOrder());
        check(sum(sorted, BeyondTheHeap::inOrder), new long[] {records, expected(records, records)});
    }

    private void group(int keys) {
        Plan<Pair<Long, Iterable<String>>> groups = Plans.group(source(records, keys), PARTITIONS);
        check(
                sum(Plans.map(groups, BeyondTheHeap::inGroupOrder), BeyondTheHeap::total),
                new long[] {distinctKeys(records, keys), expected(records, keys)});
    }

    private void reduce(int keys) {
        Plan<Pair<Long, Long>> ones = Plans.map(source(records, keys), pair -> Pair.of(pair.key(), hash(pair)));
        Plan<Pair<Long, Long>> sums = Plans.aggregate(ones, PARTITIONS, Aggregate.reduce(Long::sum));
        check(sum(sums, BeyondTheHeap::total), new long[] {distinctKeys(records, keys), expected(records, keys)});
    }

    private void distinct(int keys) {
        Plan<String> names = Plans.map(source(records, keys), pair -> FILLING + pair.key());
        Plan<String> once = KeyedPlans.distinct(Plans.origin("distinct"), names, new HashPartitioner(PARTITIONS));
        check(new long[] {sum(Plans.map(once, name -> Pair.of(name, 0L)), BeyondTheHeap::total)[0]}, new long[] {
            distinctKeys(records, keys)
        });
    }

    private void join(int keys) {
        Plan<Pair<Long, String>> left = source(records / 2, keys);
        Plan<Pair<Long, String>> right = source(records / 2, keys);
        Plan<Pair<Long, Pair<String, String>>> joined =
                Joins.inner(Plans.origin("join"), left, right, new HashPartitioner(PARTITIONS));
        int[] counts = new int[keys];
        long[] sums = new long[keys];
        for (int i = 0; i < records / 2; i++) {
            Pair<Long, String> pair = pair(i, keys);
            counts[pair.key().intValue()]++;
            sums[pair.key().intValue()] += hash(pair);
        }
        long rows = 0;
        long sum = 0;
        for (int key = 0; key < keys; key++) {
            rows += (long) counts[key] * counts[key];
            sum += 2 * counts[key] * sums[key];
        }
        check(
                sum(
                        Plans.map(
                                joined,
                                row -> Pair.of(
                                        row.key(),
                                        hash(Pair.of(row.key(), row.value().key()))
                                                + hash(Pair.of(
                                                        row.key(), row.value().value())))),
                        BeyondTheHeap::total),
                new long[] {rows, sum});
    }

    /** Runs an operation and says what it took. */
    private void measure(String what, Runnable operation) {
        long bytes = engine.space().folders().bytes();
        long files = engine.space().folders().files();
        long start = System.nanoTime();
        operation.run();
        long millis = (System.nanoTime() - start) / 1_000_000;
        bytes = engine.space().folders().bytes() - bytes;
        files = engine.space().folders().files() - files;
        System.out.printf("%-12s %,7d ms   %,6d MB to disk in %,d files%n", what, millis, bytes >> 20, files);
        if (bytes == 0) {
            throw new IllegalStateException(what + " wrote nothing to disk: the data are too few for this test");
        }
    }

    private static void check(long[] actual, long[] expected) {
        if (!Arrays.equals(actual, expected)) {
            throw new IllegalStateException(Arrays.toString(actual) + " should be " + Arrays.toString(expected));
        }
    }

    /** Runs a function over all partitions, and adds up what it gives. */
    private <T> long[] sum(Plan<T> plan, Function<Iterator<T>, long[]> function) {
        long[] sum = new long[2];
        for (long[] one : engine.run(Job.over(Plans.origin("sum"), plan, Action.pull(function), new Cancellation()))) {
            sum[0] += one[0];
            sum[1] += one[1];
        }
        return sum;
    }

    private static long[] inOrder(Iterator<Pair<Long, String>> pairs) {
        long count = 0;
        long sum = 0;
        long last = -1;
        while (pairs.hasNext()) {
            Pair<Long, String> pair = pairs.next();
            if (pair.key() < last) {
                throw new IllegalStateException(pair.key() + " came after " + last);
            }
            last = pair.key();
            count++;
            sum += hash(pair);
        }
        return new long[] {count, sum};
    }

    /** A group with the checksum of its values, which come in the order of their numbers. */
    private static Pair<Long, Long> inGroupOrder(Pair<Long, Iterable<String>> group) {
        long sum = 0;
        int last = -1;
        for (String value : group.value()) {
            int number = Integer.parseInt(value.substring(FILLING.length()));
            if (number <= last) {
                throw new IllegalStateException(number + " came after " + last + " in " + group.key());
            }
            last = number;
            sum += hash(Pair.of(group.key(), value));
        }
        return Pair.of(group.key(), sum);
    }

    private static long[] total(Iterator<? extends Pair<?, Long>> pairs) {
        long count = 0;
        long sum = 0;
        while (pairs.hasNext()) {
            count++;
            sum += pairs.next().value();
        }
        return new long[] {count, sum};
    }

    private SourceNode<Pair<Long, String>> source(int numbers, int keys) {
        List<Numbers> ranges = IntStream.range(0, PARTITIONS)
                .mapToObj(i -> new Numbers(
                        (int) ((long) numbers * i / PARTITIONS), (int) ((long) numbers * (i + 1) / PARTITIONS), keys))
                .toList();
        return new SourceNode<>(Plans.origin("numbers"), ranges, BeyondTheHeap::open);
    }

    private static Reader<Pair<Long, String>> open(Numbers range) {
        return new Reader<>() {
            private int next = range.first();

            @Override
            public Pair<Long, String> read() {
                return next < range.end() ? pair(next++, range.keys()) : null;
            }
        };
    }

    private static Pair<Long, String> pair(int number, int keys) {
        long mixed = (number + 1) * 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        return Pair.of((mixed >>> 1) % keys, FILLING + number);
    }

    private static long hash(Pair<Long, String> pair) {
        return pair.key() * 31 + pair.value().hashCode();
    }

    private static long expected(int numbers, int keys) {
        long sum = 0;
        for (int i = 0; i < numbers; i++) {
            sum += hash(pair(i, keys));
        }
        return sum;
    }

    private static long distinctKeys(int numbers, int keys) {
        BitSet seen = new BitSet(keys);
        for (int i = 0; i < numbers; i++) {
            seen.set(pair(i, keys).key().intValue());
        }
        return seen.cardinality();
    }
}
