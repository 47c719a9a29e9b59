package io.sakia.conformance.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks a program that draws numbers: whatever it drew, what its sinks show and what its state held must agree. */
final class Drawings {
    private static final long WINDOW = 3000;

    private Drawings() {}

    /** What is wrong; empty if nothing is. */
    static String difference(Output expected, Output found) {
        StringBuilder wrong = new StringBuilder();
        Map<Long, List<String>> drawn = found.batches("drawn");
        compare("words", words(expected.batches("drawn")), words(drawn), wrong);
        Map<String, Long> sums = new HashMap<>();
        drawn.forEach((time, lines) -> {
            for (String line : inOrder(lines)) {
                String[] parts = line.split(" ");
                long sum = sums.merge(parts[0], Long.parseLong(parts[1]), Long::sum);
                if (sum != Long.parseLong(parts[2])) {
                    wrong.append(time + ": '" + line + "', but the sum is " + sum + "\n");
                }
            }
        });
        Map<Long, List<String>> windows = found.batches("lately");
        compare("windows", words(expected.batches("lately")), words(windows), wrong);
        windows.forEach((time, lines) -> {
            List<String> inside = new ArrayList<>();
            drawn.forEach((at, some) -> {
                if (at <= time && at > time - WINDOW) {
                    inside.addAll(some);
                }
            });
            compare("window at " + time, inside.stream().sorted().toList(), lines, wrong);
        });
        return wrong.toString();
    }

    /** Those of one word in the order of their sums, which only grow. */
    private static List<String> inOrder(List<String> lines) {
        return lines.stream()
                .sorted((one, other) ->
                        Long.compare(Long.parseLong(one.split(" ")[2]), Long.parseLong(other.split(" ")[2])))
                .toList();
    }

    private static Map<Long, List<String>> words(Map<Long, List<String>> batches) {
        Map<Long, List<String>> words = new HashMap<>();
        batches.forEach((time, lines) -> words.put(
                time, lines.stream().map(line -> line.split(" ")[0]).sorted().toList()));
        return words;
    }

    private static void compare(String what, Object expected, Object found, StringBuilder wrong) {
        if (!Objects.equals(expected, found)) {
            wrong.append(what + ": expected " + expected + ", found " + found + "\n");
        }
    }
}
