package io.sakia.examples;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.Durations;
import java.util.List;

/**
 * Shows every ten seconds the five words that came most often in the last minute: a sliding window. Start {@code nc -lk 9999}
 * first, then type into it.
 *
 * <p>A word that no longer comes leaves the window, and with it the memory.
 */
public final class TopWords {
    private static final int MOST = 5;

    private TopWords() {}

    /** Runs it; {@code --help} tells the options. */
    public static void main(String[] args) {
        Sakia.run(TopWords::define, args);
    }

    /** The program. */
    public static void define(StreamingContext ssc) {
        ssc.socketTextStream("localhost", 9999)
                .named("lines")
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKeyAndWindow(Long::sum, Durations.minutes(1), Durations.seconds(10))
                .named("counts-of-last-minute")
                .mapToPair(Pair::swap)
                .transformToPair(counts -> PairRDD.from(counts).sortByKey(false))
                .named("top")
                .print(MOST);
    }
}
