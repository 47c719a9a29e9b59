package io.sakia.streaming.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the entries of each key out of the slices of a {@link WindowTable}, by counting them.
 *
 * <pre>
 *   slices    4: a=1 b=2    5: b=3    7: a=4 c=5          keys    a: 4=1 7=4    b: 4=2 5=3    c: 7=5
 * </pre>
 *
 * <p>Looks at all entries, also where only some keys are wanted.
 */
final class WindowVisit {
    private final WindowTable table;
    private final WindowState state;
    private final BitSet wanted = new BitSet();
    private final List<Slice> front;
    private final List<Slice> back;
    private final List<Slice> pending;
    private final int[] starts;
    private final int[] fronts;
    private final int[] backs;
    private final int[] next;
    private int entries;

    WindowVisit(WindowTable table) {
        this.table = table;
        this.state = table.state();
        front = state.running() ? List.of() : Slices.toList(state.front());
        back = new ArrayList<>(state.running() ? Slices.toList(state.front()) : List.of());
        back.addAll(Slices.toList(Slices.reversed(state.back())));
        pending = new ArrayList<>(state.late());
        pending.addAll(state.pending());
        for (int i = 0; i < table.open().count(); i++) {
            pending.add(table.open().get(i).slice());
        }
        int slots = table.keys().used();
        starts = new int[slots + 1];
        fronts = new int[slots];
        backs = new int[slots];
        next = new int[slots];
    }

    /**
     * Visits all keys that have anything in the window, or those that were touched since a version that had so many slots.
     *
     * @param touched null for all
     */
    @SuppressWarnings("unchecked") // the visitor takes the types that the table has
    <K, A extends @Nullable Object> void visit(
            @Nullable BitSet touched, int sinceSlots, StateVisitor<K, KeyPanes<A>> visitor) throws IOException {
        visitor.begin(touched == null);
        KeySlots keys = table.keys();
        for (int slot = 0; slot < keys.used(); slot++) {
            wanted.set(slot, state.isAlive(slot) && (touched == null || touched.get(slot)));
        }
        KeyPanes<A> panes = gather();
        for (int slot = 0; slot < keys.used(); slot++) {
            K key = (K) keys.key(slot);
            long hash = keys.hash(slot);
            if (wanted.get(slot)) {
                int inFront = fronts[slot];
                int inBack = backs[slot];
                int all = starts[slot + 1] - starts[slot];
                Object total = inBack == 0 ? null : state.news().get(slot);
                visitor.visit(
                        touched == null || slot >= sinceSlots ? StateVisitor.Change.LAST : StateVisitor.Change.IN_PLACE,
                        key,
                        hash,
                        panes.at(starts[slot], inFront, inBack, all - inFront - inBack, total));
            } else if (touched != null && touched.get(slot) && slot < sinceSlots && !table.isAliveElsewhere(slot)) {
                visitor.visit(StateVisitor.Change.REMOVED, key, hash, null);
            }
        }
    }

    private <A extends @Nullable Object> KeyPanes<A> gather() {
        front.forEach(slice -> count(slice, fronts));
        back.forEach(slice -> count(slice, backs));
        int[] others = new int[fronts.length];
        pending.forEach(slice -> count(slice, others));
        for (int slot = 0; slot < others.length; slot++) {
            starts[slot] = entries;
            next[slot] = entries;
            entries += fronts[slot] + backs[slot] + others[slot];
        }
        starts[others.length] = entries;
        long[] numbers = new long[entries];
        Cells values = new Cells(Math.max(1, entries));
        for (int slot = wanted.nextSetBit(0); slot >= 0; slot = wanted.nextSetBit(slot + 1)) {
            if (fronts[slot] > 0) {
                values.set(starts[slot], state.olds().values(), slot);
            }
        }
        for (Slice slice : front) {
            for (int i = 0; i < slice.size(); i++) {
                int slot = slice.slots()[i];
                if (wanted.get(slot)) {
                    int place = next[slot]++;
                    numbers[place] = slice.number();
                    if (slice.has(i)) {
                        values.set(place + 1, slice.values(), i);
                    }
                }
            }
        }
        back.forEach(slice -> place(slice, numbers, values));
        pending.forEach(slice -> place(slice, numbers, values));
        return new KeyPanes<>(state.running(), numbers, values);
    }

    private void count(Slice slice, int[] counts) {
        for (int slot : slice.slots()) {
            counts[slot] += wanted.get(slot) ? 1 : 0;
        }
    }

    private void place(Slice slice, long[] numbers, Cells values) {
        for (int i = 0; i < slice.size(); i++) {
            int slot = slice.slots()[i];
            if (wanted.get(slot)) {
                numbers[next[slot]] = slice.number();
                values.set(next[slot]++, slice.values(), i);
            }
        }
    }
}
