package io.sakia.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a plan in an order in which they can run, numbered from 1: each comes after all that it reads. What a shuffle puts out is
 * made once, however often it is read.
 */
final class Stages {
    private final List<Stage> ordered = new ArrayList<>();
    private final Map<ShuffleNode<?, ?, ?>, Integer> numbers = new HashMap<>();

    private Stages() {}

    /**
     * What runs without moving records between partitions.
     *
     * @param last the node that the others lead to
     * @param writes the shuffle that takes the records, or null if they are the result
     */
    record Stage(int number, Plan<?> last, @Nullable ShuffleNode<?, ?, ?> writes) {}

    static Stages of(Plan<?> result) {
        Stages stages = new Stages();
        stages.add(result);
        return stages;
    }

    List<Stage> ordered() {
        return ordered;
    }

    /** The stage that writes a shuffle. */
    int number(ShuffleNode<?, ?, ?> shuffle) {
        return Objects.requireNonNull(numbers.get(shuffle));
    }

    private void add(Plan<?> result) {
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(new Visit(result, null, reads(result).iterator()));
        while (!visits.isEmpty()) {
            Visit visit = visits.peek();
            if (visit.reads.hasNext()) {
                ShuffleNode<?, ?, ?> read = visit.reads.next();
                if (!numbers.containsKey(read)) {
                    visits.push(
                            new Visit(read.input(), read, reads(read.input()).iterator()));
                }
            } else {
                visits.pop();
                ordered.add(new Stage(ordered.size() + 1, visit.last, visit.writes));
                if (visit.writes != null) {
                    numbers.put(visit.writes, ordered.size());
                }
            }
        }
    }

    /** The shuffles that a stage reads, first inputs first. */
    private static List<ShuffleNode<?, ?, ?>> reads(Plan<?> last) {
        List<ShuffleNode<?, ?, ?>> found = new ArrayList<>();
        Set<Plan<?>> seen = new HashSet<>();
        Deque<Plan<?>> waiting = new ArrayDeque<>();
        waiting.push(last);
        while (!waiting.isEmpty()) {
            Plan<?> node = waiting.pop();
            if (!seen.add(node)) {
                continue;
            }
            if (node instanceof ShuffleNode<?, ?, ?> shuffle) {
                found.add(shuffle);
                continue;
            }
            List<Plan<?>> inputs = node.inputs();
            for (int i = inputs.size() - 1; i >= 0; i--) {
                waiting.push(inputs.get(i));
            }
        }
        return found;
    }

    private record Visit(Plan<?> last, @Nullable ShuffleNode<?, ?, ?> writes, Iterator<ShuffleNode<?, ?, ?>> reads) {}
}
