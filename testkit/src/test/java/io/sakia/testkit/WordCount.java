package io.sakia.testkit;

import io.sakia.Pair;
import io.sakia.streaming.StreamingContext;
import java.util.List;

/** A program as a user has it, with a real source that a test replaces. */
final class WordCount {
    private WordCount() {}

    static void define(StreamingContext ssc) {
        ssc.socketTextStream("localhost", 9999)
                .named("lines")
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum)
                .named("counts")
                .print();
    }
}
