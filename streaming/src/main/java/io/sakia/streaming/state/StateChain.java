package io.sakia.streaming.state;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored state of one partition: all keys as they were once, and what has changed since.
 *
 * <pre>
 *   whole, epoch 3 ── changes, 4 ── changes, 6 ── changes, 7        in 5 nothing changed
 * </pre>
 *
 * @param increment the accepted increment that reading it gives
 * @param parts the first one whole, the others changes, in order
 */
public record StateChain(Increment increment, List<StoredPart> parts) implements Serializable {
    /** What another file and a name for the part cost, now and at a recovery, in bytes that could be written or read instead. */
    static final long OPENING = 1 << 14;

    /** Refuses a chain that does not begin with a whole part. */
    public StateChain {
        parts = List.copyOf(parts);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).whole() != (i == 0)) {
                throw new IllegalArgumentException("the stored state of " + increment
                        + " does not consist of a whole part and changes, but of " + parts);
            }
        }
    }

    /** This chain with a newer part, which takes the place of all others if it is whole. */
    StateChain then(StoredPart part) {
        List<StoredPart> next = new ArrayList<>(part.whole() ? List.of() : parts);
        if (part.whole() || part.entries() > 0) {
            next.add(part);
        }
        return new StateChain(part.increment(), next);
    }

    /**
     * By how many bytes what has changed weighs more than the whole part, counting what each part costs. Once it does, reading it costs more
     * than the whole part, and what has been written since is enough to pay for another one. The most there can be where nothing is stored.
     */
    long overdue() {
        if (parts.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long changes = 0;
        for (StoredPart part : parts.subList(1, parts.size())) {
            changes += part.bytes() + OPENING;
        }
        return changes - parts.get(0).bytes() - OPENING;
    }
}
