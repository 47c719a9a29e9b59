package io.sakia.streaming.state;

import io.sakia.column.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link WindowTable} of the panes of each key, as they were stored. Keys may have been stored at different slides, or when panes were kept key
 * by key; the next slide makes them alike.
 */
final class WindowFill {
    private final Map<Long, Growing> front = new TreeMap<>();
    private final Map<Long, Growing> back = new TreeMap<>();
    private final Map<Long, Growing> pending = new TreeMap<>();
    private final boolean running;
    private final SlotTotals olds;
    private final SlotTotals news;
    private long entries;

    private WindowFill(boolean running, int slots) {
        this.running = running;
        this.olds = SlotTotals.none(Math.max(64, slots), false);
        this.news = SlotTotals.none(Math.max(64, slots), running);
    }

    /**
     * The table of a version.
     *
     * @param subtracts whether there is an inverse, so that a running total can be kept
     * @param timed whether panes are those of event time, so that all are open which are in no total
     */
    static <K, A extends @Nullable Object> WindowTable table(
            StateTable<K, KeyPanes<A>> stored, boolean subtracts, boolean timed, String id, long batch) {
        boolean running = subtracts;
        for (int slot = 0; slot < stored.slots(); slot++) {
            KeyPanes<A> panes = stored.stateAt(slot);
            running &= panes == null || panes.isRunning();
        }
        WindowFill fill = new WindowFill(running, stored.size());
        KeySlots keys = new KeySlots();
        for (int slot = 0; slot < stored.slots(); slot++) {
            KeyPanes<A> panes = stored.stateAt(slot);
            if (panes != null) {
                Object key = stored.keyAt(slot);
                int kind = Kind.of(key);
                fill.add(keys.append(kind, Kind.keyBits(kind, key), key, stored.hashAt(slot)), panes);
            }
        }
        return fill.table(keys, timed, id, batch);
    }

    private void add(int slot, KeyPanes<?> panes) {
        int fronts = panes.front();
        int backs = fronts + panes.back();
        if (fronts > 0) {
            olds.set(slot, panes.value(0));
        }
        for (int i = 0; i < fronts; i++) {
            Growing pane = at(front, panes.number(i));
            if (i + 1 < fronts) {
                pane.add(slot, panes.value(i + 1));
            } else {
                pane.addNone(slot);
            }
        }
        boolean taken = panes.isRunning()
                == running; // a running total is of no use without an inverse: its panes are added up again
        for (int i = fronts; i < panes.size(); i++) {
            at(taken && i < backs ? back : pending, panes.number(i)).add(slot, panes.value(i));
        }
        if (taken && backs > fronts) {
            news.set(slot, panes.total());
            if (running) {
                news.newest()[slot] = panes.number(backs - 1);
            }
        }
        entries += panes.size();
    }

    private static Growing at(Map<Long, Growing> panes, long number) {
        return panes.computeIfAbsent(number, Growing::new);
    }

    private WindowTable table(KeySlots keys, boolean timed, String id, long batch) {
        List<Slice> closed = slices(pending, false);
        List<Slice> open = new ArrayList<>();
        if (timed) {
            open.addAll(closed);
            closed.clear();
        } else if (!closed.isEmpty()) {
            open.add(closed.remove(closed.size() - 1));
        }
        List<Slice> fronts = slices(front, true);
        List<Slice> newestFirst = slices(back, false);
        long oldest =
                newestFirst.isEmpty() ? Long.MAX_VALUE : newestFirst.get(0).number();
        WindowState state = new WindowState(
                running,
                Slices.of(fronts),
                olds,
                Slices.reversed(Slices.of(newestFirst)),
                oldest,
                news,
                List.copyOf(closed),
                List.of(),
                Math.max(last(fronts), Math.max(last(newestFirst), last(closed))),
                null,
                new long[0],
                0,
                0,
                entries - open.stream().mapToLong(Slice::size).sum());
        return new WindowTable(keys, open, state, id, batch);
    }

    private static long last(List<Slice> slices) {
        return slices.isEmpty() ? Long.MIN_VALUE : slices.get(slices.size() - 1).number();
    }

    private static List<Slice> slices(Map<Long, Growing> panes, boolean rests) {
        List<Slice> slices = new ArrayList<>(panes.size());
        panes.values().forEach(pane -> slices.add(pane.slice(rests)));
        return slices;
    }

    /** A slice that is being filled. */
    private static final class Growing {
        private final long number;
        private int[] slots = new int[4];
        private final Cells values = new Cells(4);
        private long[] present = new long[1];
        private int size;

        private Growing(long number) {
            this.number = number;
        }

        private void add(int slot, @Nullable Object value) {
            addNone(slot);
            values.set(size - 1, value);
            present[(size - 1) >>> 6] |= 1L << (size - 1);
        }

        private void addNone(int slot) {
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
                values.resize(2 * size);
                present = Arrays.copyOf(present, SlotTotals.words(2 * size));
            }
            slots[size++] = slot;
        }

        private Slice slice(boolean rests) {
            return new Slice(number, Arrays.copyOf(slots, size), values.copy(size), rests ? present : null);
        }
    }
}
