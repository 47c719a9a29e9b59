package io.sakia.streaming.replay;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How what an output puts out now compares with what it has published of the same batch. */
public sealed interface Comparison {
    /** The output publishes nothing: it prints, or calls a function. */
    record Nothing() implements Comparison {}

    /**
     * It is the same.
     *
     * @param place where the published records stand
     * @param inOrder whether all stands in the same parts, in the same order, or only the same lines were found
     */
    record Same(String place, boolean inOrder) implements Comparison {}

    /**
     * It differs.
     *
     * @param place where the published records stand
     * @param difference the first one
     * @param reordered whether the same lines are there, in another order
     */
    record Different(String place, Difference difference, boolean reordered) implements Comparison {}

    /**
     * It can't be told.
     *
     * @param why in words
     */
    record Unknown(String why) implements Comparison {}

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
