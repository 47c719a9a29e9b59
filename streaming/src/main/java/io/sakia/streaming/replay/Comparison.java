package io.sakia.streaming.replay;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How what an output puts out now compares with what it has published of the same batch. */
public sealed interface Comparison {
    /** Whether the output publishes anything. */
    default boolean isOfPublished() {
        return true;
    }

    /** Whether it is known to be something else. */
    default boolean isDifferent() {
        return false;
    }

    /** In a word, for people: {@code same}, {@code DIFFERENT}, {@code not known}. */
    String verdict();

    /** Where, or why. */
    String details();

    /** What differs, in lines. */
    default List<String> lines() {
        return List.of();
    }

    /** The output publishes nothing: it prints, or calls a function. */
    record Nothing() implements Comparison {
        @Override
        public boolean isOfPublished() {
            return false;
        }

        @Override
        public String verdict() {
            return "nothing";
        }

        @Override
        public String details() {
            return "it publishes nothing";
        }
    }

    /**
     * It is the same.
     *
     * @param place where the published records stand
     * @param inOrder whether all stands in the same parts, in the same order, or only the same lines were found
     */
    record Same(String place, boolean inOrder) implements Comparison {
        @Override
        public String verdict() {
            return "same";
        }

        @Override
        public String details() {
            return place + (inOrder ? "" : ", apart from the order of lines, as it has other partitions now");
        }
    }

    /**
     * It differs.
     *
     * @param place where the published records stand
     * @param difference the first one
     * @param reordered whether the same lines are there, in another order
     */
    record Different(String place, Difference difference, boolean reordered) implements Comparison {
        @Override
        public boolean isDifferent() {
            return true;
        }

        @Override
        public String verdict() {
            return "DIFFERENT";
        }

        @Override
        public String details() {
            String at = difference.part.isEmpty()
                    ? ""
                    : "/" + difference.part + ", " + (difference.text ? "line " : "byte ") + difference.line;
            return place + at + (reordered ? "; the same lines are there, in another order" : "");
        }

        @Override
        public List<String> lines() {
            return difference.text
                    ? List.of("published  " + shown(difference.published), "now        " + shown(difference.now))
                    : List.of();
        }

        private static String shown(@Nullable String line) {
            return line == null ? "(nothing: it has ended)" : line;
        }
    }

    /**
     * It can't be told.
     *
     * @param why in words
     */
    record Unknown(String why) implements Comparison {
        @Override
        public String verdict() {
            return "not known";
        }

        @Override
        public String details() {
            return why;
        }
    }

    /**
     * Where two parts differ first.
     *
     * @param part the part's name; empty if they were only counted
     * @param line the number of the line, from 1, or of the byte, from 0, where there are no lines
     * @param text whether there are lines
     * @param published the line as it was published, or null if the published part has ended before it
     * @param now the line as it is now, or null if there is none any more
     */
    record Difference(
            String part,
            long line,
            boolean text,
            @Nullable String published,
            @Nullable String now) implements Serializable {
        /** Refuses a difference that is none. */
        public Difference {
            if (text && Objects.equals(published, now)) {
                throw new IllegalArgumentException("'" + now + "' does not differ");
            }
        }
    }
}
