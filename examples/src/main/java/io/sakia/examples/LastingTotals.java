package io.sakia.examples;

import io.sakia.Pair;
import io.sakia.streaming.Sakia;
import io.sakia.streaming.StreamingContext;
import java.util.List;

/**
 * Counts words in text files that are moved into the folder {@code texts}, and goes on counting after a stop, a crash or a kill: what it needs
 * for that is kept in the folder {@code lasting-totals.checkpoint}. A batch shows the words that it brought, with their totals.
 *
 * <p>{@code ["a b a"]}, a restart and {@code ["b"]} print {@code [(a,2) (b,1)] [(b,2)]}. Files that are moved in while it does not run are
 * counted when it runs again.
 */
public final class LastingTotals {
    private LastingTotals() {}

    /** Runs it; {@code --help} tells the options. */
    public static void main(String[] args) {
        Sakia.run(LastingTotals::define, args);
    }

    /** The program. */
    public static void define(StreamingContext ssc) {
        ssc.checkpoint("lasting-totals.checkpoint");
        ssc.textFileStream("texts")
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
