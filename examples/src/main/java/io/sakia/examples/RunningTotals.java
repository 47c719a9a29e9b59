package io.sakia.examples;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import java.util.List;

/**
 * Counts words since the start of the stream: state by key. A batch shows the words that it brought, with their totals. Start
 * {@code nc -lk 9999} first, then type into it.
 *
 * <p>{@code ["a b a"] ["b"]} prints {@code [(a,2) (b,1)] [(b,2)]}.
 */
public final class RunningTotals {
    private RunningTotals() {}

    /** Runs it; {@code --help} tells the options. */
    public static void main(String[] args) {
        Sakia.run(RunningTotals::define, args);
    }

    /** The program. */
    public static void define(StreamingContext ssc) {
        ssc.socketTextStream("localhost", 9999)
                .named("lines")
                .flatMap(line -> List.of(line.split(" ")))
                .mapToPair(word -> Pair.of(word, 1L))
                .reduceByKey(Long::sum)
                .mapWithState(Long.class, (word, count, state) -> {
                    long total = state.getOption().orElse(0L) + count;
                    state.update(total);
                    return Pair.of(word, total);
                })
                .named("totals")
                .print();
    }
}
