package io.sakia.embedded;

import io.sakia.plan.Origin;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An iterator that a user's function gave: what it throws names the operator, and it may not give null. */
final class UserIterator implements Iterator<Object> {
    private final Origin origin;
    private final Iterator<?> iterator;
    private final LastPulled pulled;

    UserIterator(Origin origin, @Nullable Iterator<?> iterator, LastPulled pulled) {
        if (iterator == null) {
            throw Failures.gaveNull(origin, null);
        }
        this.origin = origin;
        this.iterator = iterator;
        this.pulled = pulled;
    }

    @Override
    public boolean hasNext() {
        try {
            return iterator.hasNext();
        } catch (Throwable e) {
            throw Failures.at(origin, pulled.record(), e);
        }
    }

    @Override
    public Object next() {
        Object record;
        try {
            record = iterator.next();
        } catch (Throwable e) {
            throw Failures.at(origin, pulled.record(), e);
        }
        if (record == null) {
            throw Failures.gaveNull(origin, pulled.record());
        }
        return record;
    }

    /** Pushes all records that are left. */
    void push(Attempt attempt, Link link) {
        while (hasNext()) {
            attempt.checkStopped();
            link.push(next());
        }
    }
}
