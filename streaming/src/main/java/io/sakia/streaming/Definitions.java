package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.connector.Source;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.error.StoredLetters;
import io.sakia.streaming.graph.BadRecords;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.Names;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.RefreshedBroadcast;
import io.sakia.streaming.graph.SourceOperator;
import io.sakia.streaming.graph.StreamExplanation;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.BatchInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a program has defined on a context so far. */
final class Definitions {
    private final Set<Operator<?>> operators = new LinkedHashSet<>();
    private final List<OutputOperation> outputs = new ArrayList<>();
    private final Map<String, Source<?, ?>> replacements = new LinkedHashMap<>();
    private final List<Accumulator<?, ?>> accumulators = new ArrayList<>();
    private final List<RefreshedBroadcast<?>> broadcasts = new ArrayList<>();
    private final BadRecords badRecords;
    private @Nullable Function<Operator<StoredLetters>, OutputOperation> keptLetters;
    private Duration remembered = Duration.ZERO;

    Definitions(BadRecords badRecords) {
        this.badRecords = badRecords;
    }

    /** What becomes of records that operators reject. */
    BadRecords badRecords() {
        return badRecords;
    }

    <O extends Operator<?>> O add(O operator) {
        operators.add(operator);
        return operator;
    }

    void add(OutputOperation output) {
        outputs.add(output);
    }

    <A extends Accumulator<?, ?>> A add(A accumulator) {
        for (Accumulator<?, ?> other : accumulators) {
            if (other.name().equals(accumulator.name())) {
                throw new IllegalArgumentException("there is an accumulator named '" + other.name()
                        + "' already, and totals are found again by name: give this one another name");
            }
        }
        accumulators.add(accumulator);
        return accumulator;
    }

    /** A count that is kept, under a name that no other accumulator has. */
    Accumulator<Long, Long> count(SakiaContext context, String name) {
        String free = name;
        for (int number = 2; isTaken(free); number++) {
            free = name + " #" + number;
        }
        return add(context.longAccumulator(free));
    }

    private boolean isTaken(String name) {
        return accumulators.stream().anyMatch(each -> each.name().equals(name));
    }

    <T> RefreshedBroadcast<T> add(RefreshedBroadcast<T> broadcast) {
        broadcasts.add(broadcast);
        return broadcast;
    }

    /** Has dead letters kept by an output of their own. */
    void keepLetters(Function<Operator<StoredLetters>, OutputOperation> output) {
        keptLetters = output;
    }

    /** What the program puts out, and dead letters where they are kept. */
    private List<OutputOperation> allOutputs() {
        Function<Operator<StoredLetters>, OutputOperation> kept = keptLetters;
        List<OutputOperation> all = new ArrayList<>(outputs);
        if (kept != null) {
            badRecords.stored().map(kept).ifPresent(all::add);
        }
        return all;
    }

    /** Those whose totals are kept. */
    List<Accumulator<?, ?>> accumulators() {
        return List.copyOf(accumulators);
    }

    void replace(String input, Source<?, ?> source) {
        replacements.put(input, source);
    }

    /** Lets past batches be looked at, as far back as the longest duration that was asked for. */
    void remember(Duration duration) {
        remembered = remembered.compareTo(duration) < 0 ? duration : remembered;
    }

    boolean remembers() {
        return !remembered.isZero();
    }

    Optional<Operator<?>> named(String name) {
        return operators.stream()
                .filter(operator -> name.equals(operator.name()))
                .findFirst();
    }

    /** The complete graph, with names and with sources replaced. */
    StreamGraph complete(SakiaContext context) {
        if (outputs.isEmpty()) {
            throw new IllegalStateException(
                    "the program has no output, so nothing would be computed: end a stream with print(), foreachRDD(…),"
                            + " saveAsTextFiles(…) or to(…)");
        }
        List<OutputOperation> all = allOutputs();
        StreamGraph graph =
                new StreamGraph(List.copyOf(operators), all, broadcasts, badRecords.isEmpty() ? null : badRecords);
        Names.assign(graph);
        graph.tracking().forEach(tracking -> add(tracking.open(context)));
        replacements.forEach((name, source) -> replace(graph, name, source));
        if (remembers()) {
            graph.operators().forEach(operator -> operator.remember(remembered.toMillis()));
        }
        badRecords.complete(graph.operators(), all);
        return graph;
    }

    /** What is defined so far, for people. */
    String explain(BatchInterval interval) {
        return StreamExplanation.of(List.copyOf(operators), List.copyOf(outputs), interval);
    }

    /** What one stream is made of, for people. */
    String explain(BatchInterval interval, Operator<?> stream) {
        return StreamExplanation.of(List.copyOf(operators), List.copyOf(outputs), interval, stream);
    }

    private static void replace(StreamGraph graph, String name, Source<?, ?> source) {
        for (InputOperator<?> input : graph.inputs()) {
            if (name.equals(input.name()) && input instanceof SourceOperator<?, ?> replaceable) {
                replaceable.replace(source);
                return;
            }
        }
        throw new IllegalArgumentException("there is no input named '" + name + "' to replace; the program reads "
                + graph.inputs().stream().map(InputOperator::name).toList());
    }

    void requireKnown(Origin origin, Operator<?> other) {
        if (!operators.contains(other)) {
            throw new IllegalArgumentException(origin + " puts together streams of two contexts (" + other.origin()
                    + " is of another): define both on one StreamingContext");
        }
    }
}
