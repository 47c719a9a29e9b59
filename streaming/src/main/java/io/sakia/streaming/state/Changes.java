package io.sakia.streaming.state;

import io.sakia.streaming.state.StateVisitor.Change;
import java.io.IOException;
import java.util.BitSet;

/**
 * Which keys differ between a version of a table and an older one on which it stands, each once, however often it was touched on the way:
 * one bit says that a slot was touched since, another that it was alive in the older version. So what is kept does not grow with the number
 * of versions between the two, and holds no states.
 *
 * <pre>
 *   slot        before   now
 *     3         alive    alive     in place
 *     5         alive    dead      removed, unless the key is alive in another slot: it has moved
 *    17         dead     alive     last: slots only grow, so all of these stand behind all that were alive before, in order
 *    18         dead     dead      came and went
 * </pre>
 */
final class Changes implements StateTable.SlotHolder {
    private BitSet touched = new BitSet();
    private BitSet before = new BitSet();
    private int alive; // how many bits before has

    /** Takes in the next newer log on the way from the older version; its states are those on its older side. */
    void add(ChangeLog log) {
        for (int place = 0; place < log.size(); place++) {
            int slot = log.slot(place);
            if (!touched.get(slot)) { // the oldest log has the last word
                touched.set(slot);
                if (log.hasState(place)) {
                    before.set(slot);
                    alive++;
                }
            }
        }
    }

    /** How many of the slots that it needs may be dead. */
    int held() {
        return alive;
    }

    /** Visits the keys in the order of their slots, where the newer version is live in the table. */
    <K, S> void visit(StateTable<K, S> table, StateVisitor<K, S> visitor) throws IOException {
        for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
            if (table.isAlive(slot)) {
                table.visit(slot, before.get(slot) ? Change.IN_PLACE : Change.LAST, visitor);
            } else if (before.get(slot) && !table.hasState(slot)) {
                visitor.visit(Change.REMOVED, table.keyAt(slot), table.hashAt(slot), null);
            }
        }
    }

    /** What was alive before has to be told even if it is dead now; what came and went has not. */
    @Override
    public void markSlots(BitSet marks) {
        marks.or(before);
    }

    @Override
    public void renumber(BitSet needed, int[] newSlots) {
        BitSet nowTouched = new BitSet(touched.length());
        BitSet nowBefore = new BitSet(before.length());
        for (int slot = touched.nextSetBit(0); slot >= 0; slot = touched.nextSetBit(slot + 1)) {
            if (needed.get(slot)) {
                nowTouched.set(newSlots[slot]);
                nowBefore.set(newSlots[slot], before.get(slot));
            }
        }
        touched = nowTouched;
        before = nowBefore;
    }
}
