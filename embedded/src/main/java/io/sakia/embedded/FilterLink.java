package io.sakia.embedded;

import io.sakia.function.Function;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Pushes on the records for which a function gives true. */
final class FilterLink extends Link {
    private final Origin origin;
    private final Function<Object, Boolean> function;
    private final Link next;

    FilterLink(Origin origin, Function<Object, Boolean> function, Link next) {
        this.origin = origin;
        this.function = function;
        this.next = next;
    }

    @Override
    void push(Object record) {
        if (test(origin, function, record)) {
            next.push(record);
        }
    }

    /** Calls the function at its place: what it throws names the operator and the record. */
    static boolean test(Origin origin, Function<Object, Boolean> function, Object record) {
        @Nullable Boolean result;
        try {
            result = function.call(record);
        } catch (Throwable e) {
            throw Failures.at(origin, record, e);
        }
        if (result == null) {
            throw Failures.gaveNull(origin, record);
        }
        return result;
    }
}
