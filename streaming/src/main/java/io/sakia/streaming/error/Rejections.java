package io.sakia.streaming.error;

import io.sakia.Aggregate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What operators have rejected, in one task or in all tasks of a batch. An operator may be computed more than once over the same data: for each
 * output that reads it, again when a kept block was lost, or only up to a place by an output that prints ten records. What counts is what it
 * rejected of each piece of data in its longest run, since every run over the same piece rejects the same records, in the same order.
 *
 * <pre>
 *   operator  piece         run 1     run 2 (a print)    counts
 *   parse     range 0       a b c     a                  a b c
 *   parse     range 1       d         -                  d
 * </pre>
 */
public final class Rejections implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<Piece, Run> longest = new LinkedHashMap<>();
    private final List<Run> passes = new ArrayList<>();
    private final Map<Integer, Run> current = new HashMap<>();
    private final Map<Integer, Partition> begun = new HashMap<>();

    /** Does something to the rejections of a task. */
    @FunctionalInterface
    interface Note extends Serializable {
        void on(Rejections rejections);
    }

    /** A piece of an operator's data: a range of a source, or a partition. */
    record Piece(int operator, Object data) implements Serializable {}

    /** A partition of an operator's own, in its plan of a batch. */
    record Partition(long batch, int number) implements Serializable {}

    /** What was rejected in one pass over a piece. */
    static final class Run implements Serializable {
        private static final long serialVersionUID = 1L;

        private final Piece piece;
        private final int partition;
        private final transient Object pass;
        private final List<Rejected> kept = new ArrayList<>();
        private long count;
        private @Nullable Rejected last;

        Run(Piece piece, int partition, Object pass) {
            this.piece = piece;
            this.partition = partition;
            this.pass = pass;
        }

        int operator() {
            return piece.operator;
        }

        /** How many records were rejected. */
        long count() {
            return count;
        }

        /** Those that become letters. */
        List<Rejected> kept() {
            return kept;
        }

        /** The last one. */
        @Nullable
        Rejected last() {
            return last;
        }

        /** Adds one. */
        void add(Rejected rejected, boolean keeps) {
            count++;
            last = rejected;
            if (keeps) {
                kept.add(rejected);
            }
        }

        private Run longer(Run other) {
            return other.count > count || (other.count == count && other.partition < partition) ? other : this;
        }
    }

    /** Gathers what tasks reject. */
    static Aggregate<Note, Rejections, Rejections> gathering() {
        return Aggregate.of(
                Rejections::new,
                (rejections, note) -> {
                    note.on(rejections);
                    return rejections;
                },
                (all, some) -> {
                    some.longest.values().forEach(all::take);
                    some.passes.forEach(all::take);
                    return all;
                },
                rejections -> rejections);
    }

    /**
     * The pass of an operator that is under way in this task.
     *
     * @param pass stands for it, if anything does
     * @param data the piece that is gone over, or null if it is a partition
     */
    @SuppressWarnings("ReferenceEquality") // the same data may be gone over twice
    Run run(int operator, @Nullable Object pass, @Nullable Object data, int partition) {
        Partition own = begun.get(operator);
        Object of = own != null ? own : pass == null ? this : pass;
        Run run = current.get(operator);
        if (run == null || run.pass != of) {
            Object piece = own != null ? own : data == null ? (Object) partition : data;
            run = new Run(new Piece(operator, piece), partition, of);
            current.put(operator, run);
            passes.add(run);
        }
        return run;
    }

    /** An operator begins a partition of its own. */
    void begin(int operator, long batch, int partition) {
        begun.put(operator, new Partition(batch, partition));
        current.remove(operator);
    }

    /** An operator is at work on its data of a batch. */
    void goesOver(int operator, long batch, int partition) {
        Partition own = begun.get(operator);
        if (own == null || own.batch != batch || own.number != partition) {
            begin(operator, batch, partition);
        }
    }

    /** All that counts in a batch, in the order of operators and their partitions; not what was gone over again of another one. */
    List<Run> runs(long batch) {
        return longest.values().stream()
                .filter(run -> !(run.piece.data instanceof Partition own) || own.batch == batch)
                .sorted(Comparator.comparingInt(Run::operator).thenComparingInt(run -> run.partition))
                .toList();
    }

    /** How many records of a run's piece were rejected. */
    long countLike(Run like) {
        Run run = longest.get(like.piece);
        return run == null ? 0 : run.count;
    }

    private void take(Run run) {
        longest.merge(run.piece, run, Run::longer);
    }
}
