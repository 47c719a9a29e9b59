package io.sakia.embedded;

import io.sakia.function.Function;
import io.sakia.plan.Origin;

/** Pushes on what a function gives for each record. */
final class MapLink extends Link {
    private final Origin origin;
    private final Function<Object, Object> function;
    private final Link next;

    MapLink(Origin origin, Function<Object, Object> function, Link next) {
        this.origin = origin;
        this.function = function;
        this.next = next;
    }

    @Override
    void push(Object record) {
        next.push(apply(origin, function, record));
    }

    /** Calls the function at its place: what it throws names the operator and the record. */
    static Object apply(Origin origin, Function<Object, Object> function, Object record) {
        Object result;
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
