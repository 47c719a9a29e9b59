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
    private Names() {}

    /** Names everything that has no name. */
    public static void assign(StreamGraph graph) {
        Map<String, Integer> inputs = new HashMap<>();
        for (InputOperator<?> input : graph.inputs()) {
            if (input.name() == null) {
                int number = inputs.merge(input.description(), 1, Integer::sum);
                input.name(number == 1 ? input.description() : input.description() + " #" + number);
            }
        }
        Map<String, Object> taken = new HashMap<>();
        graph.inputs().forEach(input -> take(taken, String.valueOf(input.name()), input.origin()));
        for (StatefulOperator<?> operator : graph.stateful()) {
            if (operator.name() == null) {
                operator.name(structural(operator.origin().operation(), operator.inputs()));
            }
            take(taken, String.valueOf(operator.name()), operator.origin());
        }
        for (Operator<?> operator : graph.operators()) {
            if (!operator.isAnchor() && operator.name() != null) {
                take(taken, String.valueOf(operator.name()), operator.origin());
            }
        }
        Map<String, Integer> outputs = new HashMap<>();
        for (OutputOperation output : graph.outputs()) {
            if (output.name() == null) {
                String name = structural(output.origin().operation(), List.of(output.input()));
                int number = outputs.merge(name, 1, Integer::sum);
                output.name(number == 1 ? name : name + " #" + number);
            }
            take(taken, "output " + output.name(), output.origin());
        }
    }

    private static String structural(String operation, List<Operator<?>> inputs) {
        Set<String> above = new LinkedHashSet<>();
        inputs.forEach(input -> collect(input, above));
        return operation + above.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static void collect(Operator<?> operator, Set<String> names) {
        if (operator.isAnchor()) {
            names.add(String.valueOf(operator.name()));
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
