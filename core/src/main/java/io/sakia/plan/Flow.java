package io.sakia.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prints how nodes flow into one another, downwards. A node's first input stands above it; what it reads besides stands behind a bar.
 *
 * <pre>
 *   textFile      Shop.java:1
 *   ┌ textFile    Shop.java:3
 *   │ map         Shop.java:4
 *   union         Shop.java:5
 * </pre>
 *
 * <p>Nodes that one call has made are one line, and what is read twice is printed once. Chains are walked in loops, so that very long
 * ones can be printed too.
 *
 * @param <N> the nodes, told apart by identity
 */
public abstract class Flow<N> {
    private final Columns columns;
    private final Set<N> printed = new HashSet<>();

    /** Prints into columns. */
    protected Flow(Columns columns) {
        this.columns = columns;
    }

    /** What a node reads, in order. */
    protected abstract List<? extends N> inputs(N node);

    /** Where a node comes from; the same object for all nodes that one call has made. */
    protected abstract Origin origin(N node);

    /** What a node is called. */
    protected String label(N node) {
        return operation(origin(node));
    }

    /** Whether the inputs of a node are not printed: it has none, or they stand elsewhere. */
    protected abstract boolean ends(N node);

    /** What is worth saying of a node that {@code reader} reads, or that comes last if that is null. */
    protected abstract String note(N node, @Nullable N reader);

    /** What stands in place of a node that is printed elsewhere, or null for its own line. */
    protected @Nullable String reference(N node) {
        return null;
    }

    /**
     * Prints the nodes that lead to one.
     *
     * @param reader what reads the last one and is not printed, or null
     */
    protected final void print(N last, @Nullable N reader) {
        printed.clear();
        chain(last, reader, new Margin("  ", "  "));
    }

    /** The operation with its name, if it has one. */
    public static String operation(Origin origin) {
        return origin.operation() + (origin.name() == null ? "" : " '" + origin.name() + "'");
    }

    /** File and line, if they are known. */
    public static String place(Origin origin) {
        return origin.file() == null ? "" : origin.file() + ":" + origin.line();
    }

    /** Two notes as one. */
    public static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    private void chain(N last, @Nullable N reader, Margin margin) {
        Deque<N> nodes = new ArrayDeque<>();
        N first = last;
        nodes.push(first);
        while (!printed.contains(first) && !ends(first)) {
            printed.add(first);
            first = inputs(first).get(0);
            nodes.push(first);
        }
        String again = printed.contains(first) ? "as above" : "";
        String carried = "";
        while (!nodes.isEmpty()) {
            N node = nodes.pop();
            if (node != first) {
                branches(node, margin);
            }
            N next = nodes.isEmpty() ? reader : nodes.peek();
            String note = joined(carried, node == first && !again.isEmpty() ? again : note(node, next));
            carried = line(node, next, nodes.isEmpty(), note, margin);
        }
    }

    /** Prints a node, or gives what is to be said of it on the line of the node that follows. */
    private String line(N node, @Nullable N next, boolean last, String note, Margin margin) {
        String reference = reference(node);
        if (reference != null) {
            columns.row(margin.next() + reference, "", "");
        } else if (next == null || !isOneCall(node, next)) {
            columns.row(margin.next() + label(node), place(origin(node)), note);
        } else if (inputs(next).size() == 1 && (!last || note.isEmpty())) {
            return note;
        } else {
            columns.row(margin.next() + (note.isEmpty() ? label(node) : note), "", "");
        }
        return "";
    }

    private void branches(N node, Margin margin) {
        List<? extends N> inputs = inputs(node);
        for (int i = 1; i < inputs.size(); i++) {
            String before = margin.next();
            chain(inputs.get(i), node, new Margin(before + (i == 1 ? "┌ " : "├ "), before + "│ "));
        }
    }

    @SuppressWarnings("ReferenceEquality") // each call makes an origin of its own, also on one line in a loop
    private boolean isOneCall(N node, N next) {
        return origin(node) == origin(next);
    }

    /** What stands before the first line of a branch, and before the others. */
    private static final class Margin {
        private final String others;
        private String next;

        Margin(String first, String others) {
            this.next = first;
            this.others = others;
        }

        String next() {
            String given = next;
            next = others;
            return given;
        }
    }
}
