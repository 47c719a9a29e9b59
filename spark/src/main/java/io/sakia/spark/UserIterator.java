package io.sakia.spark;

import io.sakia.plan.Origin;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator of somebody else's, mostly a user's: what it throws names the operator, and it gives no null. */
final class UserIterator implements Iterator<Object> {
    private final Origin origin;
    private final @Nullable Object record;
    private final Iterator<?> given;

    private UserIterator(Origin origin, @Nullable Object record, Iterator<?> given) {
        this.origin = origin;
        this.record = record;
        this.given = given;
    }

    /**
     * Guards an iterator.
     *
     * @param record for which record it was given, or null if for many
     */
    static Iterator<Object> of(Origin origin, @Nullable Object record, @Nullable Iterator<?> given) {
        if (given == null) {
            throw TaskFailure.gaveNull(origin, record);
        }
        return new UserIterator(origin, record, given);
    }

    static Iterator<Object> none() {
        return Collections.emptyIterator();
    }

    @Override
    public boolean hasNext() {
        try {
            return given.hasNext();
        } catch (Throwable e) {
            throw TaskFailure.of(origin, record, e);
        }
    }

    @Override
    public Object next() {
        Object result;
        try {
            result = given.next();
        } catch (Throwable e) {
            throw TaskFailure.of(origin, record, e);
        }
        if (result == null) {
            throw TaskFailure.gaveNull(origin, record);
        }
        return result;
    }
}
