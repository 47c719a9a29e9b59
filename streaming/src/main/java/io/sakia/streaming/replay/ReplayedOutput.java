package io.sakia.streaming.replay;

import java.util.List;
import java.util.Map;

/**
 * What an output was given in a batch that was run again.
 *
 * @param name its name in the program
 * @param operation what it is: {@code print}, {@code foreachRDD}, {@code saveAsTextFiles}, {@code to}
 * @param count how many records it was given
 * @param lines the first ones as text
 * @param matches the first record that matches each pattern that was searched for, by the pattern; without those that none matches
 * @param comparison with what it has published of the batch
 */
public record ReplayedOutput(
        String name,
        String operation,
        long count,
        List<String> lines,
        Map<String, String> matches,
        Comparison comparison) {
    /** Copies the collections. */
    public ReplayedOutput {
        lines = List.copyOf(lines);
        matches = Map.copyOf(matches);
    }
}
