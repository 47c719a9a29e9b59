package io.sakia.streaming.replay;

import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.checkpoint.PastEpoch;
import io.sakia.streaming.checkpoint.PastLog;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StatefulOperator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the first batch for which a condition holds.
 *
 * <pre>
 *   first     1 no   2 no   3 no   4 YES                       one run, from batch to batch
 *   bisect    8 yes  4 no   6 yes  5 YES                       a run for each epoch that is looked at, up to its last batch
 * </pre>
 */
public final class Search {
    private final List<PastEpoch> epochs;
    private final Begin begin;
    private final Condition condition;
    private final Consumer<Found> each;

    /** Begins to run an epoch's batches. */
    @FunctionalInterface
    interface Begin {
        ReplayRun before(PastEpoch epoch) throws Exception;
    }

    /** What a batch said to the condition. */
    public record Found(PastBatch batch, Condition.Verdict verdict) {}

    Search(PastLog log, Begin begin, Condition condition, Consumer<Found> each) {
        this.epochs = log.epochs();
        this.begin = begin;
        this.condition = condition;
        this.each = each;
    }

    /** Looks at one batch after the other. */
    Optional<Found> first() throws Exception {
        @Nullable ReplayRun run = null;
        try {
            for (PastEpoch epoch : epochs) {
                if (run == null || !run.enter(epoch)) {
                    close(run);
                    run = begin(epoch);
                }
                for (PastBatch batch : epoch.batches()) {
                    Found found = look(run, batch);
                    if (found.verdict().holds()) {
                        return Optional.of(found);
                    }
                }
            }
            return Optional.empty();
        } finally {
            close(run);
        }
    }

    private static void close(@Nullable ReplayRun run) {
        if (run != null) {
            run.close();
        }
    }

    /** Halves the epochs, and then looks at the batches of the first one at the end of which it holds. */
    Optional<Found> bisect() throws Exception {
        int holds = epochs.size() - 1;
        Found found = atEnd(epochs.get(holds));
        if (!found.verdict().holds()) {
            return Optional.empty();
        }
        int not = -1;
        while (holds - not > 1) {
            int middle = (not + holds) >>> 1;
            Found there = atEnd(epochs.get(middle));
            if (there.verdict().holds()) {
                holds = middle;
                found = there;
            } else {
                not = middle;
            }
        }
        PastEpoch epoch = epochs.get(holds);
        return epoch.batches().size() == 1 ? Optional.of(found) : within(epoch);
    }

    private Optional<Found> within(PastEpoch epoch) throws Exception {
        try (ReplayRun run = begin(epoch)) {
            for (PastBatch batch : epoch.batches()) {
                Found found = look(run, batch);
                if (found.verdict().holds()) {
                    return Optional.of(found);
                }
            }
        }
        throw new IllegalStateException(
                "'" + condition + "' held for batch " + epoch.last().id()
                        + " when it was run for the first time, and not when it was run again: the program does not compute the"
                        + " same each time, so nothing can be found by it");
    }

    private Found atEnd(PastEpoch epoch) throws Exception {
        try (ReplayRun run = begin(epoch)) {
            for (PastBatch batch : epoch.batches()) {
                if (batch.id() == epoch.last().id()) {
                    return look(run, batch);
                }
                run.run(batch, Looking.away(), null);
            }
        }
        throw new IllegalStateException("epoch " + epoch.epoch() + " has no batches");
    }

    private ReplayRun begin(PastEpoch epoch) throws Exception {
        ReplayRun run = begin.before(epoch);
        try {
            condition.require(names(run));
            return run;
        } catch (IllegalArgumentException e) {
            run.close();
            throw e;
        }
    }

    private Found look(ReplayRun run, PastBatch batch) throws Exception {
        ReplayedBatch replayed = run.run(batch, Looking.at(condition), condition);
        Found found = new Found(batch, condition.of(replayed));
        each.accept(found);
        return found;
    }

    private static Map<String, List<String>> names(ReplayRun run) {
        return Map.of(
                "output", strings(run.graph().outputs().stream().map(OutputOperation::name)),
                "source", strings(run.graph().inputs().stream().map(InputOperator::name)),
                "state", strings(run.graph().stateful().stream().map(StatefulOperator::name)),
                "total", strings(run.accumulators().stream().map(total -> total.name())));
    }

    private static List<String> strings(Stream<? extends @Nullable String> names) {
        return names.map(String::valueOf).toList();
    }
}
