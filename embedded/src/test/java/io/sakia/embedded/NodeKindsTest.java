package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.engine.Engine;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each kind of node gives, pushed and pulled. */
class NodeKindsTest {
    private final Engine engine = TestEngine.local(2);
    private final SourceNode<Integer> numbers = Plans.source(List.of(1, 2, 3), List.of(), List.of(4, 5));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void sourceGivesItsRanges() {
        expect(numbers, List.of(1, 2, 3), List.of(), List.of(4, 5));
    }

    @Test
    void sourceWithoutRangesHasNoPartitions() {
        expect(Plans.source(List.<List<Integer>>of()));
    }

    @Test
    void mapGivesOneForEach() {
        expect(Plans.map(numbers, x -> x * 10), List.of(10, 20, 30), List.of(), List.of(40, 50));
    }

    @Test
    void filterKeepsSome() {
        expect(Plans.filter(numbers, x -> x % 2 == 0), List.of(2), List.of(), List.of(4));
    }

    @Test
    void flatMapGivesAnyNumber() {
        expect(
                Plans.flatMap(numbers, x -> Collections.nCopies(x % 3, x)),
                List.of(1, 2, 2),
                List.of(),
                List.of(4, 5, 5));
    }

    @Test
    void chainsKeepTheirOrder() {
        Plan<String> chain = Plans.map(
                Plans.flatMap(Plans.filter(Plans.map(numbers, x -> x + 1), x -> x != 3), x -> List.of(x, -x)),
                x -> "n" + x);
        expect(chain, List.of("n2", "n-2", "n4", "n-4"), List.of(), List.of("n5", "n-5", "n6", "n-6"));
    }

    @Test
    void mapPartitionsSeesAWholePartition() {
        Plan<String> sums = Plans.mapPartitions(Plans.map(numbers, x -> x * 2), (partition, records) -> {
            int sum = 0;
            while (records.hasNext()) {
                sum += records.next();
            }
            return List.of(partition + ":" + sum).iterator();
        });
        expect(Plans.map(sums, text -> text + "!"), List.of("0:12!"), List.of("1:0!"), List.of("2:18!"));
    }

    @Test
    void mapPartitionsNeedNotReadEverything() {
        Plan<Integer> firsts = Plans.mapPartitions(
                Plans.flatMap(numbers, x ->
                        (Iterable<Integer>) () -> Stream.iterate(x, y -> y + 1).iterator()),
                (partition, records) -> {
                    List<Integer> some = new ArrayList<>();
                    while (some.size() < 2 && records.hasNext()) {
                        some.add(records.next());
                    }
                    return some.iterator();
                });
        expect(firsts, List.of(1, 2), List.of(), List.of(4, 5));
    }

    @Test
    void shuffleWithoutAggregateMovesPairs() {
        Plan<Pair<Integer, String>> pairs = Plans.map(numbers, x -> Pair.of(x % 2, "v" + x));
        expect(
                Plans.shuffle(pairs, new Parity(), null, false, null),
                List.of(Pair.of(0, "v2"), Pair.of(0, "v4")),
                List.of(Pair.of(1, "v1"), Pair.of(1, "v3"), Pair.of(1, "v5")));
    }

    @Test
    void shuffleFoldsOnBothSides() {
        Plan<Pair<Integer, Integer>> pairs = Plans.map(numbers, x -> Pair.of(x % 2, x));
        for (boolean mapSide : new boolean[] {true, false}) {
            expect(
                    Plans.shuffle(pairs, new Parity(), Aggregate.reduce(Integer::sum), mapSide, null),
                    List.of(Pair.of(0, 6)),
                    List.of(Pair.of(1, 9)));
        }
    }

    @Test
    void valuesOfAKeyMeetInTheOrderOfTheInput() {
        Plan<Pair<String, Integer>> pairs = Plans.map(numbers, x -> Pair.of("k", x));
        assertThat(Plans.collect(engine, Plans.group(pairs, 3)).stream().flatMap(List::stream))
                .containsExactly(Pair.of("k", List.of(1, 2, 3, 4, 5)));
        assertThat(Plans.collect(engine, Plans.aggregate(pairs, 3, Aggregate.<Integer>iterable())).stream()
                        .flatMap(List::stream))
                .containsExactly(Pair.of("k", List.of(1, 2, 3, 4, 5)));
    }

    @Test
    void shuffleOrdersByKeyAndKeepsTheOrderOfEqualKeys() {
        Plan<Pair<Integer, Integer>> pairs = Plans.map(numbers, x -> Pair.of(-(x / 2), x));
        expect(
                Plans.shuffle(pairs, new HashPartitioner(1), null, false, Comparator.<Integer>naturalOrder()),
                List.of(Pair.of(-2, 4), Pair.of(-2, 5), Pair.of(-1, 2), Pair.of(-1, 3), Pair.of(0, 1)));
        expect(
                Plans.shuffle(
                        pairs,
                        new HashPartitioner(1),
                        Aggregate.reduce(Integer::sum),
                        true,
                        Comparator.<Integer>naturalOrder()),
                List.of(Pair.of(-2, 9), Pair.of(-1, 5), Pair.of(0, 1)));
    }

    @Test
    void shuffleOfNothingGivesEmptyPartitions() {
        Plan<Pair<Integer, Integer>> none = Plans.map(Plans.source(List.<List<Integer>>of()), x -> Pair.of(x, x));
        expect(Plans.partitionBy(none, 2), List.of(), List.of());
        expect(Plans.aggregate(none, 2, Aggregate.reduce(Integer::sum)), List.of(), List.of());
    }

    @Test
    void unionPutsPartitionsOneAfterAnother() {
        expect(
                Plans.map(Plans.union(numbers, Plans.source(List.of(7)), numbers), x -> x + 100),
                List.of(101, 102, 103),
                List.of(),
                List.of(104, 105),
                List.of(107),
                List.of(101, 102, 103),
                List.of(),
                List.of(104, 105));
    }

    @Test
    void unionOfOnePartitionerPutsThemSideBySide() {
        Plan<Pair<Integer, Integer>> pairs = Plans.map(numbers, x -> Pair.of(x, x));
        Plan<Pair<Integer, Integer>> one = Plans.shuffle(pairs, new Parity(), null, false, null);
        Plan<Pair<Integer, Integer>> two = Plans.filter(one, pair -> pair.value() > 2);
        expect(Plans.map(Plans.union(one, two), Pair::value), List.of(2, 4, 4), List.of(1, 3, 5, 3, 5));
    }

    @Test
    void coalescePutsNeighboursTogether() {
        expect(Plans.coalesce(numbers, 1), List.of(1, 2, 3, 4, 5));
        expect(Plans.coalesce(Plans.map(numbers, x -> -x), 2), List.of(-1, -2, -3), List.of(-4, -5));
        expect(Plans.coalesce(numbers, 9), List.of(1, 2, 3), List.of(), List.of(4, 5));
    }

    @Test
    void zipReadsSideBySide() {
        Plan<Integer> squares = Plans.map(numbers, x -> x * x);
        Plan<String> zipped = Plans.zip(
                records -> {
                    Iterator<?> left = records.get(0);
                    Iterator<?> right = records.get(1);
                    List<String> both = new ArrayList<>();
                    while (left.hasNext()) {
                        both.add(left.next() + "/" + right.next());
                    }
                    return both.iterator();
                },
                numbers,
                squares);
        expect(Plans.map(zipped, String::length), List.of(3, 3, 3), List.of(), List.of(4, 4));
    }

    @Test
    void cacheGivesWhatItKeeps() {
        Plan<Integer> cached = Plans.cache(Plans.map(numbers, x -> x * 2));
        expect(Plans.map(cached, x -> x + 1), List.of(3, 5, 7), List.of(), List.of(9, 11));
    }

    @Test
    void jobsTakeSomePartitionsInTheirOrder() {
        assertThat(Plans.collect(engine, numbers, List.of(2, 0))).isEqualTo(List.of(List.of(4, 5), List.of(1, 2, 3)));
        assertThat(Plans.collect(engine, numbers, List.of())).isEmpty();
    }

    @Test
    void manyKeysFindTheirPartitions() {
        List<Integer> many = IntStream.range(0, 10_000).boxed().toList();
        Plan<Pair<Integer, Integer>> pairs = Plans.map(Plans.source(many, many), x -> Pair.of(x, 1));
        List<List<Pair<Integer, Integer>>> counts =
                Plans.collect(engine, Plans.aggregate(pairs, 7, Aggregate.reduce(Integer::sum)));
        HashPartitioner partitioner = new HashPartitioner(7);
        for (int partition = 0; partition < 7; partition++) {
            int mine = partition;
            assertThat(counts.get(partition))
                    .containsExactlyElementsOf(many.stream()
                            .filter(key -> partitioner.getPartition(key) == mine)
                            .map(key -> Pair.of(key, 2))
                            .toList());
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final <T> void expect(Plan<T> plan, List<T>... partitions) {
        List<List<T>> expected = List.of(partitions);
        assertThat(Plans.collect(engine, plan)).isEqualTo(expected);
        assertThat(Plans.pull(engine, plan)).isEqualTo(expected);
    }

    private record Parity() implements Partitioner {
        @Override
        public int numPartitions() {
            return 2;
        }

        @Override
        public int getPartition(Object key) {
            return Math.floorMod((Integer) key, 2);
        }
    }
}
