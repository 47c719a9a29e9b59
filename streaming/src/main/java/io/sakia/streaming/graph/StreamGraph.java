package io.sakia.streaming.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program's graph, complete and in order: what the batch loop runs. */
public final class StreamGraph {
    private final List<Operator<?>> operators;
    private final List<InputOperator<?>> inputs = new ArrayList<>();
    private final List<StatefulOperator<?>> stateful = new ArrayList<>();
    private final List<EventTracking<?>> tracking = new ArrayList<>();
    private final List<OutputOperation> outputs;
    private final List<RefreshedBroadcast<?>> broadcasts;
    private final @Nullable BadRecords badRecords;

    /** A graph without broadcasts of its own. */
    public StreamGraph(List<? extends Operator<?>> defined, List<OutputOperation> outputs) {
        this(defined, outputs, List.of(), null);
    }

    /**
     * The graph that outputs need; operators that no output needs still count if they have state.
     *
     * @param badRecords what becomes of records that operators reject, or null if none does
     */
    public StreamGraph(
            List<? extends Operator<?>> defined,
            List<OutputOperation> outputs,
            List<RefreshedBroadcast<?>> broadcasts,
            @Nullable BadRecords badRecords) {
        List<Operator<?>> ordered = new ArrayList<>();
        Set<Operator<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Operator<?> operator : defined) {
            if (operator instanceof StatefulOperator) {
                visit(operator, seen, ordered);
            }
        }
        outputs.forEach(output -> visit(output.input(), seen, ordered));
        this.operators = List.copyOf(ordered);
        for (Operator<?> operator : operators) {
            if (operator instanceof InputOperator<?> input) {
                inputs.add(input);
            } else if (operator instanceof StatefulOperator<?> state) {
                stateful.add(state);
            }
            EventTracking<?> time = operator.tracking();
            if (time != null) {
                tracking.add(time);
            }
        }
        this.outputs = List.copyOf(outputs);
        this.broadcasts = List.copyOf(broadcasts);
        this.badRecords = badRecords;
    }

    /** An operator and all above it, inputs before those that read them. */
    static List<Operator<?>> above(Operator<?> operator) {
        List<Operator<?>> ordered = new ArrayList<>();
        visit(operator, Collections.newSetFromMap(new IdentityHashMap<>()), ordered);
        return ordered;
    }

    /** The inputs from which an operator's records come. */
    static List<InputOperator<?>> inputsOf(Operator<?> operator) {
        List<InputOperator<?>> inputs = new ArrayList<>();
        for (Operator<?> each : above(operator)) {
            if (each instanceof InputOperator<?> input) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    /** What follows event time, inputs before what reads them. */
    public List<EventTracking<?>> tracking() {
        return Collections.unmodifiableList(tracking);
    }

    /** All operators, inputs before those that read them. */
    public List<Operator<?>> operators() {
        return operators;
    }

    /** Where records enter. */
    public List<InputOperator<?>> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    /** The operators with state, inputs before those that read them. */
    public List<StatefulOperator<?>> stateful() {
        return Collections.unmodifiableList(stateful);
    }

    /** In milliseconds how far back any operator reads past batches; 0 if none does. */
    public long reach() {
        return operators.stream().mapToLong(Operator::reach).max().orElse(0);
    }

    /** The operators of which past batches are read, through others or not, and can't be computed again. */
    public List<Operator<?>> kept() {
        Set<Operator<?>> read = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Operator<?>> ignored = new ArrayList<>();
        operators.stream().filter(operator -> operator.reach() > 0).forEach(operator -> visit(operator, read, ignored));
        return operators.stream()
                .filter(operator -> read.contains(operator) && !operator.isRepeatable())
                .toList();
    }

    /** What is put out, in the order of definition. */
    public List<OutputOperation> outputs() {
        return outputs;
    }

    /** What becomes of records that operators reject, or null if none does. */
    public @Nullable BadRecords badRecords() {
        return badRecords;
    }

    /** What is loaded again between batches. */
    public List<RefreshedBroadcast<?>> broadcasts() {
        return broadcasts;
    }

    /** All different slides in milliseconds, without 0. */
    public long[] slides() {
        return operators.stream()
                .mapToLong(Operator::slide)
                .filter(slide -> slide > 0)
                .distinct()
                .toArray();
    }

    private static void visit(Operator<?> operator, Set<Operator<?>> seen, List<Operator<?>> ordered) {
        if (seen.add(operator)) {
            operator.inputs().forEach(input -> visit(input, seen, ordered));
            ordered.add(operator);
        }
    }
}
