package io.sakia.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan as text, the result first and what it is made of below, as Spark prints an RDD's lineage: the number of partitions at the
 * head of each stage, a stage deeper behind {@code +-}, and in brackets where it is kept.
 *
 * <pre>
 *   (2) Shuffle: reduceByKey at WordCount.java:12 []
 *    +-(4) Map: mapToPair at WordCount.java:11 []
 *       |  Source: textFile at WordCount.java:10 []
 * </pre>
 *
 * <p>What two nodes read is printed below the first.
 */
final class Lineage {
    private final List<String> lines = new ArrayList<>();
    private final Set<Plan<?>> printed = new HashSet<>();
    private final Deque<Part> waiting = new ArrayDeque<>();

    private Lineage() {}

    static String of(Plan<?> plan) {
        Lineage lineage = new Lineage();
        String count = count(plan);
        lineage.waiting.push(new Part(plan, count + " ", below("", count)));
        while (!lineage.waiting.isEmpty()) {
            lineage.print(lineage.waiting.pop());
        }
        return String.join("\n", lineage.lines);
    }

    private void print(Part part) {
        Plan<?> node = part.plan;
        String level = "";
        if (node instanceof CacheNode<?> cache) {
            level = cache.level().toString();
            node = cache.input();
        }
        boolean again = !printed.add(node) && !node.inputs().isEmpty();
        lines.add(part.first + kind(node) + ": " + node.origin() + " [" + level + "]" + (again ? " see above" : ""));
        if (again || (node instanceof CheckpointNode<?> checkpoint && checkpoint.isSaved())) {
            return;
        }
        List<Plan<?>> inputs = node.inputs();
        for (int i = inputs.size() - 1; i >= 0; i--) {
            waiting.push(
                    node instanceof ShuffleNode
                            ? cut(inputs.get(i), part.others)
                            : new Part(inputs.get(i), part.others, part.others));
        }
    }

    /** What another stage computes, one step to the right. */
    private static Part cut(Plan<?> input, String margin) {
        String count = count(input);
        String bar = margin.stripTrailing();
        String left = bar.substring(0, bar.length() - 1);
        return new Part(input, left + "+-" + count + " ", below(left + "  ", count));
    }

    private static String count(Plan<?> plan) {
        return "(" + plan.partitions() + ")";
    }

    /** The bar stands below the middle of the number. */
    private static String below(String margin, String count) {
        int left = (count.length() - 1) / 2;
        return margin + " ".repeat(left) + "|" + " ".repeat(count.length() - left);
    }

    /** A node that is to be printed behind {@code first}, and what it reads behind {@code others}. */
    private record Part(Plan<?> plan, String first, String others) {}

    /** What a node is called: a NarrowNode by its step, a ShuffleNode Shuffle. */
    private static String kind(Plan<?> node) {
        Class<?> named = node instanceof NarrowNode<?, ?> narrow ? narrow.step().getClass() : node.getClass();
        return named.getSimpleName().replaceFirst("Node$", "");
    }
}
