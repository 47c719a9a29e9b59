package io.sakia.spark;

import io.sakia.plan.Origin;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An iterator of somebody else's, mostly a user's: what it throws names the operator, and it gives no null. */
final class UserIterator implements Iterator<Object> {
    private final Origin origin;
    private final Supplier<@Nullable Object> culprit;
    private final Iterator<?> given;

    private UserIterator(Origin origin, Supplier<@Nullable Object> culprit, Iterator<?> given) {
        this.origin = origin;
        this.culprit = culprit;
        this.given = given;
    }

    /**
     * Guards an iterator.
     *
     * @param culprit tells which record is to blame at a time, if any is
     */
    static Iterator<Object> of(Origin origin, Supplier<@Nullable Object> culprit, @Nullable Iterator<?> given) {
        if (given == null) {
            throw TaskFailure.gaveNull(origin, culprit.get());
        }
        return new UserIterator(origin, culprit, given);
    }

    static Iterator<Object> none() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean hasNext() {
        try {
            return given.hasNext();
        } catch (Throwable e) {
            throw TaskFailure.of(origin, culprit.get(), e);
        }
    }

    @Override
    public Object next() {
        Object result;
        try {
            result = given.next();
        } catch (Throwable e) {
            throw TaskFailure.of(origin, culprit.get(), e);
        }
        if (result == null) {
            throw TaskFailure.gaveNull(origin, culprit.get());
        }
        return result;
    }
}
