package io.sakia.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.StorageLevel;
import io.sakia.connector.Range;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts of {@link Plan#explain} and {@link Plan#lineage} for a fixed set of programs, to the letter. */
class ExplanationTest {
    private static final Aggregate<Long, ?, Long> SUM = Aggregate.reduce(Long::sum);

    private record Nothing() implements Range {}

    private record ByRegionCode(int numPartitions) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return 0;
        }
    }

    @Test
    void aPlanWithoutShuffles() {
        both(map(source("textFile", 1, 4), 2), """
                Stage 1 · 4 partitions · the result
                  textFile   Shop.java:1
                  map        Shop.java:2
                """, """
                (4) Map: map at Shop.java:2 []
                 |  Source: textFile at Shop.java:1 []
                """);
        both(source("parallelize", 1, 0), """
                Stage 1 · 0 partitions · the result
                  parallelize   Shop.java:1
                """, """
                (0) Source: parallelize at Shop.java:1 []
                """);
    }

    @Test
    void aShuffleCutsStages() {
        both(map(sums(pairs("textFile", 1, 12), 2, 3), 3), """
                Stage 1 · 12 partitions
                  textFile      Shop.java:1
                  └► reduceByKey: by hash into 3, folded before and after

                Stage 2 · 3 partitions · the result
                  reduceByKey   Shop.java:2   ◄ stage 1
                  map           Shop.java:3
                """, """
                (3) Map: map at Shop.java:3 []
                 |  Shuffle: reduceByKey at Shop.java:2 []
                 +-(12) Source: textFile at Shop.java:1 []
                """);
    }

    @Test
    void namesStandWithOperations() {
        Origin origin = at("reduceByKey", 7).named("sales by region");
        Plan<?> plan = new ShuffleNode<>(
                origin,
                pairs("textFile", 1, 1),
                new ShuffleSpec<>(new ByRegionCode(2), TaskFunction.of(origin, SUM), false, null));
        both(plan, """
                Stage 1 · 1 partition
                  textFile                        Shop.java:1
                  └► reduceByKey 'sales by region': by region code into 2, folded after

                Stage 2 · 2 partitions · the result
                  reduceByKey 'sales by region'   Shop.java:7   ◄ stage 1
                """, """
                (2) Shuffle: reduceByKey 'sales by region' at Shop.java:7 []
                 +-(1) Source: textFile at Shop.java:1 []
                """);
    }

    @Test
    void joinsAreOneLineThatTwoStagesFlowInto() {
        Plan<Pair<String, Pair<Long, Long>>> joined = Joins.inner(
                at("join", 5),
                sums(pairs("textFile", 1, 4), 2, 2),
                pairs("parallelizePairs", 3, 3),
                new HashPartitioner(2));
        Comparator<String> order = (Comparator<String> & Serializable) String::compareTo;
        both(KeyedPlans.sort(at("sortByKey", 6), joined, new HashPartitioner(5), order), """
                Stage 1 · 4 partitions
                  textFile           Shop.java:1
                  └► reduceByKey: by hash into 2, folded before and after

                Stage 2 · 3 partitions
                  parallelizePairs   Shop.java:3
                  └► join: by hash into 2

                Stage 3 · 2 partitions
                  reduceByKey        Shop.java:2   ◄ stage 1
                  ┌ ◄ stage 2
                  join               Shop.java:5
                  └► sortByKey: by hash into 5, sorted by key

                Stage 4 · 5 partitions · the result
                  sortByKey          Shop.java:6   ◄ stage 3
                """, """
                (5) Shuffle: sortByKey at Shop.java:6 []
                 +-(2) FlatMap: join at Shop.java:5 []
                    |  Cogroup: join at Shop.java:5 []
                    |  Shuffle: reduceByKey at Shop.java:2 []
                    +-(4) Source: textFile at Shop.java:1 []
                    |  Shuffle: join at Shop.java:5 []
                    +-(3) Source: parallelizePairs at Shop.java:3 []
                """);
    }

    @Test
    void unionsOfSeveralInputsFlowTogether() {
        Plan<Object> inner =
                new UnionNode<>(at("union", 5), List.of(source("textFile", 3, 1), map(source("textFile", 4, 2), 4)));
        Plan<Object> outer =
                new UnionNode<>(at("union", 6), List.of(source("textFile", 1, 4), inner, source("textFile", 2, 1)));
        both(new CoalesceNode<>(at("coalesce", 7), outer, 2), """
                Stage 1 · 2 partitions · the result
                  textFile       Shop.java:1   4 partitions
                  ┌ textFile     Shop.java:3   1 partition
                  │ ┌ textFile   Shop.java:4
                  │ │ map        Shop.java:4   2 partitions
                  │ union        Shop.java:5   3 partitions
                  ├ textFile     Shop.java:2   1 partition
                  union          Shop.java:6
                  coalesce       Shop.java:7   8 partitions into 2
                """, """
                (2) Coalesce: coalesce at Shop.java:7 []
                 |  Union: union at Shop.java:6 []
                 |  Source: textFile at Shop.java:1 []
                 |  Union: union at Shop.java:5 []
                 |  Source: textFile at Shop.java:3 []
                 |  Map: map at Shop.java:4 []
                 |  Source: textFile at Shop.java:4 []
                 |  Source: textFile at Shop.java:2 []
                """);
    }

    @Test
    void whatIsReadTwiceIsPrintedOnce() {
        Plan<Pair<String, Long>> sums = sums(pairs("textFile", 1, 4), 2, 2);
        Plan<Pair<String, Long>> kept = new CacheNode<>(at("persist", 3), sums, StorageLevel.MEMORY_AND_DISK);
        Plan<Pair<String, Long>> again = sums(new UnionNode<>(at("union", 4), List.of(kept, kept)), 5, 3);
        both(new UnionNode<>(at("union", 6), List.of(again, kept, again)), """
                Stage 1 · 4 partitions
                  textFile        Shop.java:1
                  └► reduceByKey: by hash into 2, folded before and after

                Stage 2 · 2 partitions
                  reduceByKey     Shop.java:2   ◄ stage 1
                  persist         Shop.java:3   kept MEMORY_AND_DISK
                  ┌ persist       Shop.java:3   as above
                  union           Shop.java:4   side by side
                  └► reduceByKey: by hash into 3, folded before and after

                Stage 3 · 8 partitions · the result
                  reduceByKey     Shop.java:5   ◄ stage 2, 3 partitions
                  ┌ persist       Shop.java:3   kept MEMORY_AND_DISK by stage 2, 2 partitions
                  ├ reduceByKey   Shop.java:5   ◄ stage 2, 3 partitions
                  union           Shop.java:6
                """, """
                (8) Union: union at Shop.java:6 []
                 |  Shuffle: reduceByKey at Shop.java:5 []
                 +-(2) Union: union at Shop.java:4 []
                    |  Shuffle: reduceByKey at Shop.java:2 [MEMORY_AND_DISK]
                    +-(4) Source: textFile at Shop.java:1 []
                    |  Shuffle: reduceByKey at Shop.java:2 [MEMORY_AND_DISK] see above
                 |  Shuffle: reduceByKey at Shop.java:2 [MEMORY_AND_DISK] see above
                 |  Shuffle: reduceByKey at Shop.java:5 [] see above
                """);
    }

    @Test
    void whatIsPlacedAlreadyDoesNotMove() {
        both(sums(sums(pairs("textFile", 1, 4), 2, 2), 3, 2), """
                Stage 1 · 4 partitions
                  textFile      Shop.java:1
                  └► reduceByKey: by hash into 2, folded before and after

                Stage 2 · 2 partitions · the result
                  reduceByKey   Shop.java:2   ◄ stage 1
                  reduceByKey   Shop.java:3   folded where it lies
                """, """
                (2) FoldByKey: reduceByKey at Shop.java:3 []
                 |  Shuffle: reduceByKey at Shop.java:2 []
                 +-(4) Source: textFile at Shop.java:1 []
                """);
    }

    @Test
    void operationsOfSeveralNodesAreOneLineOnEachSide() {
        both(
                KeyedPlans.distinct(at("distinct", 3), map(source("textFile", 1, 4), 2), new HashPartitioner(2)),
                """
                Stage 1 · 4 partitions
                  textFile   Shop.java:1
                  map        Shop.java:2
                  └► distinct: by hash into 2, folded before and after

                Stage 2 · 2 partitions · the result
                  distinct   Shop.java:3   ◄ stage 1
                """,
                """
                (2) Map: distinct at Shop.java:3 []
                 |  Shuffle: distinct at Shop.java:3 []
                 +-(4) Map: distinct at Shop.java:3 []
                    |  Map: map at Shop.java:2 []
                    |  Source: textFile at Shop.java:1 []
                """);
    }

    @Test
    void aCheckpointEndsWhatIsReadOnceItWasSaved() {
        CheckpointNode<Object> checkpoint = new CheckpointNode<>(at("checkpoint", 3), map(source("textFile", 1, 2), 2));
        both(map(checkpoint, 4), """
                Stage 1 · 2 partitions · the result
                  textFile     Shop.java:1
                  map          Shop.java:2
                  checkpoint   Shop.java:3   to be saved
                  map          Shop.java:4
                """, """
                (2) Map: map at Shop.java:4 []
                 |  Checkpoint: checkpoint at Shop.java:3 []
                 |  Map: map at Shop.java:2 []
                 |  Source: textFile at Shop.java:1 []
                """);

        checkpoint.saved(source("read", 3, 2), "data/saved");
        both(map(checkpoint, 4), """
                Stage 1 · 2 partitions · the result
                  checkpoint   Shop.java:3   saved in data/saved
                  map          Shop.java:4
                """, """
                (2) Map: map at Shop.java:4 []
                 |  Checkpoint: checkpoint at Shop.java:3 []
                """);
    }

    @Test
    void zipsAndPartsOfPartitions() {
        Plan<Object> one = source("textFile", 1, 5);
        ZipNode.ZipFunction<Object> none = records -> Collections.emptyIterator();
        Plan<Object> zipped = new ZipNode<>(at("zip", 3), List.of(one, map(one, 2)), TaskFunction.shared(none), false);
        both(CoalesceNode.part(at("filterByRange", 4), zipped, 1, 3), """
                Stage 1 · 2 partitions · the result
                  textFile        Shop.java:1
                  ┌ textFile      Shop.java:1
                  │ map           Shop.java:2
                  zip             Shop.java:3
                  filterByRange   Shop.java:4   only 2 of 5 partitions
                """, """
                (2) Coalesce: filterByRange at Shop.java:4 []
                 |  Zip: zip at Shop.java:3 []
                 |  Source: textFile at Shop.java:1 []
                 |  Map: map at Shop.java:2 []
                 |  Source: textFile at Shop.java:1 []
                """);
        assertThat(CoalesceNode.part(at("filterByRange", 4), zipped, 2, 2).explain())
                .contains("only 0 of 5 partitions");
    }

    @Test
    void aLineInALoopIsCounted() {
        Plan<Object> rounds = source("textFile", 1, 2);
        for (int i = 0; i < 1_000; i++) {
            rounds = map(rounds, 3);
        }
        assertThat(rounds.explain()).isEqualTo("""
                        Stage 1 · 2 partitions · the result
                          textFile   Shop.java:1
                          map        Shop.java:3   1000 times""");
        assertThat(rounds.lineage().lines()).hasSize(1_001);
    }

    @Test
    void veryManyRoundsCanBePrinted() {
        Plan<Object> unions = source("textFile", 1, 1);
        for (int i = 0; i < 20_000; i++) {
            unions = new UnionNode<>(at("union", 2), List.of(unions, source("textFile", 3, 1)));
        }
        assertThat(unions.explain().lines()).hasSize(1 + 1 + 2 * 20_000);
        assertThat(unions.lineage().lines()).hasSize(1 + 2 * 20_000);

        Plan<Object> doubled = source("textFile", 1, 0);
        for (int i = 0; i < 100; i++) {
            doubled = new UnionNode<>(at("union", 2), List.of(doubled, doubled));
        }
        assertThat(doubled.explain().lines()).hasSize(1 + 1 + 2 * 100);
        assertThat(doubled.lineage().lines()).hasSize(2 + 2 * 100 - 1);

        Plan<Pair<String, Long>> shuffles = pairs("textFile", 1, 2);
        for (int i = 0; i < 500; i++) {
            shuffles = sums(shuffles, 2, 2 + i % 2);
        }
        assertThat(shuffles.explain()).contains("Stage 501 · 3 partitions · the result");
        assertThat(shuffles.lineage().lines()).hasSize(501);
    }

    @Test
    void linesFitATerminal() {
        Origin origin = at("reduceByKey", 7).named("the number of visits by country and hour");
        Plan<?> plan = new CacheNode<>(
                at("persist", 8),
                new ShuffleNode<>(
                        origin,
                        pairs("textFile", 1, 1),
                        new ShuffleSpec<>(new HashPartitioner(2), TaskFunction.of(origin, SUM), true, null)),
                StorageLevel.MEMORY_ONLY);
        assertThat(plan.explain()).isEqualTo("""
                Stage 1 · 1 partition
                  textFile   Shop.java:1
                  └► reduceByKey 'the number of visits by country and hour': by hash into 2, folded before and after

                Stage 2 · 2 partitions · the result
                  reduceByKey 'the number of visits by country and hour'   Shop.java:7   ◄ stage 1
                  persist    Shop.java:8   kept MEMORY_ONLY""");
        CheckpointNode<Object> checkpoint = new CheckpointNode<>(at("checkpoint", 3), source("textFile", 1, 2));
        checkpoint.saved(
                source("read", 3, 2), "/data/clusters/production/checkpoints/visits-by-country/2026-11-23/part-7");
        assertThat(checkpoint.explain()).isEqualTo("""
                Stage 1 · 2 partitions · the result
                  checkpoint   Shop.java:3
                               saved in /data/clusters/production/checkpoints/visits-by-country/2026-11-23/part-7""");
    }

    private static void both(Plan<?> plan, String explained, String lineage) {
        assertThat(plan.explain()).isEqualTo(explained.stripTrailing());
        assertThat(plan.lineage()).isEqualTo(lineage.stripTrailing());
    }

    private static Origin at(String operation, int line) {
        return new Origin(operation, null, "Shop.java", line);
    }

    private static <T> SourceNode<T> source(String operation, int line, int partitions) {
        return new SourceNode<>(
                at(operation, line), Collections.nCopies(partitions, new Nothing()), range -> () -> null);
    }

    private static Plan<Pair<String, Long>> pairs(String operation, int line, int partitions) {
        return source(operation, line, partitions);
    }

    private static Plan<Object> map(Plan<?> input, int line) {
        return mapped(input, line);
    }

    private static <I> Plan<Object> mapped(Plan<I> input, int line) {
        Function<I, Object> same = record -> record;
        return new NarrowNode<>(at("map", line), input, new Step.Map<>(TaskFunction.of("map", same)), false);
    }

    private static Plan<Pair<String, Long>> sums(Plan<Pair<String, Long>> input, int line, int partitions) {
        Origin origin = at("reduceByKey", line);
        return KeyedPlans.aggregate(
                origin,
                input,
                new ShuffleSpec<>(new HashPartitioner(partitions), TaskFunction.of(origin, SUM), true, null));
    }
}
