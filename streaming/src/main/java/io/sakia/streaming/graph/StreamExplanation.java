package io.sakia.streaming.graph;

import io.sakia.plan.Columns;
import io.sakia.plan.Flow;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A program's graph as text. It is cut where a stream is read more than once or put out, so each operator is printed once.
 *
 * <pre>
 *   Stream 1
 *     socketTextStream 'lines'   Visits.java:10   reads socket localhost:9999
 *     mapToPair                  Visits.java:11
 *
 *   Stream 2 · every 10s
 *     ◄ stream 1
 *     reduceByKeyAndWindow       Visits.java:12   state 'reduceByKeyAndWindow(lines)', window of 30s every 10s
 *     └► print                   Visits.java:13
 * </pre>
 *
 * <p>The graph is printed and not a batch's plan: a plan needs data that were taken in, and functions of the user's that run on the
 * driver.
 */
public final class StreamExplanation extends Flow<Operator<?>> {
    private final Columns columns;
    private final Names names;
    private final BatchInterval interval;
    private final Map<Operator<?>, Integer> readers = new HashMap<>();
    private final Map<Operator<?>, List<OutputOperation>> outputs = new LinkedHashMap<>();
    private final Map<Operator<?>, Integer> streams = new HashMap<>();

    private StreamExplanation(Columns columns, Names names, BatchInterval interval) {
        super(columns);
        this.columns = columns;
        this.names = names;
        this.interval = interval;
        columns.heading("Batches " + interval);
    }

    /** All that outputs and states need, and what nothing needs. */
    public static String of(List<Operator<?>> defined, List<OutputOperation> outputs, BatchInterval interval) {
        StreamGraph graph = new StreamGraph(defined, outputs);
        Set<Operator<?>> needed = new LinkedHashSet<>();
        outputs.forEach(output -> needed.addAll(StreamGraph.above(output.input())));
        needed.addAll(graph.operators());
        Columns columns = new Columns();
        StreamExplanation explanation = new StreamExplanation(columns, Names.of(graph.operators(), outputs), interval);
        outputs.forEach(output -> explanation
                .outputs
                .computeIfAbsent(output.input(), input -> new ArrayList<>())
                .add(output));
        explanation.add(List.copyOf(needed));
        if (outputs.isEmpty()) {
            columns.heading(
                    "\nNo output is defined: end a stream with print(), foreachRDD(…), saveAsTextFiles(…) or to(…)");
        } else {
            unread(columns, defined, needed);
        }
        return columns.text();
    }

    /** What one stream is made of. */
    public static String of(
            List<Operator<?>> defined, List<OutputOperation> outputs, BatchInterval interval, Operator<?> stream) {
        List<Operator<?>> above = StreamGraph.above(stream);
        Set<Operator<?>> named = new LinkedHashSet<>(new StreamGraph(defined, outputs).operators());
        named.addAll(above);
        Columns columns = new Columns();
        new StreamExplanation(columns, Names.of(List.copyOf(named), outputs), interval).add(above);
        return columns.text();
    }

    private void add(List<Operator<?>> ordered) {
        for (Operator<?> operator : ordered) {
            operator.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        for (Operator<?> operator : ordered) {
            if (outputs.containsKey(operator) || readers.getOrDefault(operator, 0) != 1) {
                int number = streams.size() + 1;
                columns.heading("\nStream " + number + slide(operator));
                print(operator, null);
                streams.put(operator, number);
                for (OutputOperation output : outputs.getOrDefault(operator, List.of())) {
                    columns.row("  └► " + label(output), place(output.origin()), "");
                }
            }
        }
    }

    private static void unread(Columns columns, List<Operator<?>> defined, Set<Operator<?>> needed) {
        Set<Operator<?>> read = new HashSet<>();
        defined.forEach(operator -> read.addAll(operator.inputs()));
        String unread = defined.stream()
                .filter(operator -> !needed.contains(operator) && !read.contains(operator))
                .map(operator -> operator.origin().toString())
                .collect(Collectors.joining("\n  "));
        if (!unread.isEmpty()) {
            columns.heading("\nNot computed, for no output needs it\n  " + unread);
        }
    }

    /** How often it puts out, where that is not every batch. */
    private String slide(Operator<?> operator) {
        String slide = "every " + Durations.text(Duration.ofMillis(operator.slide()));
        return operator.slide() == 0 || slide.equals(interval.toString()) ? "" : " · " + slide;
    }

    private String label(OutputOperation output) {
        String operation = output.origin().operation();
        return names.isGiven(output) ? operation + " '" + names.of(output) + "'" : operation;
    }

    @Override
    protected List<? extends Operator<?>> inputs(Operator<?> node) {
        return node.inputs();
    }

    @Override
    protected Origin origin(Operator<?> node) {
        return node.call();
    }

    @Override
    protected String label(Operator<?> node) {
        boolean given = node instanceof InputOperator<?> input
                ? names.isGiven(input)
                : node instanceof StatefulOperator<?> state ? names.isGiven(state) : node.name() != null;
        return operation(given ? node.origin() : node.call());
    }

    @Override
    protected boolean ends(Operator<?> node) {
        return node.inputs().isEmpty() || streams.containsKey(node);
    }

    @Override
    protected @Nullable String reference(Operator<?> node) {
        Integer stream = streams.get(node);
        return stream == null ? null : "◄ stream " + stream;
    }

    @Override
    protected String note(Operator<?> node, @Nullable Operator<?> reader) {
        if (!(node instanceof StatefulOperator<?> state)) {
            return node.note();
        }
        return joined(names.isGiven(state) ? "state" : "state '" + names.of(state) + "'", node.note());
    }
}
