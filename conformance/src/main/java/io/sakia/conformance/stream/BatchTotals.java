package io.sakia.conformance.stream;

import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.Aggregate;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** One record made of a whole batch. */
public final class BatchTotals {
    private BatchTotals() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(totals());
        cases.addAll(counts());
        return cases;
    }

    private static List<Case> totals() {
        return List.of(
                stream("reduce puts the records of a batch together", "DStream.reduce(Function2)")
                        .ints("[1 2 3] [] [4]")
                        .gives("[6] [] [4]", numbers -> numbers.reduce(Integer::sum)),
                stream("reduce goes in the order of the batch, whatever its partitions")
                        .words("[a b c d e] [] [f] [g h]")
                        .gives("[abcde] [] [f] [gh]", words -> words.reduce((one, other) -> one + other)),
                stream("reduce of one partition")
                        .ints("[1 2 3] []")
                        .gives("[6] []", numbers -> numbers.repartition(1).reduce(Integer::sum)),
                stream("reduce of more partitions than records")
                        .ints("[1 2] []")
                        .gives("[3] []", numbers -> numbers.repartition(7).reduce(Integer::sum)),
                stream("reduce of a stream that filters everything away")
                        .ints("[1 2] [3]")
                        .gives("[] []", numbers -> numbers.filter(x -> x > 9).reduce(Integer::sum)),
                stream("reduce comes once a slide")
                        .ints("[1] [2] [4] [8]")
                        .gives(
                                "- [3] - [12]",
                                numbers ->
                                        numbers.window(Seconds.TWO, Seconds.TWO).reduce(Integer::sum)),
                stream("aggregate makes one record of a batch", "DStream.aggregate(Aggregate)")
                        .ints("[1 2 6] [] [4]")
                        .gives("[3.0] [NaN] [4.0]", BatchTotals::mean),
                stream("aggregate into something that changes keeps batches apart")
                        .words("[a b] [] [c]")
                        .gives("[[a,b]] [[]] [[c]]", words -> words.aggregate(Aggregate.iterable())),
                stream("aggregate gives the result of none where a batch is empty, in one record")
                        .ints("[] [5] []")
                        .gives("[0] [1] [0]", numbers -> numbers.aggregate(size())));
    }

    private static List<Case> counts() {
        return List.of(
                stream("count tells how many records a batch has, 0 included", "DStream.count()")
                        .words("[a b a] [] [c]")
                        .gives("[3] [0] [1]", DStream::count),
                stream("count of pairs").pairs("[(a,1) (a,1)] []").gives("[2] [0]", pairs -> pairs.count()),
                stream("count of a stream that nothing comes to")
                        .ints("[] [] []")
                        .gives("[0] [0] [0]", DStream::count),
                stream("count of one partition")
                        .ints("[1 2 3] []")
                        .gives("[3] [0]", numbers -> numbers.repartition(1).count()),
                stream("count of counts")
                        .ints("[1 2 3] []")
                        .gives("[1] [1]", numbers -> numbers.count().count()),
                stream("count after a window comes once a slide")
                        .ints("[1 2] [3] [] []")
                        .gives(
                                "- [3] - [0]",
                                numbers ->
                                        numbers.window(Seconds.TWO, Seconds.TWO).count()),
                stream("countByValue in so many partitions", "DStream.countByValue(int)")
                        .words("[a b a] [] [b]")
                        .gives("[3 (a,2) (b,1)] [3] [3 (b,1)]", BatchTotals::withPartitions));
    }

    private static DStream<Double> mean(DStream<Integer> numbers) {
        return numbers.aggregate(
                Aggregate.of(() -> new Mean(0, 0), Mean::with, Mean::with, mean -> (double) mean.sum() / mean.count()));
    }

    private static Aggregate<Integer, Integer, Integer> size() {
        return Aggregate.of(() -> 0, (size, number) -> size + 1, Integer::sum, size -> size);
    }

    private static DStream<?> withPartitions(DStream<String> words) {
        return words.countByValue(3)
                .transform(rdd -> rdd.map(String::valueOf)
                        .union(rdd.context().parallelize(List.of("" + rdd.getNumPartitions()), 1)));
    }

    /** An accumulator that never changes. */
    record Mean(int count, long sum) implements Serializable {
        Mean with(Integer number) {
            return new Mean(count + 1, sum + number);
        }

        Mean with(Mean other) {
            return new Mean(count + other.count, sum + other.sum);
        }
    }
}
