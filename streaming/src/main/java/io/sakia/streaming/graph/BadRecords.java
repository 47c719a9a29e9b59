package io.sakia.streaming.graph;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.error.DeadLetter;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.error.LetterBox;
import io.sakia.streaming.error.Rejection;
import io.sakia.streaming.error.StoredLetters;
import io.sakia.streaming.time.BatchInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operators of a program that reject records, and where their dead letters go. Used while the program is defined, then by the batch loop. */
public final class BadRecords {
    private final LetterBox box;
    private final BatchInterval interval;
    private final List<Operator<?>> guarded = new ArrayList<>();
    private final Set<Operator<?>> late = Collections.newSetFromMap(new IdentityHashMap<>());
    private @Nullable LettersOperator letters;

    /** Of a program that has no such operators yet. */
    public BadRecords(SakiaContext context, BatchInterval interval) {
        this.box = new LetterBox(context);
        this.interval = interval;
    }

    /** Has an operator do with bad records what a policy says; refuses those that can't. */
    public void guard(Origin at, Operator<?> operator, ErrorPolicy policy) {
        if (!(operator instanceof Guardable guardable) || !guardable.canReject()) {
            throw new IllegalArgumentException(at + ": " + operator.origin()
                    + " calls no function of yours record by record, so it can't tell a bad record: give onError to the map, filter,"
                    + " flatMap, reduceByKey or mapWithState that may fail");
        }
        if (policy.kind() == ErrorPolicy.Kind.FAIL) {
            guardable.guardBy(null);
            return;
        }
        if (readsLetters(operator)) {
            throw new IllegalArgumentException(
                    at + ": " + operator.origin()
                            + " works on dead letters, and what fails there can't be a dead letter again or be left out: catch it in the function");
        }
        int number = guarded.indexOf(operator);
        if (number < 0) {
            number = guarded.size();
            guarded.add(operator);
        }
        guardable.guardBy(new Guard(number, operator.origin().toString(), 0, policy, box.notes()));
    }

    /** The dead letters of all operators; the same stream however often it is asked for. */
    public Operator<DeadLetter> letters(Origin at) {
        LettersOperator its = letters;
        if (its == null) {
            its = new LettersOperator(at, box, interval);
            letters = its;
        }
        return its;
    }

    /** The letters as they are stored, if an operator makes any. */
    public Optional<Operator<StoredLetters>> stored() {
        boolean any = guarded.stream()
                .map(operator -> ((Guardable) operator).guard())
                .anyMatch(guard -> guard != null && guard.policy().kind() == ErrorPolicy.Kind.DEAD_LETTER);
        if (!any) {
            return Optional.empty();
        }
        Origin origin = Origin.internal("deadLetters");
        return Optional.of(Operators.unary(origin, letters(origin), (plan, batch, at) -> box.stored(at)));
    }

    /** Makes ready for a graph: what windows read is gone over once. Refuses operators whose letters would come after all have been read. */
    public void complete(List<Operator<?>> operators, List<OutputOperation> outputs) {
        operators.stream().filter(this::readsLetters).forEach(late::add);
        Set<Operator<?>> past = Collections.newSetFromMap(new IdentityHashMap<>());
        operators.stream().filter(operator -> operator.reach() > 0).forEach(operator -> repeated(operator, past));
        Set<Operator<?>> early = Collections.newSetFromMap(new IdentityHashMap<>());
        outputs.stream()
                .map(OutputOperation::input)
                .filter(input -> !isLate(input))
                .forEach(input -> early.addAll(StreamGraph.above(input)));
        operators.stream()
                .filter(operator -> operator instanceof StatefulOperator && !isLate(operator))
                .forEach(operator -> early.addAll(StreamGraph.above(operator)));
        for (Operator<?> operator : operators) {
            if (operator instanceof Guardable guardable && guardable.guard() != null) {
                if (past.contains(operator)) {
                    guardable.hold();
                } else if (!early.contains(operator)) {
                    throw new IllegalStateException(operator.origin()
                            + " is read only together with deadLetters(), which are the letters of what was"
                            + " computed before: put it out by itself too, or leave its letters out");
                }
            }
        }
    }

    /** What is computed again when past batches of an operator are read. */
    private static void repeated(Operator<?> operator, Set<Operator<?>> found) {
        if (operator.isRepeatable() && found.add(operator)) {
            operator.inputs().forEach(input -> repeated(input, found));
        }
    }

    private boolean readsLetters(Operator<?> operator) {
        return letters != null && StreamGraph.above(operator).contains(letters);
    }

    /** Whether something is computed after all letters of a batch are known, as they are above it. */
    public boolean isLate(Operator<?> operator) {
        return late.contains(operator);
    }

    /** Whether a program has operators that reject records. */
    public boolean isEmpty() {
        return guarded.isEmpty();
    }

    /** A batch begins. */
    public void begin() {
        box.clear();
    }

    /** All that rejects has run: takes what was rejected; ends the stream if that is too much. */
    public void take(Batch batch, long records) {
        List<LetterBox.Rejecter> rejecters = new ArrayList<>(guarded.size());
        for (Operator<?> operator : guarded) {
            Guard guard = ((Guardable) operator).guard();
            if (guard != null) {
                String name = operator.name();
                String place = operator.origin().toString();
                rejecters.add(new LetterBox.Rejecter(name == null ? place : name, place, guard));
            }
        }
        box.take(batch.id(), batch.time(), records, rejecters, letters != null);
    }

    /** A batch has ended. */
    public void end(Batch batch) {
        box.end(batch.id());
    }

    /** What was rejected in the batch, by operator. */
    public List<Rejection> rejections() {
        return box.rejections();
    }

    /** Where the letters of one batch come out. */
    static final class LettersOperator extends Operator<DeadLetter> {
        private final LetterBox box;
        private final long slide;

        LettersOperator(Origin origin, LetterBox box, BatchInterval interval) {
            super(origin, List.of());
            this.box = box;
            this.slide = interval instanceof BatchInterval.Fixed fixed
                    ? fixed.duration().toMillis()
                    : 0;
        }

        @Override
        public long slide() {
            return slide;
        }

        @Override
        public boolean isAnchor() {
            return true;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        protected Plan<DeadLetter> compute(Batch batch) {
            return box.plan(origin());
        }
    }
}
