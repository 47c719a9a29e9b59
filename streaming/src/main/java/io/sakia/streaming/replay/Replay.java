package io.sakia.streaming.replay;

import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.checkpoint.PastEpoch;
import io.sakia.streaming.checkpoint.PastLog;
import io.sakia.streaming.console.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs past batches of a program again, to look at them: from what its checkpoint's log says that they read, and the states before them.
 * The checkpoint is not changed, and no sink is written to. Made by {@code Checkpoints.replay}.
 *
 * <pre>{@code
 * Replay replay = Checkpoints.replay("/data/counts.checkpoint", WordCount::define);
 * ReplayedBatch batch = replay.run(103, 10, true);
 * Optional<Search.Found> first = replay.first(Condition.parse("state.counts[be] > 100"), tested -> {});
 * }</pre>
 */
public final class Replay {
    private final PastLog log;
    private final Program.Definer definer;
    private final Console console;

    /**
     * Of the batches in a log.
     *
     * @param definer defines their program, once for each time that batches are run
     * @param console where the program prints
     */
    public Replay(PastLog log, Program.Definer definer, Console console) {
        this.log = log;
        this.definer = definer;
        this.console = console;
    }

    /** The batches that can be run again, in order. */
    public List<PastBatch> batches() {
        List<PastBatch> batches = new ArrayList<>();
        log.epochs().forEach(epoch -> batches.addAll(epoch.batches()));
        return batches;
    }

    /**
     * Runs a batch, after those of its epoch that come before it; only this one is shown.
     *
     * @param limit how many records of each output the result has at most
     * @param functions whether functions that the program has given to foreachRDD are called
     * @throws IllegalArgumentException if it can't be run again, with what can
     */
    public ReplayedBatch run(long id, int limit, boolean functions) throws Exception {
        PastEpoch epoch = epoch(id);
        try (ReplayRun run = ReplayRun.before(epoch, log, definer, console)) {
            for (PastBatch batch : epoch.batches()) {
                if (batch.id() < id) {
                    run.run(batch, Looking.away(), null);
                } else {
                    return run.run(batch, Looking.closely(limit, functions), null);
                }
            }
        }
        throw new IllegalStateException("batch " + id + " is not in epoch " + epoch.epoch());
    }

    /**
     * The first batch for which a condition holds, looking at one after the other.
     *
     * @param each is told of each batch that was looked at
     */
    public Optional<Search.Found> first(Condition condition, Consumer<Search.Found> each) throws Exception {
        return search(condition, each).first();
    }

    /**
     * The first batch for which a condition holds that holds for all batches after it, too: looks at some of them only.
     *
     * @param each is told of each batch that was looked at
     * @return empty if it does not hold for the last batch
     */
    public Optional<Search.Found> bisect(Condition condition, Consumer<Search.Found> each) throws Exception {
        return search(condition, each).bisect();
    }

    private Search search(Condition condition, Consumer<Search.Found> each) {
        if (log.epochs().isEmpty()) {
            throw new IllegalArgumentException(none());
        }
        return new Search(log, epoch -> ReplayRun.before(epoch, log, definer, console), condition, each);
    }

    private PastEpoch epoch(long id) {
        for (PastEpoch epoch : log.epochs()) {
            if (epoch.first().id() <= id && id <= epoch.last().id()) {
                return epoch;
            }
        }
        if (id < 1 || id > log.last()) {
            throw new IllegalArgumentException("there is no batch " + id + " in " + log.folder()
                    + (log.last() == 0 ? ", which has none yet" : ": the last one is " + log.last()));
        }
        throw new IllegalArgumentException(
                log.epochs().isEmpty()
                        ? none()
                        : "batch " + id + " can't be run again any more: of " + log.folder() + " " + range()
                                + " can; a program that runs with sakia.checkpoint.retain=" + (log.last() - id + 1)
                                + " keeps as many");
    }

    private String range() {
        long first = log.epochs().get(0).first().id();
        return first == log.last() ? "batch " + first : "batches " + first + " to " + log.last();
    }

    private String none() {
        return "no batch of " + log.folder()
                + " can be run again, because what they were made of is not kept: give the program a larger"
                + " sakia.checkpoint.retain (or retainBytes, if its states are large)";
    }
}
