package io.sakia.streaming.graph;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives names to what the user left unnamed. A default name comes from the structure: the operation, and the nearest inputs
 * and stateful operators above it, past all stateless steps, so it does not change when one of those is inserted.
 *
 * <pre>
 *   socket localhost:9999 ─ flatMap ─ mapToPair ─ updateStateByKey     "updateStateByKey(socket localhost:9999)"
 * </pre>
 *
 * State and sinks are found again by name, so two of the same name are refused. Inputs of the same description are numbered in
 * the order of their definition.
 */
public final class Names {
    private final Map<Operator<?>, String> operators = new HashMap<>();
    private final Map<OutputOperation, String> outputs = new HashMap<>();

    private Names() {}

    /** Names everything that has no name. */
    public static void assign(StreamGraph graph) {
        Names names = of(graph.operators(), graph.outputs());
        Map<String, Object> taken = new HashMap<>();
        graph.inputs().forEach(input -> names.assign(input, taken));
        graph.stateful().forEach(operator -> names.assign(operator, taken));
        for (Operator<?> operator : graph.operators()) {
            String name = operator.name();
            if (!operator.isAnchor() && name != null) {
                take(taken, name, operator.origin());
            }
        }
        for (EventTracking<?> tracking : names.tracking(graph)) {
            take(taken, "event time of " + tracking.name(), tracking.origin());
        }
        for (OutputOperation output : graph.outputs()) {
            output.name(names.of(output));
            take(taken, "output " + output.name(), output.origin());
        }
    }

    /**
     * The names that a graph's inputs, stateful operators and outputs have or would get, without giving them.
     *
     * @param operators inputs before those that read them
     */
    static Names of(List<Operator<?>> operators, List<OutputOperation> outputs) {
        Names names = new Names();
        Map<String, Integer> inputs = new HashMap<>();
        Map<String, Integer> times = new HashMap<>();
        for (Operator<?> operator : operators) {
            String given = operator.name();
            if (given != null) {
                names.operators.put(operator, given);
            } else if (operator instanceof InputOperator<?> input) {
                names.operators.put(input, numbered(input.description(), inputs));
            } else if (operator.isAnchor() || operator.tracking() != null) {
                String name = names.structural(operator.origin().operation(), operator.inputs());
                boolean implied = operator instanceof EventTimeOperator<?> time && time.isImplied();
                names.operators.put(operator, implied ? numbered(name, times) : name);
            }
        }
        Map<String, Integer> leaves = new HashMap<>();
        for (OutputOperation output : outputs) {
            String given = output.name();
            names.outputs.put(
                    output,
                    given != null
                            ? given
                            : numbered(names.structural(output.origin().operation(), List.of(output.input())), leaves));
        }
        return names;
    }

    /** What follows event time, which gets the names of its operators. */
    private List<EventTracking<?>> tracking(StreamGraph graph) {
        graph.operators().forEach(operator -> {
            EventTracking<?> tracking = operator.tracking();
            if (tracking != null) {
                tracking.name(of(operator));
            }
        });
        return graph.tracking();
    }

    /** The name of an input or a stateful operator. */
    String of(Operator<?> anchor) {
        return String.valueOf(operators.get(anchor));
    }

    /** The name of an output. */
    String of(OutputOperation output) {
        return String.valueOf(outputs.get(output));
    }

    /** Whether the user has given a name, as far as can be told from it. */
    boolean isGiven(InputOperator<?> input) {
        String description = input.description();
        return !of(input).equals(description) && !of(input).startsWith(description + " #");
    }

    /** Whether the user has given a name, as far as can be told from it. */
    boolean isGiven(StatefulOperator<?> operator) {
        return !of(operator).equals(structural(operator.origin().operation(), operator.inputs()));
    }

    /** Whether the user has given a name, as far as can be told from it. */
    boolean isGiven(OutputOperation output) {
        String structural = structural(output.origin().operation(), List.of(output.input()));
        return !of(output).equals(structural) && !of(output).startsWith(structural + " #");
    }

    private void assign(Operator<?> anchor, Map<String, Object> taken) {
        anchor.name(of(anchor));
        take(taken, of(anchor), anchor.origin());
    }

    private static String numbered(String name, Map<String, Integer> times) {
        int number = times.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + " #" + number;
    }

    private String structural(String operation, List<Operator<?>> inputs) {
        Set<String> above = new LinkedHashSet<>();
        inputs.forEach(input -> collect(input, above));
        return operation + above.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private void collect(Operator<?> operator, Set<String> names) {
        if (operator.isAnchor()) {
            names.add(of(operator));
        } else {
            operator.inputs().forEach(input -> collect(input, names));
        }
    }

    private static void take(Map<String, Object> taken, String name, Object origin) {
        Object other = taken.putIfAbsent(name, origin);
        if (other != null) {
            throw new IllegalStateException(
                    "two operators have the name '" + name + "', by which state and sinks are found again: " + other
                            + " and " + origin + "; give each a name of its own with .named(\"…\")");
        }
    }
}
