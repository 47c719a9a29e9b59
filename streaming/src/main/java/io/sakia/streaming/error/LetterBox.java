package io.sakia.streaming.error;

import io.sakia.Accumulator;
import io.sakia.connector.Range;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.time.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the driver gathers what tasks have rejected, batch by batch.
 *
 * <pre>
 *   clear ── all that rejects runs ── take: count, break, letters ── all that reads letters runs ── end
 * </pre>
 */
public final class LetterBox {
    private static final Logger LOG = LoggerFactory.getLogger(LetterBox.class);

    /** So many letters of a batch are logged where nobody reads them. */
    private static final int LOGGED = 10;

    private final SakiaContext context;
    private final Accumulator<Rejections.Note, Rejections> notes;
    private final Map<Integer, Breaker> breakers = new HashMap<>();
    private List<DeadLetter> letters = List.of();
    private List<Rejection> rejections = List.of();
    private @Nullable Rejections taken;

    /** A box of one program. */
    public LetterBox(SakiaContext context) {
        this.context = context;
        this.notes = context.accumulator("rejected records", Rejections.gathering());
    }

    /** An operator that rejects records. */
    public record Rejecter(String name, String place, Guard guard) {}

    /** By which tasks tell what they reject. */
    public Accumulator<Rejections.Note, Rejections> notes() {
        return notes;
    }

    /** A batch begins. */
    public void clear() {
        notes.reset();
        letters = List.of();
        rejections = List.of();
        taken = null;
    }

    /**
     * Takes what was rejected in a batch.
     *
     * @param records how many records the batch's inputs have read
     * @param isRead whether something reads the letters; they are logged if not
     * @throws TooManyRejectedException when an operator has rejected more than it may
     */
    public void take(long batch, Time time, long records, List<Rejecter> rejecters, boolean isRead) {
        Rejections all = notes.value();
        taken = all;
        notes.reset();
        Map<Integer, Tally> tallies = new LinkedHashMap<>();
        for (Rejections.Run run : all.runs(batch)) {
            tallies.computeIfAbsent(run.operator(), operator -> new Tally()).add(run);
        }
        List<DeadLetter> made = new ArrayList<>();
        List<Rejection> figures = new ArrayList<>();
        for (Rejecter rejecter : rejecters) {
            Guard guard = rejecter.guard;
            Tally tally = tallies.getOrDefault(guard.operator(), Tally.NOTHING);
            breakers.computeIfAbsent(guard.operator(), operator -> new Breaker(guard.policy()))
                    .add(rejecter.place, records, tally.count, tally.last);
            if (tally.count > 0) {
                figures.add(new Rejection(rejecter.name, guard.policy().kind(), tally.count));
            }
            for (Rejected rejected : tally.kept) {
                made.add(letter(rejecter, batch, time, rejected));
            }
        }
        letters = List.copyOf(made);
        rejections = List.copyOf(figures);
        if (!isRead) {
            letters.stream().limit(LOGGED).forEach(letter -> LOG.warn("batch {} has a dead letter: {}", batch, letter));
            if (letters.size() > LOGGED) {
                LOG.warn(
                        "batch {} has {} more dead letters; ssc.deadLetters() gives them all",
                        batch,
                        letters.size() - LOGGED);
            }
        }
    }

    /** A batch has ended: nothing that comes now counts, and there should be nothing that has not counted yet. */
    public void end(long batch) {
        Rejections late = notes.value();
        notes.reset();
        Rejections before = taken;
        if (before != null) {
            long lost = late.runs(batch).stream()
                    .mapToLong(run -> Math.max(0, run.count() - before.countLike(run)))
                    .sum();
            if (lost > 0) {
                LOG.warn(
                        "{} records of batch {} were rejected only when something that reads deadLetters() computed them, and are"
                                + " neither counted nor letters: have an output of its own read all of what rejects them",
                        lost,
                        batch);
            }
        }
    }

    /** What was rejected, by operator. */
    public List<Rejection> rejections() {
        return rejections;
    }

    /** The letters of the batch. */
    public List<DeadLetter> letters() {
        return letters;
    }

    /** The letters of the batch as a plan. */
    public Plan<DeadLetter> plan(Origin origin) {
        int partitions = Math.max(1, Math.min(context.defaultParallelism(), letters.size()));
        return context.parallelize(letters, partitions).plan();
    }

    /** The letters of the batch as they are stored; no partition if there are none. */
    public Plan<StoredLetters> stored(Origin origin) {
        List<StoredLetters> stored;
        try {
            stored = letters.isEmpty() ? List.of() : List.of(StoredLetters.of(letters, context.registeredTypes()));
        } catch (IOException e) {
            throw new IllegalStateException("dead letters can't be stored: " + e.getMessage(), e);
        }
        return stored.isEmpty()
                ? new SourceNode<>(origin, List.<Nothing>of(), range -> () -> null)
                : context.parallelize(stored, 1).plan();
    }

    /** What no partition reads. */
    private record Nothing() implements Range {}

    private static DeadLetter letter(Rejecter rejecter, long batch, Time time, Rejected rejected) {
        return new DeadLetter(
                rejecter.name,
                rejecter.place,
                batch,
                time,
                rejected.source() == null ? "" : rejected.source(),
                rejected.range() == null ? "" : ShortText.of(rejected.range()),
                rejected.position(),
                rejected.cause(),
                rejected.record());
    }

    /** What one operator has rejected in a batch. */
    private static final class Tally {
        static final Tally NOTHING = new Tally();

        private final List<Rejected> kept = new ArrayList<>();
        private long count;
        private @Nullable Rejected last;

        void add(Rejections.Run run) {
            count += run.count();
            kept.addAll(run.kept());
            last = run.last();
        }
    }
}
