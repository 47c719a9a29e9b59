package io.sakia.streaming.checkpoint;

import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a program can go on from a checkpoint: all that is in it must have a place in the program, or be dropped by name. */
final class Fit {
    private Fit() {}

    /** Refuses a program that would lose something silently. */
    static void require(String folder, StreamGraph graph, Ledger ledger, Set<String> drop) throws IOException {
        Set<String> sources = graph.inputs().stream()
                .map(InputOperator::name)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        Set<String> states = graph.stateful().stream()
                .map(StatefulOperator::name)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        Set<String> outputs = graph.outputs().stream()
                .filter(output -> output.stagedType() != null)
                .map(OutputOperation::name)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        require(folder, "the state", ledger.states().keySet(), states, drop);
        require(folder, "the position in source", ledger.cursors().keySet(), sources, drop);
        Set<String> staged = new LinkedHashSet<>();
        ledger.outputs().forEach(output -> staged.add(output.output()));
        require(folder, "output that is not published yet of", staged, outputs, drop);
    }

    private static void require(String folder, String what, Set<String> stored, Set<String> known, Set<String> drop)
            throws IOException {
        for (String name : stored) {
            if (!known.contains(name) && !drop.contains(name)) {
                throw new IOException("the checkpoint " + folder + " holds " + what + " '" + name
                        + "', for which the program has no place"
                        + (known.isEmpty() ? "" : " (it has " + names(known) + ")")
                        + ": give the operator that name with .named(\"" + name + "\"), or let go of it with --conf"
                        + " sakia.checkpoint.drop=" + name);
            }
        }
    }

    private static String names(Set<String> names) {
        return names.stream()
                .map(Objects::toString)
                .sorted()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }
}
