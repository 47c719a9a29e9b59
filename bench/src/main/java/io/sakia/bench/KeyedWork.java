package io.sakia.bench;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * Operations by key over half a million pairs that lie in memory, by name; each gives a checksum over its result. {@link Accounting} loads it
 * more than once, each time with another engine around it.
 */
public final class KeyedWork implements ToLongFunction<String>, AutoCloseable {
    /** The names of all operations. */
    static final List<String> NAMES =
            List.of("groupByKey of numbers", "groupByKey of texts", "join of numbers", "join of records");

    private static final int PAIRS = 500_000;
    private static final int KEYS = PAIRS / 8;
    private static final int PARTITIONS = 8;

    private final SakiaContext context = new SakiaContext("local[2]", "keyed work");
    private String prepared = "";
    private LongSupplier work = () -> 0;

    /** Opens an engine. */
    public KeyedWork() {}

    /** Runs an operation; makes its data first, unless it was the last one too. */
    @Override
    public long applyAsLong(String name) {
        if (!prepared.equals(name)) {
            work = prepare(name);
            prepared = name;
        }
        return work.getAsLong();
    }

    private LongSupplier prepare(String name) {
        return switch (name) {
            case "groupByKey of numbers" -> grouped(pairs(PAIRS, KEYS, key -> key, value -> value));
            case "groupByKey of texts" -> grouped(pairs(PAIRS, KEYS, KeyedWork::name, KeyedWork::page));
            case "join of numbers" -> joined(key -> key, value -> value);
            case "join of records" -> joined(key -> key, Click::new);
            default -> throw new IllegalArgumentException("there is no work called " + name);
        };
    }

    @Override
    public void close() {
        context.close();
    }

    private static String name(long key) {
        return "user-" + key;
    }

    private static String page(long number) {
        return "https://example.org/pages/" + number;
    }

    private static <K, V> LongSupplier grouped(PairRDD<K, V> pairs) {
        return () -> checksum(pairs.groupByKey(PARTITIONS).mapValues(values -> {
            long sum = 0;
            for (V value : values) {
                sum += value.hashCode();
            }
            return sum;
        }));
    }

    /** A join of two sides with half the pairs each, two of each key on average. */
    private <K, V> LongSupplier joined(LongFunction<K> key, LongFunction<V> value) {
        PairRDD<K, V> left = pairs(PAIRS / 2, PAIRS / 4, key, value);
        PairRDD<K, V> right = pairs(PAIRS / 2 - 1, PAIRS / 4, key, value);
        return () -> checksum(left.join(right, PARTITIONS)
                .mapValues(both -> 7L * both.key().hashCode() + both.value().hashCode()));
    }

    private static <K> long checksum(PairRDD<K, Long> pairs) {
        return pairs.map(pair -> pair.key().hashCode() * 31L + pair.value()).reduce(Long::sum);
    }

    /** Pairs whose keys come in no order. */
    private <K, V> PairRDD<K, V> pairs(int count, int keys, LongFunction<K> key, LongFunction<V> value) {
        SplittableRandom random = new SplittableRandom(count);
        List<Pair<K, V>> pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pairs.add(Pair.of(key.apply(random.nextInt(keys)), value.apply(i)));
        }
        return context.parallelizePairs(pairs, PARTITIONS);
    }

    /** A record as programs have them. */
    private record Click(long user, String page, double price) {
        Click(long number) {
            this(number, KeyedWork.page(number), number / 100.0);
        }
    }
}
