package io.sakia.streaming.replay;

import io.sakia.streaming.event.BatchInfo.SourceInfo;
import io.sakia.streaming.event.BatchInfo.StateInfo;
import org.jspecify.annotations.Nullable;

/** A value of a batch that a condition asks for. */
sealed interface Subject {
    /** What it is a value of: {@code output}, {@code source}, {@code state}, {@code total}. */
    String kind();

    /** The name of that; empty for all. */
    String name();

    /** The value, as text; null if it is not there. */
    @Nullable
    String of(ReplayedBatch batch);

    /** How many records an output was given, or all together. */
    record Count(String name) implements Subject {
        @Override
        public String kind() {
            return "output";
        }

        @Override
        public String of(ReplayedBatch batch) {
            return String.valueOf(batch.outputs().stream()
                    .filter(output -> name.isEmpty() || name.equals(output.name()))
                    .mapToLong(ReplayedOutput::count)
                    .sum());
        }

        @Override
        public String toString() {
            return name.isEmpty() ? "count" : "output." + quoted(name) + ".count";
        }
    }

    /** How many records were read of a source. */
    record Read(String name) implements Subject {
        @Override
        public String kind() {
            return "source";
        }

        @Override
        public @Nullable String of(ReplayedBatch batch) {
            return batch.info().sources().stream()
                    .filter(source -> source.name().equals(name))
                    .map(SourceInfo::records)
                    .map(String::valueOf)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return "source." + quoted(name) + ".count";
        }
    }

    /** How many keys a state has. */
    record Keys(String name) implements Subject {
        @Override
        public String kind() {
            return "state";
        }

        @Override
        public @Nullable String of(ReplayedBatch batch) {
            return batch.info().states().stream()
                    .filter(state -> state.name().equals(name))
                    .map(StateInfo::keys)
                    .map(String::valueOf)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String toString() {
            return "state." + quoted(name) + ".keys";
        }
    }

    /** What a state has for a key. */
    record StateOf(String name, String key) implements Subject {
        @Override
        public String kind() {
            return "state";
        }

        @Override
        public @Nullable String of(ReplayedBatch batch) {
            return batch.states().get(toString());
        }

        @Override
        public String toString() {
            return "state." + quoted(name) + "[" + (key.contains("]") ? '"' + key + '"' : key) + "]";
        }
    }

    /** The total of an accumulator. */
    record Total(String name) implements Subject {
        @Override
        public String kind() {
            return "total";
        }

        @Override
        public @Nullable String of(ReplayedBatch batch) {
            return batch.totals().get(name);
        }

        @Override
        public String toString() {
            return "total." + quoted(name);
        }
    }

    /** A name as a condition has it. */
    static String quoted(String name) {
        return name.chars().allMatch(Subject::isPlain) && !name.isEmpty() ? name : '"' + name + '"';
    }

    /** Whether a character can be part of a name that is not quoted. */
    static boolean isPlain(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
