package io.sakia.streaming.replay;

import io.sakia.streaming.replay.Condition.Verdict;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One thing that a condition wants to hold. */
sealed interface Term {
    /** What it is about: {@code output}, {@code source}, {@code state}, {@code total}. */
    String kind();

    /** The name of that; empty for all. */
    String name();

    /** What it says of a batch that was looked at for it. */
    Verdict of(ReplayedBatch batch);

    /** The expression that records of outputs are to be searched for. */
    default Optional<Pattern> pattern() {
        return Optional.empty();
    }

    /** The state that it needs to see. */
    default Optional<Subject.StateOf> state() {
        return Optional.empty();
    }

    /** Whether it needs to see an output. */
    default boolean looksAt(String output) {
        return kind().equals("output") && (name().isEmpty() || name().equals(output));
    }

    /** A value passes a check. */
    record Of(Subject subject, Check check) implements Term {
        @Override
        public String kind() {
            return subject.kind();
        }

        @Override
        public String name() {
            return subject.name();
        }

        @Override
        public Verdict of(ReplayedBatch batch) {
            String value = subject.of(batch);
            return new Verdict(
                    value != null && check.passes(value), subject + (value == null ? " is not there" : " is " + value));
        }

        @Override
        public Optional<Subject.StateOf> state() {
            return subject instanceof Subject.StateOf state ? Optional.of(state) : Optional.empty();
        }
    }

    /** A record of an output, or of any, matches; or none does. */
    record Lines(String name, Check.Matches matches) implements Term {
        @Override
        public String kind() {
            return "output";
        }

        @Override
        public Verdict of(ReplayedBatch batch) {
            String first = first(batch);
            return new Verdict(
                    (first != null) == matches.wanted(),
                    first == null ? "no line matches /" + matches.pattern() + "/" : "a line is: " + first);
        }

        private @Nullable String first(ReplayedBatch batch) {
            for (ReplayedOutput output : batch.outputs()) {
                String first = output.matches().get(matches.pattern().pattern());
                if (first != null && (name.isEmpty() || name.equals(output.name()))) {
                    return first;
                }
            }
            return null;
        }

        @Override
        public Optional<Pattern> pattern() {
            return Optional.of(matches.pattern());
        }
    }
}
