package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.function.Function;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One slide of a window over all keys of a partition: lets go of what has left, takes in what has closed, and puts out all totals.
 *
 * <p><b>Without an inverse</b> panes fall into blocks of as many as a window has. A window then reaches over two blocks at most; of the older one
 * it has the end, of the newer one the begin (van Herk, 1992; Gil and Werman, 1993).
 *
 * <pre>
 *   blocks of 5     │ 0   1   2   3   4 │ 5   6   7   8   9 │ 10
 *   window                  ├───────────────────┤
 *                             front       back
 *   total           (p2 ⊕ (p3 ⊕ p4)) ⊕ (p5 ⊕ p6)
 * </pre>
 *
 * When the window has left the begin of a block, the block is turned over, from its newest pane to its oldest: each key's totals of the block's ends
 * are made, each pane keeping what the total becomes when it leaves. So there are at most three combinations for each key that comes in a pane, and
 * two for each result, however many panes a window has. How the partials of a key are put together depends on the numbers of the panes and of the
 * window's first one alone: not on other keys, batches, partitions or restarts. (State that was stored before it was so, with panes in the front that belong
 * to the back, is taken as it is, until these panes have left.)
 *
 * <p><b>With an inverse</b> there is one total by key. What has closed is added first, then what has left is taken out, oldest first.
 *
 * <p>Turning a block over touches all its entries in one slide, one slide in as many as a window has panes: that slide takes longer, by some 10 ns for
 * each entry.
 */
final class Slide {
    private static final Comparator<Slice> BY_NUMBER = Comparator.comparingLong(Slice::number);

    private final KeySlots keys;
    private final OpenPanes open;
    private final SlideLoops loops;
    private final long first;
    private final long panes;
    private final long boundary;
    private final int room;
    private final @Nullable BitSet touched;
    private final WindowState before;

    private @Nullable Slices front;
    private SlotTotals olds;
    private @Nullable Slices back;
    private long oldestBack;
    private SlotTotals news;
    private List<Slice> pending;
    private List<Slice> late;
    private long newest;
    private @Nullable SlotTotals ahead;
    private boolean newsOwned;
    private long entries;
    private int removed;

    /**
     * A slide of a version.
     *
     * @param first the window's first pane
     * @param panes how many panes a window has
     * @param touched where slots are marked whose state a restart could not find out from older ones, or null if nobody asks
     */
    Slide(
            WindowState before,
            KeySlots keys,
            OpenPanes open,
            SlideLoops loops,
            long first,
            long panes,
            @Nullable BitSet touched) {
        this.before = before;
        this.keys = keys;
        this.open = open;
        this.loops = loops;
        this.first = first;
        this.panes = panes;
        this.boundary = (Math.floorDiv(first - 1, panes) + 1) * panes;
        this.room = Math.max(64, keys.used());
        this.touched = touched;
        this.front = before.front();
        this.olds = before.olds();
        this.back = before.back();
        this.oldestBack = before.oldestBack();
        this.news = before.news();
        this.pending = before.pending();
        this.late = before.late();
        this.newest = before.newest();
        this.ahead = before.ahead();
        this.entries = before.entries();
    }

    /** The version after the slide, of which everything is put out that is wanted. */
    WindowState run(@Nullable Function<Pair<Object, Object>, Boolean> wanted, RecordColumns<Object> out) {
        if (before.running()) {
            dropPending();
            takeIn();
            subtract();
        } else {
            advance();
        }
        SlotTotals all = news;
        OpenPane last = open.newest();
        if (last != null && last.size() > 0) {
            all = news.copy(room);
            loops.append(all, last.slots(), last.size(), last.partials(), last.number());
        }
        if (wanted == null) {
            out.expect(before.keys());
        }
        loops.emit(olds, all, wanted, out);
        return after(all, all == news ? null : all);
    }

    /**
     * The version after the end of a window of event time, with panes that close now, oldest first. Panes that are open are of later windows.
     */
    WindowState end(List<Slice> closing, RecordColumns<Object> out) {
        for (Slice slice : closing) {
            entries += slice.size();
            newest = Math.max(newest, slice.number());
        }
        if (panes == 1) {
            for (Slice slice : closing) {
                entries -= slice.size();
                if (slice.number() == first) {
                    loops.emit(slice, out);
                }
            }
            return after(news, null);
        }
        pending = closing;
        evict();
        splitLate();
        advance();
        SlotTotals all = news;
        if (!late.isEmpty()) {
            all = news.copy(room);
            for (Slice slice : late) {
                loops.append(all, slice.slots(), slice.size(), slice.values(), slice.number());
            }
        }
        out.expect(before.keys());
        loops.emit(olds, all, null, out);
        return after(all, null);
    }

    /** The version in which everything that has closed is gone, when no window will end that has any of it. */
    WindowState forget() {
        front = null;
        olds = SlotTotals.like(olds.values(), 64, false);
        back = null;
        oldestBack = Long.MAX_VALUE;
        news = SlotTotals.like(news.values(), 64, false);
        late = List.of();
        newest = Long.MIN_VALUE;
        entries = 0;
        return after(news, null);
    }

    /**
     * Sets aside what comes for a key's panes of which the totals of ends were made before: it came later than the lateness, but in time for windows
     * to come. No other does: what was open when these totals were made is behind the boundary.
     */
    private void splitLate() {
        if (!late.isEmpty() && late.get(0).number() < first) {
            late = new ArrayList<>(late);
            while (!late.isEmpty() && late.get(0).number() < first) {
                entries -= late.remove(0).size();
            }
        }
        if (front == null || pending.isEmpty() || pending.get(0).number() >= boundary) {
            return;
        }
        List<Slice> inTime = new ArrayList<>();
        List<Slice> all = new ArrayList<>(late);
        for (Slice slice : pending) {
            if (slice.number() < first || slice.number() >= boundary) {
                inTime.add(slice); // those before the first are let go of when the block is turned over
            } else {
                split(slice, true, all);
                split(slice, false, inTime);
            }
        }
        all.sort(BY_NUMBER);
        late = all;
        pending = inTime;
    }

    private void split(Slice slice, boolean hasTotal, List<Slice> to) {
        int[] slots = new int[slice.size()];
        Cells values = Cells.like(slice.values(), slice.size());
        int size = 0;
        for (int i = 0; i < slice.size(); i++) {
            if (olds.has(slice.slots()[i]) == hasTotal) {
                values.set(size, slice.values(), i);
                slots[size++] = slice.slots()[i];
            }
        }
        if (size > 0) {
            to.add(new Slice(slice.number(), Arrays.copyOf(slots, size), values.copy(size), null));
        }
    }

    private void advance() {
        evict();
        if (Math.min(
                        oldestBack,
                        pending.isEmpty() ? Long.MAX_VALUE : pending.get(0).number())
                < boundary) {
            turnOver();
        }
        takeIn();
    }

    /** How many entries have left. */
    long evicted() {
        return before.entries() - entries;
    }

    /** How many keys have left. */
    int removed() {
        return removed;
    }

    /** Lets go of panes that closed and left since the last slide, which are in no total. */
    private void dropPending() {
        if (!pending.isEmpty() && pending.get(0).number() < first) {
            List<Slice> left = new ArrayList<>();
            for (Slice slice : pending) {
                if (slice.number() >= first) {
                    left.add(slice);
                } else {
                    entries -= slice.size();
                }
            }
            pending = left;
            ahead = null;
        }
    }

    /** Takes panes of the front out of its totals. */
    private void evict() {
        if (front == null || front.number() >= first) {
            return;
        }
        olds = olds.copy(room);
        while (front != null && front.number() < first) {
            olds.put(front.slice());
            entries -= front.slice().size();
            front = front.rest();
        }
    }

    /** Makes a front of what is before the boundary, and begins the back anew behind it. */
    private void turnOver() {
        List<Slice> ends = new ArrayList<>();
        List<Slice> behind = new ArrayList<>();
        List<Slice> all = Slices.toList(Slices.reversed(back));
        all.addAll(pending);
        for (Slice slice : all) {
            if (slice.number() >= boundary) {
                behind.add(slice);
            } else if (slice.number() >= first) {
                ends.add(slice);
            } else {
                entries -= slice.size();
            }
        }
        ends.sort(BY_NUMBER);
        behind.sort(BY_NUMBER);
        SlotTotals turned = SlotTotals.like(news.values(), room, false);
        for (int i = ends.size() - 1; i >= 0; i--) {
            ends.set(i, loops.prepend(turned, ends.get(i)));
        }
        if (front == null) {
            olds = turned;
            front = Slices.of(ends);
        } else {
            standBehind(turned, ends);
        }
        back = null;
        oldestBack = Long.MAX_VALUE;
        news = SlotTotals.like(news.values(), room, false);
        newsOwned = true;
        ahead = null;
        pending = behind;
    }

    /**
     * Puts what was turned over behind a front that is not empty: that of keys which were stored when panes were turned over key by key, or were
     * stored later than others.
     */
    private void standBehind(SlotTotals turned, List<Slice> ends) {
        List<Slice> older = Slices.toList(front);
        older.replaceAll(slice -> {
            Cells rests = Cells.like(slice.values(), slice.size());
            long[] present = new long[SlotTotals.words(slice.size())];
            for (int i = 0; i < slice.size(); i++) {
                int slot = slice.slots()[i];
                if (slice.has(i) || turned.has(slot)) {
                    Object mine = slice.has(i) ? slice.values().get(i) : null;
                    rests.set(
                            i,
                            !turned.has(slot)
                                    ? mine
                                    : slice.has(i) ? loops.joined(slot, mine, turned.get(slot)) : turned.get(slot));
                    present[i >>> 6] |= 1L << i;
                }
            }
            return new Slice(slice.number(), slice.slots(), rests, present);
        });
        olds = olds.copy(room);
        for (int slot = 0; slot < turned.slots(); slot++) {
            if (turned.has(slot)) {
                loops.join(olds, slot, turned);
            }
        }
        older.addAll(ends);
        older.sort(BY_NUMBER);
        front = Slices.of(older);
    }

    /** Adds what has closed to the totals of the back. */
    private void takeIn() {
        if (ahead != null && pending.size() == 1) {
            news = ahead; // the pane was open at the last slide, and nothing came since
        } else if (!pending.isEmpty()) {
            own();
            for (Slice slice : pending) {
                loops.append(news, slice.slots(), slice.size(), slice.values(), slice.number());
            }
        }
        for (Slice slice : pending) {
            back = Slices.newestFirst(back, slice);
            oldestBack = Math.min(oldestBack, slice.number());
            mark(slice);
        }
        pending = List.of();
    }

    private void own() {
        if (!newsOwned) {
            news = news.copy(room);
            newsOwned = true;
        }
    }

    /** Takes what has left out of the running totals. */
    private void subtract() {
        if (front == null) {
            front = Slices.reversed(back);
            back = null;
        }
        while (front != null && front.number() < first) {
            own();
            loops.subtract(news, front.slice(), first);
            mark(front.slice());
            entries -= front.slice().size();
            front = front.rest();
            if (front == null) {
                front = Slices.reversed(back);
                back = null;
            }
        }
    }

    /** In a running total it counts when a pane came and went: nobody could find that out later. */
    private void mark(Slice slice) {
        if (touched != null && before.running()) {
            for (int slot : slice.slots()) {
                touched.set(slot);
            }
        }
    }

    private WindowState after(SlotTotals all, @Nullable SlotTotals ahead) {
        int used = keys.used();
        long[] alive = new long[SlotTotals.words(used)];
        int count = 0;
        for (int word = 0; word < alive.length; word++) {
            long bits = 0;
            bits |= word < olds.present().length ? olds.present()[word] : 0;
            bits |= word < all.present().length ? all.present()[word] : 0;
            bits |= word < open.inUse().length ? open.inUse()[word] : 0;
            alive[word] = bits;
            count += Long.bitCount(bits);
            tellRemoved(word, bits, used);
        }
        return new WindowState(
                before.running(),
                front,
                olds,
                back,
                oldestBack,
                news,
                List.of(),
                late,
                newest,
                ahead,
                alive,
                used,
                count,
                entries);
    }

    private void tellRemoved(int word, long now, int used) {
        int from = word << 6;
        long inUse = used - from >= 64 ? -1L : (1L << (used - from)) - 1;
        long old = from + 64 <= before.seen() ? before.alive()[word] : oldBits(from, before.seen());
        long gone = old & inUse & ~now;
        removed += Long.bitCount(gone);
        if (touched != null) {
            for (long rest = gone; rest != 0; rest &= rest - 1) {
                touched.set(from + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    private long oldBits(int from, int seen) {
        if (seen <= from) {
            return -1L;
        }
        long known = (1L << (seen - from)) - 1;
        return (before.alive()[from >>> 6] & known) | ~known;
    }
}
