package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.FOUR;
import static io.sakia.conformance.stream.Seconds.HOUR;
import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.SIX;
import static io.sakia.conformance.stream.Seconds.THREE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.StreamTable.stream;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Windows: all records of the last batches, and reductions over them. */
public final class Windows {
    private Windows() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(windows());
        cases.addAll(reductions());
        cases.addAll(inverses());
        cases.addAll(chains());
        return cases;
    }

    private static List<Case> windows() {
        return List.of(
                stream("window has the records of the last batches, oldest first", "DStream.window(Duration)")
                        .ints("[1] [2] [3] [4]")
                        .givesInOrder("[1] [1 2] [2 3] [3 4]", numbers -> numbers.window(TWO)),
                stream("window of one batch is the batch")
                        .ints("[1] [] [2]")
                        .gives("[1] [] [2]", numbers -> numbers.window(ONE)),
                stream("window over empty batches")
                        .ints("[1 2] [] [] [3]")
                        .gives("[1 2] [1 2] [] [3]", numbers -> numbers.window(TWO)),
                stream("window longer than the stream")
                        .ints("[1] [] [2]")
                        .givesInOrder("[1] [1] [1 2]", numbers -> numbers.window(HOUR)),
                stream("window puts out once a slide", "DStream.window(Duration,Duration)")
                        .ints("[1] [2] [3] [4] [5] [6] [7]")
                        .givesInOrder("- [1 2] - [2 3 4] - [4 5 6] -", numbers -> numbers.window(THREE, TWO)),
                stream("window as long as its slide has each record once")
                        .ints("[1] [2] [] [3] [] []")
                        .gives("- [1 2] - [3] - []", numbers -> numbers.window(TWO, TWO)),
                stream("window shorter than its slide leaves records out")
                        .ints("[1] [2] [3] [4] [5]")
                        .gives("- [2] - [4] -", numbers -> numbers.window(ONE, TWO)),
                stream("window of pairs keeps pairs", "PairDStream.window(Duration)")
                        .pairs("[(a,1)] [(a,2)] [(b,3)]")
                        .gives(
                                "[(a,1)] [(a,3)] [(a,2) (b,3)]",
                                pairs -> pairs.window(TWO).reduceByKey(Integer::sum)),
                stream("window of pairs once a slide", "PairDStream.window(Duration,Duration)")
                        .pairs("[(a,1)] [(a,2)] [(b,3)] []")
                        .gives(
                                "- [(a,3)] - [(b,3)]",
                                pairs -> pairs.window(TWO, TWO).reduceByKey(Integer::sum)),
                stream("steps after a window come once a slide")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [10 20] - [30 40]",
                                numbers -> numbers.window(TWO, TWO)
                                        .map(x -> x * 10)
                                        .filter(x -> x > 0)));
    }

    private static List<Case> reductions() {
        return List.of(
                stream(
                                "reduceByKeyAndWindow folds over the last batches",
                                "PairDStream.reduceByKeyAndWindow(Function2,Duration)")
                        .pairs("[(a,1) (a,2)] [(a,3) (b,1)] [] [] [(b,5)]")
                        .gives(
                                "[(a,3)] [(a,6) (b,1)] [(a,3) (b,1)] [] [(b,5)]",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, TWO)),
                stream(
                                "reduceByKeyAndWindow puts out once a slide",
                                "PairDStream.reduceByKeyAndWindow(Function2,Duration,Duration)")
                        .pairs("[(a,1)] [(a,2)] [(b,3)] [(a,4)] [] [] [] []")
                        .gives(
                                "- [(a,3)] - [(a,6) (b,3)] - [(a,4)] - []",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, THREE, TWO)),
                stream("reduceByKeyAndWindow over an empty stream")
                        .pairs("[] []")
                        .gives("[] []", pairs -> pairs.reduceByKeyAndWindow(Integer::sum, TWO)),
                stream("reduceByKeyAndWindow shorter than its slide")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] [] [(a,5)] []")
                        .gives("- [(a,2)] - [] - []", pairs -> pairs.reduceByKeyAndWindow(Integer::sum, ONE, TWO)),
                stream("reduceByKeyAndWindow longer than the stream")
                        .pairs("[(a,1)] [] [(a,2)]")
                        .gives("[(a,1)] [(a,1)] [(a,3)]", pairs -> pairs.reduceByKeyAndWindow(Integer::sum, HOUR)),
                stream("reduceByKeyAndWindow: a key leaves and comes again")
                        .pairs("[(a,1)] [] [] [(a,2)] []")
                        .gives(
                                "[(a,1)] [(a,1)] [] [(a,2)] [(a,2)]",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, TWO)),
                stream("reduceByKeyAndWindow folds text in the order in which it came")
                        .words("[a1 b1] [a2 a3] [b4] [a5] []")
                        .gives(
                                "[(a,1) (b,1)] [(a,123) (b,1)] [(a,123) (b,14)] [(a,235) (b,4)] [(a,5) (b,4)]",
                                words -> letters(words).reduceByKeyAndWindow((one, other) -> one + other, THREE)),
                stream("reduceByKeyAndWindow with a function that has no inverse")
                        .pairs("[(a,3)] [(a,9)] [(a,5)] [(a,1)] []")
                        .gives(
                                "[(a,3)] [(a,9)] [(a,9)] [(a,5)] [(a,1)]",
                                pairs -> pairs.reduceByKeyAndWindow(Math::max, TWO)),
                stream("reduceByKeyAndWindow is the reduction of the window")
                        .pairs("[(a,1) (b,7)] [] [(a,2) (a,4)] [(b,8)] [(c,16)] []")
                        .gives(
                                "[(a,(1,1)) (b,(7,7))] [(a,(1,1)) (b,(7,7))] [(a,(7,7)) (b,(7,7))] [(a,(6,6)) (b,(8,8))]"
                                        + " [(a,(6,6)) (b,(8,8)) (c,(16,16))] [(b,(8,8)) (c,(16,16))]",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, THREE)
                                        .join(pairs.window(THREE).reduceByKey(Integer::sum))));
    }

    private static List<Case> inverses() {
        return List.of(
                stream(
                                "reduceByKeyAndWindow with an inverse takes out what leaves",
                                "PairDStream.reduceByKeyAndWindow(Function2,Function2,Duration,Duration)")
                        .pairs("[(a,1)] [(a,2)] [] []")
                        .gives("[(a,1)] [(a,3)] [(a,2)] []", pairs -> sums(pairs, TWO, ONE)),
                stream("with an inverse, once a slide")
                        .pairs("[(a,1)] [(a,2)] [(b,3)] [(a,4)] [] [] [] []")
                        .gives("- [(a,3)] - [(a,6) (b,3)] - [(a,4)] - []", pairs -> sums(pairs, THREE, TWO)),
                stream("with an inverse, a total of 0 stays as long as its key is in the window")
                        .pairs("[(a,1)] [(a,-1)] [] []")
                        .gives("[(a,1)] [(a,0)] [(a,-1)] []", pairs -> sums(pairs, TWO, ONE)),
                stream("with an inverse, a key whose values are 0 stays as long as it is in the window")
                        .pairs("[(a,0)] [] [(a,0)] [] []")
                        .gives("[(a,0)] [(a,0)] [(a,0)] [(a,0)] []", pairs -> sums(pairs, TWO, ONE)),
                stream("with an inverse, a key leaves and comes again")
                        .pairs("[(a,1)] [] [] [(a,2)] []")
                        .gives("[(a,1)] [(a,1)] [] [(a,2)] [(a,2)]", pairs -> sums(pairs, TWO, ONE)),
                stream("with an inverse, shorter than its slide")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] [] [(a,5)] []")
                        .gives("- [(a,2)] - [] - []", pairs -> sums(pairs, ONE, TWO)),
                stream("with an inverse, longer than the stream")
                        .pairs("[(a,1)] [] [(a,2)]")
                        .gives("[(a,1)] [(a,1)] [(a,3)]", pairs -> sums(pairs, HOUR, ONE)),
                stream("with an inverse and without give the same")
                        .pairs("[(a,1) (b,7)] [] [(a,2) (a,4)] [(b,8)] [(c,16)] [] [] []")
                        .gives(
                                "- [(a,(1,1)) (b,(7,7))] - [(a,(7,7)) (b,(15,15))] - [(a,(6,6)) (b,(8,8)) (c,(16,16))]"
                                        + " - [(c,(16,16))]",
                                pairs -> sums(pairs, FOUR, TWO)
                                        .named("with an inverse")
                                        .join(pairs.reduceByKeyAndWindow(Integer::sum, FOUR, TWO))));
    }

    private static List<Case> chains() {
        return List.of(
                stream("a window over a window with a slide")
                        .ints("[1] [2] [3] [4] [5] [6]")
                        .givesInOrder(
                                "- [1 2] - [1 2 3 4] - [3 4 5 6]",
                                numbers -> numbers.window(TWO, TWO).window(FOUR, TWO)),
                stream("a window over a window takes the slide of its input")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [1 2] - [3 4]",
                                numbers -> numbers.window(TWO, TWO).window(TWO)),
                stream("a slower window over a window with a slide")
                        .ints("[1] [2] [3] [4] [5] [6] [7] [8]")
                        .gives(
                                "- - - [1 2 3 4] - - - [5 6 7 8]",
                                numbers -> numbers.window(TWO, TWO).window(FOUR, FOUR)),
                stream("a reduction over a window with a slide")
                        .pairs("[(a,1)] [(a,2)] [(a,3)] [(b,4)] [] [] [] []")
                        .gives(
                                "- [(a,3)] - [(a,6) (b,4)] - [(a,3) (b,4)] - []",
                                pairs -> pairs.window(TWO, TWO).reduceByKeyAndWindow(Integer::sum, FOUR)),
                stream("windows of the same slide can be joined")
                        .pairs("[(a,1)] [(b,2)] [] [(a,4)]")
                        .gives(
                                "- [(a,(1,1)) (b,(2,2))] - [(a,(4,5))]",
                                pairs -> pairs.window(TWO, TWO)
                                        .join(pairs.reduceByKeyAndWindow(Integer::sum, FOUR, TWO))),
                stream("windows of the same slide can be united")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [1 2 2] - [3 4 4]",
                                numbers -> numbers.window(TWO, TWO).union(numbers.window(ONE, TWO))),
                stream("slides are counted from the start of the stream")
                        .ints("[1] [2] [3] [4] [5] [6] [7]")
                        .gives("- - [1 2 3] - - [4 5 6] -", numbers -> numbers.window(THREE, THREE)),
                stream("length and slide with a small common measure")
                        .pairs("[(a,1)] [(a,2)] [(a,4)] [(a,8)] [(a,16)] [(a,32)] [(a,64)] [(a,128)] [(a,256)]")
                        .gives(
                                "- - - [(a,15)] - - - [(a,252)] -",
                                pairs -> pairs.reduceByKeyAndWindow(Integer::sum, SIX, FOUR)));
    }

    private static PairDStream<String, Integer> sums(
            PairDStream<String, Integer> pairs, Duration length, Duration slide) {
        return pairs.reduceByKeyAndWindow(Integer::sum, (total, gone) -> total - gone, length, slide);
    }

    /** Words such as {@code a1} as pairs such as (a, "1"). */
    private static PairDStream<String, String> letters(DStream<String> words) {
        return words.mapToPair(word -> Pair.of(word.substring(0, 1), word.substring(1)));
    }
}
