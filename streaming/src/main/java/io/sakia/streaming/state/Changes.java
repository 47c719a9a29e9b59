package io.sakia.streaming.state;

import io.sakia.streaming.state.StateVisitor.Change;
import java.io.IOException;
import java.util.BitSet;

/**
 * What differs between the version that is live in a table and an older one on which it stands: each key once, however often it was
 * touched on the way.
 *
 * <pre>
 *   slot        before   now
 *     3         alive    alive     in place
 *     5         alive    dead      removed, unless the key is alive in another slot: it has moved
 *    17         dead     alive     last: slots only grow, so all of these stand behind all that were alive before, in order
 *    18         dead     dead      came and went
 * </pre>
 *
 * <p>What costs is what the logs hold, plus one bit for each slot of the table.
 */
final class Changes {
    private final BitSet touched = new BitSet();
    private final BitSet before = new BitSet();

    /** Takes in the next older log on the way from the live version to the older one. */
    void add(ChangeLog log) {
        for (int place = 0; place < log.size(); place++) {
            int slot = log.slot(place);
            touched.set(slot);
            before.set(slot, log.state(place) != null); // the oldest log has the last word
        }
    }

    /** Visits the keys in the order of their slots. */
    <K, S> void visit(StateTable<K, S> table, StateVisitor<K, S> visitor) throws IOException {
        for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
            S now = table.stateAt(slot);
            if (now != null) {
                visitor.visit(
                        before.get(slot) ? Change.IN_PLACE : Change.LAST, table.keyAt(slot), table.hashAt(slot), now);
            } else if (before.get(slot) && !table.hasState(slot)) {
                visitor.visit(Change.REMOVED, table.keyAt(slot), table.hashAt(slot), null);
            }
        }
    }
}
