package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.conformance.program.KeyedProgram;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Random programs of RDDs give what the same operations on plain lists give. */
public final class RandomPrograms {
    private static final int PROGRAMS = 150;
    private static final int PROGRAMS_BY_KEY = 40;
    private static final int LONGEST = 8;
    private static final int MOST_RECORDS = 400;

    private RandomPrograms() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("random programs give what lists give", RandomPrograms::randomPrograms),
                scenario("random programs of all operations by key give what lists give", RandomPrograms::byKey));
    }

    private static void randomPrograms(Target target) {
        Seeds.each(PROGRAMS, seed -> new Program(target, seed).run());
    }

    private static void byKey(Target target) {
        Seeds.each(PROGRAMS_BY_KEY, seed -> KeyedProgram.run(target.context(), seed));
    }

    /** A program made up from a seed: the RDD, and beside it the list that it should be. */
    private static final class Program {
        private final Random random;
        private final List<String> steps = new ArrayList<>();
        private PairRDD<Integer, Integer> rdd;
        private List<Pair<Integer, Integer>> list;

        Program(Target target, int seed) {
            this.random = new Random(seed);
            this.list = new ArrayList<>();
            int records = random.nextInt(30);
            for (int i = 0; i < records; i++) {
                list.add(Pair.of(random.nextInt(6), random.nextInt(20)));
            }
            int partitions = 1 + random.nextInt(4);
            steps.add("seed " + seed + ": " + list + " in " + partitions + " partitions");
            this.rdd = target.context().parallelizePairs(list, partitions);
        }

        void run() {
            int length = random.nextInt(LONGEST + 1);
            for (int i = 0; i < length; i++) {
                step();
            }
            assertThat(rdd.collect()).as(String.join("\n", steps)).containsExactlyInAnyOrderElementsOf(list);
            assertThat(rdd.count()).as(String.join("\n", steps)).isEqualTo(list.size());
        }

        private void step() {
            int number = random.nextInt(13);
            int n = 1 + random.nextInt(5);
            steps.add("step " + number + " with " + n);
            switch (number) {
                case 0 -> {
                    rdd = rdd.mapToPair(pair -> Pair.of(pair.key(), pair.value() + n));
                    list = map(pair -> Pair.of(pair.key(), pair.value() + n));
                }
                case 1 -> {
                    rdd = rdd.filter(pair -> pair.value() % (n + 1) != 0);
                    list.removeIf(pair -> pair.value() % (n + 1) == 0);
                }
                case 2 -> {
                    rdd = rdd.flatMap(pair -> pair.value() % 2 == 0 ? List.of(pair, pair.swap()) : List.of())
                            .mapToPair(pair -> pair);
                    List<Pair<Integer, Integer>> all = new ArrayList<>();
                    list.stream()
                            .filter(pair -> pair.value() % 2 == 0)
                            .forEach(pair -> all.addAll(List.of(pair, pair.swap())));
                    list = all;
                }
                case 3 -> unite();
                case 4 -> rdd = rdd.repartition(n);
                case 5 -> {
                    rdd = rdd.reduceByKey(Integer::sum, n);
                    list = sums();
                }
                case 6 -> {
                    rdd = rdd.groupByKey().mapToPair(group -> Pair.of(group.key(), sum(group.value())));
                    list = sums();
                }
                case 7 -> {
                    rdd = PairRDD.from(rdd.distinct(n));
                    list = new ArrayList<>(list.stream().distinct().toList());
                }
                case 8 -> {
                    rdd = rdd.mapToPair(pair -> Pair.of(pair.value() % 7, pair.key()));
                    list = map(pair -> Pair.of(pair.value() % 7, pair.key()));
                }
                case 9 -> rdd = rdd.sortByKey(n % 2 == 0);
                case 10 -> rdd = rdd.partitionBy(new HashPartitioner(n));
                case 11 -> rdd = rdd.cache();
                default -> join();
            }
        }

        private void unite() {
            if (list.size() <= MOST_RECORDS) {
                rdd = rdd.union(rdd);
                list.addAll(List.copyOf(list));
            }
        }

        /** With the sums by key, so that the number of records stays. */
        private void join() {
            rdd = rdd.join(rdd.reduceByKey(Integer::sum))
                    .mapToPair(pair -> Pair.of(
                            pair.key(), pair.value().key() - pair.value().value()));
            Map<Integer, Integer> sums = new LinkedHashMap<>();
            list.forEach(pair -> sums.merge(pair.key(), pair.value(), Integer::sum));
            list = map(pair -> Pair.of(pair.key(), pair.value() - sums.getOrDefault(pair.key(), 0)));
        }

        private List<Pair<Integer, Integer>> map(UnaryOperator<Pair<Integer, Integer>> function) {
            return new ArrayList<>(list.stream().map(function).toList());
        }

        private List<Pair<Integer, Integer>> sums() {
            Map<Integer, Integer> sums = new LinkedHashMap<>();
            list.forEach(pair -> sums.merge(pair.key(), pair.value(), Integer::sum));
            List<Pair<Integer, Integer>> pairs = new ArrayList<>();
            sums.forEach((key, sum) -> pairs.add(Pair.of(key, sum)));
            return pairs;
        }
    }

    private static int sum(Iterable<Integer> values) {
        int sum = 0;
        for (int value : values) {
            sum += value;
        }
        return sum;
    }
}
