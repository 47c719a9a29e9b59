package io.sakia.embedded;

import io.sakia.function.FlatMapFunction;
import io.sakia.plan.Origin;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Pushes on each of the results that a function gives for a record. */
final class FlatMapLink extends Link {
    private final Origin origin;
    private final FlatMapFunction<Object, Object> function;
    private final Link next;

    FlatMapLink(Origin origin, FlatMapFunction<Object, Object> function, Link next) {
        this.origin = origin;
        this.function = function;
        this.next = next;
    }

    @Override
    void push(Object record) {
        Iterator<Object> results = open(origin, function, record);
        for (Object result; (result = advance(origin, results, record)) != null; ) {
            next.push(result);
        }
    }

    /** Calls the function at its place: what it throws names the operator and the record. */
    static Iterator<Object> open(Origin origin, FlatMapFunction<Object, Object> function, Object record) {
        @Nullable Iterable<Object> results;
        try {
            results = function.call(record);
            if (results != null) {
                return results.iterator();
            }
        } catch (Throwable e) {
            throw Failures.at(origin, record, e);
        }
        throw Failures.gaveNull(origin, record);
    }

    /** The next result, or null after the last; the iterator is the user's too. */
    static @Nullable Object advance(Origin origin, Iterator<Object> results, Object record) {
        Object result;
        try {
            if (!results.hasNext()) {
                return null;
            }
            result = results.next();
        } catch (Throwable e) {
            throw Failures.at(origin, record, e);
        }
        if (result == null) {
            throw Failures.gaveNull(origin, record);
        }
        return result;
    }
}
