package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.DoubleDStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Statistics of the numbers in a window. */
public final class NumbersInWindows {
    private NumbersInWindows() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(sums());
        cases.addAll(spreads());
        cases.addAll(exact());
        return cases;
    }

    private static List<Case> sums() {
        return List.of(
                stream("sum of a window, 0 included", "DoubleDStream.sum(Duration,Duration)")
                        .ints("[1 2] [4] [] []")
                        .gives(
                                "[3.0] [7.0] [4.0] [0.0]",
                                numbers -> doubles(numbers).sum(TWO, ONE)),
                stream("mean of a window that has numbers", "DoubleDStream.mean(Duration,Duration)")
                        .ints("[1 2] [6] [] []")
                        .gives(
                                "[1.5] [3.0] [6.0] []",
                                numbers -> doubles(numbers).mean(TWO, ONE)),
                stream("min of a window that has numbers", "DoubleDStream.min(Duration,Duration)")
                        .ints("[1 2] [6] [] []")
                        .gives(
                                "[1.0] [1.0] [6.0] []",
                                numbers -> doubles(numbers).min(TWO, ONE)),
                stream("max of a window that has numbers", "DoubleDStream.max(Duration,Duration)")
                        .ints("[8 2] [6] [] []")
                        .gives(
                                "[8.0] [8.0] [6.0] []",
                                numbers -> doubles(numbers).max(TWO, ONE)),
                stream("statistics once a slide")
                        .ints("[1] [2] [3] [4]")
                        .gives("- [1.5] - [3.5]", numbers -> doubles(numbers).mean(TWO, TWO)));
    }

    private static List<Case> spreads() {
        return List.of(
                stream("variance of a window", "DoubleDStream.variance(Duration,Duration)")
                        .ints("[1 2] [3 4] [] []")
                        .gives(
                                "[0.25] [1.25] [0.25] []",
                                numbers -> doubles(numbers).variance(TWO, ONE)),
                stream("sampleVariance of a window", "DoubleDStream.sampleVariance(Duration,Duration)")
                        .ints("[1] [3] [] []")
                        .gives(
                                "[NaN] [2.0] [NaN] []",
                                numbers -> doubles(numbers).sampleVariance(TWO, ONE)),
                stream("stdev of a window", "DoubleDStream.stdev(Duration,Duration)")
                        .ints("[1] [5] [] []")
                        .gives(
                                "[0.0] [2.0] [0.0] []",
                                numbers -> doubles(numbers).stdev(TWO, ONE)),
                stream("sampleStdev of a window", "DoubleDStream.sampleStdev(Duration,Duration)")
                        .ints("[1] [3 5] [] []")
                        .gives(
                                "[NaN] [2.0] [1.4142135623730951] []",
                                numbers -> doubles(numbers).sampleStdev(TWO, ONE)),
                stream("stats of a window", "DoubleDStream.stats(Duration,Duration)")
                        .ints("[1 2] [6] [] []")
                        .gives(
                                "[2;3.0;1.0] [3;9.0;1.0] [1;6.0;6.0] [0;0.0;Infinity]",
                                numbers -> doubles(numbers)
                                        .stats(TWO, ONE)
                                        .map(stats -> stats.count() + ";" + stats.sum() + ";" + stats.min())),
                stream("histogram of a window", "DoubleDStream.histogram(double[],Duration,Duration)")
                        .ints("[1 2 3 9] [5] [] []")
                        .gives(
                                "[[1,2]] [[1,3]] [[0,1]] [[0,0]]",
                                numbers -> doubles(numbers).histogram(new double[] {0, 2, 5}, TWO, ONE)));
    }

    private static List<Case> exact() {
        return List.of(
                stream("a running sum does not drift")
                        .words("[1e100] [0.1] [] [0.2] []")
                        .gives(
                                "[1.0E100] [1.0E100] [0.1] [0.2] [0.2]",
                                words -> parsed(words).sum(TWO, ONE)),
                stream("a running sum forgets infinities and NaN that have left")
                        .words("[Infinity] [NaN] [1] [2]")
                        .gives(
                                "[Infinity] [NaN] [NaN] [3.0]",
                                words -> parsed(words).sum(TWO, ONE)));
    }

    private static DoubleDStream doubles(DStream<Integer> numbers) {
        return numbers.mapToDouble(x -> x);
    }

    private static DoubleDStream parsed(DStream<String> words) {
        return words.flatMapToDouble(
                word -> Arrays.stream(word.split(";")).map(Double::valueOf).toList());
    }
}
