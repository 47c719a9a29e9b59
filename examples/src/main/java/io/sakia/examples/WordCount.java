package io.sakia.examples;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import java.util.List;

/**
 * Counts the words that arrive on a socket, batch by batch. Start {@code nc -lk 9999} first, then type into it.
 *
 * <p>{@code ["a b a"] ["b"]} prints {@code [(a,2) (b,1)] [(b,1)]}.
 */
public final class WordCount {
    private WordCount() {}

    /** Runs it; {@code --help} tells the options. */
    public static void main(String[] args) {
        Sakia.run(WordCount::define, args);
    }

    /** The program. */
    public static void define(StreamingContext ssc) {
        ssc.socketTextStream("localhost", 9999)
                .named("lines")
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum)
                .named("counts")
                .print();
    }
}
