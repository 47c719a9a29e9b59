package io.sakia.conformance.stream;

import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.DoubleDStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Streams of numbers: where they come from, and the statistics of each batch. */
public final class NumbersInBatches {
    private NumbersInBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(made());
        cases.addAll(kept());
        cases.addAll(sums());
        cases.addAll(spreads());
        cases.addAll(edges());
        return cases;
    }

    private static List<Case> made() {
        return List.of(
                stream("mapToDouble gives numbers, and whole ones widen", "DStream.mapToDouble(DoubleFunction)")
                        .words("[a bbb] [] [cc]")
                        .givesInOrder("[1.0 3.0] [] [2.0]", words -> words.mapToDouble(String::length)),
                stream("flatMapToDouble gives any number of numbers", "DStream.flatMapToDouble(FlatMapFunction)")
                        .words("[1;2.5 x] [] [3]")
                        .givesInOrder("[1.0 2.5] [] [3.0]", NumbersInBatches::parsed),
                stream("mapPartitionsToDouble sees partitions whole", "DStream.mapPartitionsToDouble(Function)")
                        .words("[a b] [] [c]")
                        .gives(
                                "[2.0] [0.0] [1.0]",
                                words -> words.repartition(1).mapPartitionsToDouble(records -> {
                                    double count = 0;
                                    while (records.hasNext()) {
                                        records.next();
                                        count++;
                                    }
                                    return List.of(count).iterator();
                                })),
                stream("a stream of numbers is seen as a DoubleDStream", "DoubleDStream.from(DStream)")
                        .ints("[1 2] []")
                        .gives(
                                "[3.0] [0.0]",
                                numbers -> DoubleDStream.from(numbers.map(x -> (double) x))
                                        .sum()));
    }

    private static List<Case> kept() {
        return List.of(
                stream(
                                "what leaves numbers as they are gives a DoubleDStream",
                                "DoubleDStream.filter(Function)",
                                "DoubleDStream.repartition(int)",
                                "DoubleDStream.named(String)",
                                "DoubleDStream.union(DoubleDStream)")
                        .ints("[1 2 3] [] [4]")
                        .gives("[10.0] [0.0] [8.0]", numbers -> {
                            DoubleDStream large = doubles(numbers)
                                    .filter(x -> x > 1)
                                    .repartition(2)
                                    .named("large");
                            return large.union(large).sum();
                        }),
                stream("a window of numbers gives a DoubleDStream", "DoubleDStream.window(Duration)")
                        .ints("[1] [2] [4]")
                        .gives(
                                "[1.0] [3.0] [6.0]",
                                numbers -> doubles(numbers).window(Seconds.TWO).sum()),
                stream("a window of numbers once a slide", "DoubleDStream.window(Duration,Duration)")
                        .ints("[1] [2] [4] []")
                        .gives(
                                "- [3.0] - [4.0]",
                                numbers -> doubles(numbers)
                                        .window(Seconds.TWO, Seconds.TWO)
                                        .sum()),
                stream(
                                "kept numbers stay numbers",
                                "DoubleDStream.cache()",
                                "DoubleDStream.persist()",
                                "DoubleDStream.persist(StorageLevel)")
                        .ints("[1 2] []")
                        .gives(
                                "[3.0] [0.0]",
                                numbers -> doubles(numbers)
                                        .cache()
                                        .persist()
                                        .persist(StorageLevel.MEMORY_AND_DISK)
                                        .sum()));
    }

    private static List<Case> sums() {
        return List.of(
                stream("sum of each batch, 0 included", "DoubleDStream.sum()")
                        .ints("[1 2 6] [] [4]")
                        .gives("[9.0] [0.0] [4.0]", numbers -> doubles(numbers).sum()),
                stream("sum rounds once, whatever the order and the partitions")
                        .words("[1e100;1;-1e100 0.1;0.2;0.3] [0.3;-1e100;0.2 1;0.1;1e100]")
                        .gives(
                                "[1.6] [1.6]",
                                words -> parsed(words).repartition(3).sum()),
                stream("mean of each batch that has numbers", "DoubleDStream.mean()")
                        .ints("[1 2 6] [] [4]")
                        .gives("[3.0] [] [4.0]", numbers -> doubles(numbers).mean()),
                stream("min of each batch that has numbers", "DoubleDStream.min()")
                        .ints("[3 1 2] [] [-4]")
                        .gives("[1.0] [] [-4.0]", numbers -> doubles(numbers).min()),
                stream("max of each batch that has numbers", "DoubleDStream.max()")
                        .ints("[3 1 2] [] [-4]")
                        .gives("[3.0] [] [-4.0]", numbers -> doubles(numbers).max()),
                stream("NaN is larger than all others")
                        .words("[NaN;1;Infinity] [NaN]")
                        .gives(
                                "[1.0 NaN] [NaN NaN]",
                                words -> parsed(words).min().union(parsed(words).max())));
    }

    private static List<Case> spreads() {
        return List.of(
                stream("variance divides by the count", "DoubleDStream.variance()")
                        .ints("[1 2 3 4] [] [5]")
                        .gives("[1.25] [] [0.0]", numbers -> doubles(numbers).variance()),
                stream("sampleVariance divides by one less", "DoubleDStream.sampleVariance()")
                        .ints("[1 2 3] [] [5]")
                        .gives("[1.0] [] [NaN]", numbers -> doubles(numbers).sampleVariance()),
                stream("stdev is the root of the variance", "DoubleDStream.stdev()")
                        .ints("[1 5] [] [5]")
                        .gives("[2.0] [] [0.0]", numbers -> doubles(numbers).stdev()),
                stream("sampleStdev is the root of the sample variance", "DoubleDStream.sampleStdev()")
                        .ints("[1 3 5] [] [5]")
                        .gives("[2.0] [] [NaN]", numbers -> doubles(numbers).sampleStdev()),
                stream("stats has all of them in one pass", "DoubleDStream.stats()")
                        .ints("[1 2 3 4] [] [5]")
                        .gives(
                                "[4;2.5;1.25;1.0;4.0] [0;NaN;NaN;Infinity;-Infinity] [1;5.0;0.0;5.0;5.0]",
                                numbers -> doubles(numbers)
                                        .stats()
                                        .map(stats -> stats.count() + ";" + stats.mean() + ";" + stats.variance() + ";"
                                                + stats.min() + ";" + stats.max())),
                stream("histogram counts by bucket, the last with its upper bound", "DoubleDStream.histogram(double[])")
                        .ints("[1 2 3 5 6 -1] [] [0]")
                        .gives(
                                "[[1,3]] [[0,0]] [[1,0]]",
                                numbers -> doubles(numbers).histogram(new double[] {0, 2, 5})));
    }

    private static List<Case> edges() {
        return List.of(
                stream("statistics of one partition")
                        .ints("[1 2 3 4] []")
                        .gives(
                                "[1.25] []",
                                numbers -> doubles(numbers).repartition(1).variance()),
                stream("statistics of more partitions than numbers")
                        .ints("[1 3] []")
                        .gives(
                                "[2.0] []",
                                numbers -> doubles(numbers).repartition(9).mean()),
                stream("histogram with infinite bounds counts everything but NaN")
                        .words("[NaN;-Infinity;0;-0.0;1e300;Infinity] []")
                        .gives(
                                "[[1,4]] [[0,0]]",
                                words -> parsed(words)
                                        .histogram(
                                                new double[] {Double.NEGATIVE_INFINITY, 0, Double.POSITIVE_INFINITY})),
                stream("statistics of statistics")
                        .ints("[1 2] [] [3]")
                        .gives(
                                "[1.5] [0.0] [3.0]",
                                numbers -> doubles(numbers).mean().sum()));
    }

    private static DoubleDStream doubles(DStream<Integer> numbers) {
        return numbers.mapToDouble(x -> x);
    }

    private static DoubleDStream parsed(DStream<String> words) {
        return words.flatMapToDouble(word -> Arrays.stream(word.split(";"))
                .filter(text -> !text.equals("x"))
                .map(Double::valueOf)
                .toList());
    }
}
