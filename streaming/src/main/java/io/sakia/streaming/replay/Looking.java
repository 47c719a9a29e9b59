package io.sakia.streaming.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How closely a batch is looked at.
 *
 * @param acts whether print prints and functions are called
 * @param limit how many records are shown of each output
 * @param outputs which outputs, by name
 * @param patterns what is searched for in them
 * @param compares whether they are compared with what was published
 */
record Looking(
        boolean acts,
        boolean functions,
        int limit,
        Predicate<String> outputs,
        List<Pattern> patterns,
        boolean compares) {
    /** Not at all: the batch only leads to the next one. */
    static Looking away() {
        return new Looking(false, false, 0, name -> false, List.of(), false);
    }

    /** For a condition alone. */
    static Looking at(Condition condition) {
        return new Looking(false, false, 0, condition::looksAt, condition.patterns(), false);
    }

    /** As a person does. */
    static Looking closely(int limit, boolean functions) {
        return new Looking(true, functions, limit, name -> true, List.of(), true);
    }

    /** What the outputs of a batch say while it runs; the batch loop's thread asks them one after the other. */
    static final class Now {
        Looking looking = away();
        boolean published;
        final List<ReplayedOutput> found = new ArrayList<>();
    }
}
