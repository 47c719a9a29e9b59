package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.local.SizeEstimator;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which slots of a {@link StateTable} have their objects on disk, and moves them there and back. A slot stays where it is, with its hash, so order,
 * logs and changes know nothing of it.
 *
 * <pre>
 *   slot      0     1     2     3
 *   keys    [ "a"   COLD  "c"   COLD …     columns of numbers never go: they are small
 *   states  [ {..}  COLD  {..}  COLD …
 *   places  [ 0     17    0     80   …     where in the file the entry stands: what there is of key and state
 *   hot     [ 1     0     1     0    …     whether there are objects in memory
 *   used    [ 1     0     0     0    …     whether the slot was used since the hand came by
 *                         └ hand
 * </pre>
 *
 * <p><b>When.</b> Each time some hundred slots were changed or loaded, and at the end of a session, the store's share of the memory is estimated: the size
 * of some slots, times the number of those that are hot, and likewise what logs hold. What is beyond the {@link StateSpace} is written, from the
 * hand on, but for the slots that were used since it came by last (the clock algorithm). A slot that is used is loaded, and hot again; a walk over all
 * keys reads past that. When more than half of the file is garbage, the rest is copied to a new one.
 *
 * <p><b>Failures.</b> What can't be written stays in memory. What can't be read is a {@link StateUnreadableException}, before anything was changed.
 */
final class ColdSlots<K, S> {
    /** Stands in a column for an object that is on disk. */
    static final Object COLD = new Object() {
        @Override
        public String toString() {
            return "(on disk)";
        }
    };

    private static final long[] NONE = {};
    private static final int KEY = 1;
    private static final int STATE = 2;
    private static final int CHUNK = 256 << 10;
    private static final int SAMPLES = 4;
    private static final int OFTEN = 256;
    private static final int MUCH_LATER = 1 << 20;

    private final StateSpace space;
    private final String owner;
    private final LongSupplier logged;
    private final int pace;
    private final long smallest; // no smaller file is copied for its garbage
    private @Nullable StateTable<K, S> attached;
    private @Nullable StateCodec<K, S> codec;

    private long[] places = NONE;
    private long[] hot = NONE;
    private long[] used = NONE;
    private int hotSlots;
    private int coldSlots;
    private int hand; // a word of the bits
    private @Nullable ColdFile file;
    private long needed; // bytes of the file
    private long held; // bytes of memory that the space knows of
    private int untilRelief;
    private boolean busy;

    private final int[] staged = new int[1 << 12];
    private final long[] stagedPlaces = new long[staged.length];
    private int stagedCount;

    private long sampledKeys;
    private long sampledStates;
    private int samples;
    private long random = 0x9e3779b97f4a7c15L;

    /**
     * Nothing on disk.
     *
     * @param owner whose states they are, for people
     * @param logged how many states logs hold
     */
    ColdSlots(StateSpace space, String owner, LongSupplier logged) {
        this.space = space;
        this.owner = owner;
        this.logged = logged;
        this.pace = (int) Math.max(1, Math.min(OFTEN, space.bytes() >> 12));
        this.smallest = Math.min(4 * CHUNK, space.bytes());
        this.untilRelief = pace;
    }

    /** Belongs to a table from now on. */
    void attach(StateTable<K, S> table) {
        attached = table;
    }

    /** How entries are written; nothing is until this is known. */
    void use(StateCodec<K, S> its) {
        if (codec == null) {
            codec = its;
        }
    }

    /** Whether it is known how entries are written. */
    boolean hasCodec() {
        return codec != null;
    }

    /** How many slots are on disk, in part at least. */
    int size() {
        return coldSlots;
    }

    /** The bytes of the file. */
    long fileSize() {
        return file == null ? 0 : file.size();
    }

    /** A slot has got or lost objects, or another state. */
    void changed(int slot) {
        mark(slot);
        if (slot < places.length && places[slot] != 0 && !isKeyCold(slot) && !isStateCold(slot)) {
            drop(slot);
        }
        if (--untilRelief <= 0 && !busy) {
            relieve(slot);
        }
    }

    /** The state of a slot, given what stands for it in the column. */
    @Nullable
    Object used(int slot, @Nullable Object state) {
        if (state == COLD) {
            heat(slot);
            return table().states().get(slot);
        }
        if (slot >>> 6 < used.length) {
            used[slot >>> 6] |= 1L << slot;
        }
        return state;
    }

    /** Whether a slot has anything on disk. */
    boolean isCold(int slot) {
        return slot < places.length && places[slot] != 0;
    }

    /** Loads what a slot has on disk. */
    void heat(int slot) {
        if (!isCold(slot)) {
            return;
        }
        Pair<K, S> entry = peek(slot);
        if (isKeyCold(slot)) {
            table().keys().objects()[slot] = entry.key();
        }
        if (isStateCold(slot)) {
            table().states().put(slot, entry.value());
        }
        drop(slot);
        changed(slot);
    }

    /** Loads all slots of a log, and lets none of them go until {@link #release}. */
    void hold(ChangeLog log) {
        busy = true;
        for (int place = 0; place < log.size(); place++) {
            heat(log.slot(place));
        }
    }

    /** Goes on after {@link #hold}. */
    void release() {
        busy = false;
    }

    /** The key and the state of a slot, without loading it; the state is null if the slot is dead. */
    @SuppressWarnings({"unchecked", "NullAway"}) // it does not follow the nullability of type arguments
    Pair<K, S> peek(int slot) {
        Object key = table().keys().get(slot);
        Object state = table().states().get(slot);
        if (key == COLD || state == COLD) {
            ColdFile from = Objects.requireNonNull(file);
            StateCodec<K, S> its = Objects.requireNonNull(codec);
            try (DataInputStream in = new DataInputStream(from.read(places[slot], table().hashAt(slot)))) {
                int what = in.readByte();
                Object itsKey = (what & KEY) != 0 ? its.keys().read(in) : key;
                key = key == COLD ? itsKey : key;
                state = state == COLD ? its.states().read(in) : state;
                if (key == COLD) {
                    throw new IOException("the entry has no key");
                }
            } catch (IOException | RuntimeException e) {
                throw new StateUnreadableException(owner, from, e);
            }
        }
        return new Pair<>((K) key, (S) state);
    }

    /** Gives back memory if all stores together hold too much. */
    void settle() {
        if (space.isOverdrawn() && untilRelief <= pace) {
            relieve(-1);
        }
    }

    /** The table has moved its slots: those that are kept are given in their new order. */
    void moved(int[] kept) {
        long[] newPlaces = places.length == 0 ? NONE : new long[kept.length];
        long[] newHot = new long[(kept.length + 63) >>> 6];
        long[] newUsed = new long[newHot.length];
        int nowHot = 0;
        int nowCold = 0;
        needed = 0;
        for (int i = 0; i < kept.length; i++) {
            int slot = kept[i];
            if (isCold(slot)) {
                newPlaces[i] = places[slot];
                needed += ColdFile.length(places[slot]);
                nowCold++;
            }
            if (isMarked(hot, slot)) {
                newHot[i >>> 6] |= 1L << i;
                nowHot++;
            }
            if (isMarked(used, slot)) {
                newUsed[i >>> 6] |= 1L << i;
            }
        }
        places = newPlaces;
        hot = newHot;
        used = newUsed;
        hotSlots = nowHot;
        coldSlots = nowCold;
        hand = 0;
    }

    /** Deletes the file; the table is not used any more. */
    void close() {
        space.hold(held, 0);
        held = 0;
        codec = null;
        if (file != null) {
            file.close();
        }
    }

    private StateTable<K, S> table() {
        return Objects.requireNonNull(attached);
    }

    private boolean isKeyCold(int slot) {
        return table().keys().kind() == Kind.OBJECT && table().keys().objects()[slot] == COLD;
    }

    /** Whether the state of a slot is on disk. */
    boolean isStateCold(int slot) {
        return table().states().kind() == Kind.OBJECT && table().states().get(slot) == COLD;
    }

    private void mark(int slot) {
        int word = slot >>> 6;
        if (word >= hot.length) {
            int words = Math.max(word + 1, 2 * hot.length);
            hot = Arrays.copyOf(hot, words);
            used = Arrays.copyOf(used, words);
        }
        long bit = 1L << slot;
        hotSlots += (hot[word] & bit) == 0 ? 1 : 0;
        hot[word] |= bit;
        used[word] |= bit;
    }

    private void unmark(int slot) {
        hotSlots -= (hot[slot >>> 6] & (1L << slot)) == 0 ? 0 : 1;
        hot[slot >>> 6] &= ~(1L << slot);
    }

    private static boolean isMarked(long[] bits, int slot) {
        return slot >>> 6 < bits.length && (bits[slot >>> 6] & (1L << slot)) != 0;
    }

    private void drop(int slot) {
        needed -= ColdFile.length(places[slot]);
        places[slot] = 0;
        coldSlots--;
    }

    /** Writes what is beyond this store's share, but for one slot. */
    private void relieve(int pinned) {
        untilRelief = pace;
        StateCodec<K, S> its = codec;
        if (its == null || busy) {
            return;
        }
        busy = true;
        try {
            sample();
            report();
            long excess = space.excess(held);
            if (excess > 0) {
                cool(its, excess, pinned);
                report();
                if (file != null && file.size() > smallest && needed < file.size() / 2) {
                    copy();
                }
            }
        } catch (IOException e) {
            space.failed(owner, e);
            untilRelief = MUCH_LATER; // then perhaps there is room again
        } finally {
            busy = false;
        }
    }

    private void report() {
        long now = samples == 0
                ? 0
                : (sampledKeys + sampledStates) * hotSlots / samples + sampledStates * logged.getAsLong() / samples;
        space.hold(held, now);
        held = now;
    }

    /** Measures some hot slots. Older ones count less, since states may grow. */
    private void sample() {
        int words = hot.length;
        if (words == 0) {
            return;
        }
        if (samples >= OFTEN) {
            samples >>= 1;
            sampledKeys >>= 1;
            sampledStates >>= 1;
        }
        for (int i = 0; i < SAMPLES; i++) {
            random = random * 6364136223846793005L + 1442695040888963407L;
            int word = (int) ((random >>> 33) % words);
            for (int tries = 0; tries < 64 && hot[word] == 0; tries++) {
                word = word + 1 == words ? 0 : word + 1;
            }
            int slot = (word << 6) + Long.numberOfTrailingZeros(hot[word]);
            if (hot[word] != 0 && table().isAlive(slot) && !isCold(slot)) {
                sampledKeys += table().keys().kind() == Kind.OBJECT
                        ? SizeEstimator.of(table().keys().get(slot))
                        : 0;
                sampledStates += table().states().kind() == Kind.OBJECT
                        ? SizeEstimator.of(table().states().get(slot))
                        : 0;
                samples++;
            }
        }
    }

    private void cool(StateCodec<K, S> its, long excess, int pinned) throws IOException {
        long each = samples == 0 ? 1 : Math.max(1, (sampledKeys + sampledStates) / samples);
        long most = Math.max(1, excess / each);
        int words = hot.length;
        long cooled = 0;
        for (int steps = 2 * words;
                steps >= 0 && cooled < most;
                steps--) { // once around for what was not used, once more for the rest
            int word = hand < words ? hand : 0;
            long now = hot[word] & ~used[word];
            used[word] = 0;
            hand = word + 1;
            for (; now != 0; now &= now - 1) {
                int slot = (word << 6) + Long.numberOfTrailingZeros(now);
                if (slot == pinned) {
                    continue;
                }
                if (!table().isAlive(slot)) {
                    unmark(slot); // its key goes when the table is compacted
                } else if (write(its, slot)) {
                    cooled++;
                }
            }
        }
        flush();
    }

    /** Stages a slot; false if it can't be written. */
    private boolean write(StateCodec<K, S> its, int slot) throws IOException {
        ColdFile to = file;
        if (to == null) {
            to = space.newFile();
            file = to;
        }
        boolean keys = table().keys().kind() == Kind.OBJECT;
        boolean states = table().states().kind() == Kind.OBJECT;
        DataOutput out = to.begin();
        try {
            Pair<K, S> entry = peek(slot);
            out.writeByte((keys ? KEY : 0) | (states ? STATE : 0));
            if (keys) {
                its.keys().write(entry.key(), out);
            }
            if (states) {
                its.states().write(entry.value(), out);
            }
        } catch (IOException | RuntimeException e) {
            to.cancel();
            unmark(slot); // it is not tried again until it changes
            space.unwritable(owner, e);
            return false;
        }
        staged[stagedCount] = slot;
        stagedPlaces[stagedCount] = to.endEntry(table().hashAt(slot));
        stagedCount++;
        if (stagedCount == staged.length || to.waiting() >= CHUNK) {
            flush();
        }
        return true;
    }

    /** Writes what is staged, and lets go of it in memory. */
    private void flush() throws IOException {
        int count = stagedCount;
        stagedCount = 0;
        if (count == 0) {
            return;
        }
        Objects.requireNonNull(file).flush();
        if (places.length < table().slots()) {
            places = Arrays.copyOf(places, Math.max(table().slots(), Math.min(2 * places.length, 64 * hot.length)));
        }
        for (int i = 0; i < count; i++) {
            int slot = staged[i];
            if (places[slot] != 0) {
                drop(slot);
            }
            places[slot] = stagedPlaces[i];
            needed += ColdFile.length(stagedPlaces[i]);
            coldSlots++;
            if (table().keys().kind() == Kind.OBJECT) {
                table().keys().objects()[slot] = COLD;
            }
            if (table().states().kind() == Kind.OBJECT) {
                table().states().put(slot, COLD);
            }
            unmark(slot);
        }
    }

    /** Copies what is needed of the file to a new one, in the order of slots, so that walks read on and on. */
    private void copy() throws IOException {
        ColdFile from = Objects.requireNonNull(file);
        ColdFile to = space.newFile();
        long[] newPlaces = new long[places.length];
        boolean copied = false;
        try {
            for (int slot = 0; slot < places.length; slot++) {
                if (places[slot] != 0 && (isKeyCold(slot) || isStateCold(slot))) {
                    newPlaces[slot] = to.copy(from, places[slot], table().hashAt(slot));
                    if (to.waiting() >= CHUNK) {
                        to.flush();
                    }
                }
            }
            to.flush();
            copied = true;
        } finally {
            if (!copied) {
                to.close();
            }
        }
        places = newPlaces;
        needed = 0;
        coldSlots = 0;
        for (long place : newPlaces) {
            needed += place == 0 ? 0 : ColdFile.length(place);
            coldSlots += place == 0 ? 0 : 1;
        }
        file = to;
        from.close();
    }
}
