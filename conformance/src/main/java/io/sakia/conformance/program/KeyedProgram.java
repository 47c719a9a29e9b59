package io.sakia.conformance.program;

import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A program made up from a seed: RDDs of pairs, each made of some of those before it by one of the operations of RDD and PairRDD, some
 * of them kept at some storage level. Each is compared with a list, as exactly as its order is promised.
 *
 * <pre>{@code
 * List<List<?>> results = KeyedProgram.run(context, seed);
 * }</pre>
 *
 * <p>What is drawn depends on the seed and on the lists alone, so the same seed makes the same program whatever runs it.
 */
public final class KeyedProgram<K extends Comparable<K>> {
    private static final int DATASETS = 14;
    private static final int MOST_NARROW = 120;
    private static final int MOST_WIDE = 400;
    private static final List<Integer> PARTITIONS = List.of(1, 2, 7);
    private static final StorageLevel[] LEVELS = StorageLevel.values();

    private final SakiaContext context;
    private final Random random;
    private final Keys<K> keys;

    /** Whether records take so much room that a small memory does not hold them. */
    private final boolean wide;

    private final Map<String, Operation<K>> operations = new TreeMap<>();
    private final List<String> names;
    private final List<Dataset<K>> made = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();

    private KeyedProgram(SakiaContext context, Random random, Keys<K> keys) {
        this.context = context;
        this.random = random;
        this.keys = keys;
        this.wide = random.nextBoolean();
        operations.putAll(Records.operations(keys));
        operations.putAll(Folds.operations());
        operations.putAll(Joins.operations());
        operations.putAll(Sets.operations());
        operations.putAll(Places.operations(keys));
        operations.putAll(Placed.operations(keys));
        this.names = List.copyOf(operations.keySet());
    }

    /** Runs the program of a seed, and checks each of its RDDs; gives their records, in the order in which they were collected. */
    public static List<List<?>> run(SakiaContext context, int seed) {
        Random random = new Random(seed * 0x9E37_79B9L);
        return switch (random.nextInt(5)) {
            case 0 -> new KeyedProgram<>(context, random, Keys.integers()).run();
            case 1 -> new KeyedProgram<>(context, random, Keys.longs()).run();
            case 2 -> new KeyedProgram<>(context, random, Keys.texts()).run();
            case 3 -> new KeyedProgram<>(context, random, Keys.days()).run();
            default -> new KeyedProgram<>(context, random, Keys.places()).run();
        };
    }

    private List<List<?>> run() {
        try {
            read();
            read();
            while (made.size() < DATASETS) {
                step();
            }
            return results();
        } catch (Exception | AssertionError e) {
            throw new AssertionError(String.join("\n", steps) + "\n" + e.getMessage(), e);
        }
    }

    private void read() {
        List<Pair<K, String>> pairs = new ArrayList<>();
        boolean few = random.nextInt(4) == 0;
        int records = few ? random.nextInt(4) : random.nextInt(wide ? MOST_WIDE : MOST_NARROW);
        int different = 1 + random.nextInt(Keys.MOST);
        for (int i = 0; i < records; i++) {
            pairs.add(Pair.of(keys.of(random.nextInt(different)), "v" + random.nextInt(30)));
        }
        int partitions = some();
        String what = "parallelizePairs of " + pairs + (wide ? ", made wide, in " : " in ") + partitions;
        List<Pair<K, String>> given = !wide
                ? pairs
                : pairs.stream()
                        .map(pair -> Pair.of(pair.key(), Texts.wide(pair.value())))
                        .toList();
        add(what, new Dataset<>(context.parallelizePairs(given, partitions), PairList.read(given)));
    }

    private void step() {
        String name = names.get(random.nextInt(names.size()));
        int one = any();
        int other = any();
        int n = some();
        int m = random.nextInt(4);
        String what = name + " of #" + one + ", #" + other + " with " + n + ", " + m;
        steps.add("makes " + what);
        Operation<K> operation = operations.get(name);
        Dataset<K> dataset = operation == null ? null : operation.apply(made.get(one), made.get(other), n, m);
        steps.remove(steps.size() - 1);
        if (dataset != null) {
            add(what, dataset);
        }
        if (random.nextInt(8) == 0) {
            int forgotten = random.nextInt(made.size());
            steps.add("unpersist #" + forgotten);
            made.get(forgotten).rdd().unpersist();
        }
    }

    private void add(String what, Dataset<K> dataset) {
        StorageLevel level = random.nextBoolean() ? LEVELS[random.nextInt(LEVELS.length)] : StorageLevel.NONE;
        if (level != StorageLevel.NONE) {
            dataset.rdd().persist(level);
        }
        String name = "#" + made.size();
        steps.add(name + " = " + what + ", " + level + ", " + dataset.list().order() + " "
                + dataset.list().size());
        made.add(dataset);
        if (random.nextInt(3) == 0) {
            dataset.check(keys, name);
        }
    }

    private List<List<?>> results() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<List<?>> results = new ArrayList<>(Collections.nCopies(made.size(), List.of()));
        for (int i : order) {
            results.set(i, made.get(i).check(keys, "#" + i));
        }
        return results;
    }

    /** One of those before; seldom one that is empty. */
    private int any() {
        int drawn = random.nextInt(made.size());
        for (int i = 0; i < 3 && made.get(drawn).list().size() == 0; i++) {
            drawn = random.nextInt(made.size());
        }
        return drawn;
    }

    private int some() {
        return PARTITIONS.get(random.nextInt(PARTITIONS.size()));
    }
}
