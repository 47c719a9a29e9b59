package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.embedded.spill.Entry;
import java.util.Iterator;

/** Entries as the pairs that they stand for. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class EntryPairs implements Iterator<Object> {
    private final Iterator<Object> entries;

    EntryPairs(Iterator<Object> entries) {
        this.entries = entries;
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public Object next() {
        Entry entry = (Entry) entries.next();
        return new Pair<>(entry.key(), entry.payload());
    }
}
