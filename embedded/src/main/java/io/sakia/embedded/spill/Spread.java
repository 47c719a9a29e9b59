package io.sakia.embedded.spill;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.embedded.disk.Segment;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.SizeSample;
import org.jspecify.annotations.Nullable;

/**
 * Records that are dealt out to piles, in memory as long as it is granted. When it is refused all piles are written, one after the other;
 * each goes on behind what was written of it, so its order never changes.
 *
 * <pre>
 *   pile 0   [segment][segment] [ | | | ]
 *   pile 1   [segment]          [ | ]           a pile that can't be written stays in memory from then on
 *   pile 2            [segment] [ | | ]
 *             1st      2nd       in memory
 * </pre>
 */
public final class Spread implements AutoCloseable {
    private static final long CHUNK = 64 << 10;
    /** What a record's place in an array takes, with the room that is left for growth. */
    private static final long PLACE = 6;

    private final Workspace space;
    private final Scope scope;
    private final @Nullable Pile[] piles;
    private SizeSample sample = new SizeSample();
    private SizeSample keys = new SizeSample();
    private SizeSample values = new SizeSample();
    /** What the arrays of pairs take. */
    private long arrays;
    /** About what those hold that can't be written. */
    private long kept;

    private @Nullable Claim claim;
    private @Nullable Area area;
    private boolean @Nullable [] stuck;

    /** Room for piles. */
    public Spread(int piles, Workspace space, Scope scope) {
        this.piles = new Pile[piles];
        this.space = space;
        this.scope = scope;
    }

    /** Adds a record to a pile. */
    public void add(int pile, Object record) {
        Pile present = piles[pile];
        if (present == null) {
            present = new Pile(new Object[8], 0);
            piles[pile] = present;
        }
        present.add(record);
        if (sample.add(record)) {
            look();
        }
    }

    /**
     * Adds a pair to a pile of pairs: an object or the bits of a {@link Kind} each. The first pair of a pile decides: where it has a number,
     * the pile's pairs lie in columns; pairs of objects stay what they are.
     *
     * @param pair the pair itself, if there is one
     */
    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    public void add(
            int pile,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value,
            @Nullable Pair<?, ?> pair) {
        Pile present = piles[pile];
        if (present == null) {
            boolean isPlain = keyKind == Kind.OBJECT && valueKind == Kind.OBJECT;
            present = isPlain ? new Pile(new Object[8], 0) : Pile.ofPairs();
            piles[pile] = present;
        }
        PairBuffer pairs = present.pairs();
        if (pairs != null) {
            add(pairs, keyKind, keyBits, key, valueKind, valueBits, value);
        } else if (pair != null) {
            add(pile, pair);
        } else {
            add(pile, new Pair<>(Kind.box(keyKind, keyBits, key), Kind.box(valueKind, valueBits, value)));
        }
    }

    private void add(
            PairBuffer pairs,
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value) {
        boolean due = pairs.add(keyKind, keyBits, key, valueKind, valueBits, value);
        if (due) {
            arrays += pairs.growth();
        }
        if (pairs.keys().kind() == Kind.OBJECT) {
            due |= count(keys, keyKind, key);
        }
        if (pairs.values().kind() == Kind.OBJECT) {
            due |= count(values, valueKind, value);
        }
        if (due) {
            look();
        }
    }

    /** Writes what is in memory, as far as it can be written. */
    void store() {
        long before = 0;
        long after = 0;
        for (int i = 0; i < piles.length; i++) {
            Pile pile = piles[i];
            if (pile != null) {
                before += pile.heldSize();
                if (pile.heldSize() > 0 && !isStuck(i)) {
                    store(i, pile);
                }
                after += pile.heldSize();
            }
        }
        kept = before == 0 ? 0 : held() / before * after;
        sample = new SizeSample();
        keys = new SizeSample();
        values = new SizeSample();
        arrays = 0;
        if (claim != null) {
            claim.shrink(Math.max(0, claim.bytes() - kept));
        }
    }

    /** What was dealt to a pile, or null if nothing was. */
    @Nullable
    Pile pile(int pile) {
        return piles[pile];
    }

    /** Lets go of a pile. */
    void drop(int pile) {
        piles[pile] = null;
    }

    /** What was dealt out, as the output of a map task, which owns it from now on; nothing is added afterwards. */
    public MapOutput finish() {
        MapOutput output = new MapOutput(piles, space, area);
        area = null;
        Claim mine = claim;
        if (mine != null) {
            claim = null;
            mine.shrink(Math.max(0, mine.bytes() - held()));
            output.settle(mine);
        }
        return output;
    }

    @Override
    public void close() {
        if (claim != null) {
            claim.close();
            claim = null;
        }
        if (area != null) {
            area.close();
            area = null;
        }
    }

    private static boolean count(SizeSample sample, int kind, @Nullable Object object) {
        boolean isNumber = kind != Kind.OBJECT && object == null;
        return isNumber ? sample.addNumber() : sample.add(object);
    }

    /** About how many bytes lie in memory. */
    private long held() {
        return kept + sample.bytes() + PLACE * sample.count() + arrays + keys.bytes() + values.bytes();
    }

    /** Asks for what is held by now, and writes it if it is refused. */
    private void look() {
        long wanted = held();
        if (wanted <= space.petty()) {
            return;
        }
        Claim mine = claim;
        if (mine == null) {
            mine = space.claim();
            claim = mine;
            scope.atEnd(this::close);
        }
        long more = wanted - mine.bytes();
        if (more <= 0 || mine.grow(more + Math.max(CHUNK, wanted / 4)) || mine.grow(more)) {
            return;
        }
        store();
        more = held() - mine.bytes();
        if (more > 0) {
            mine.force(more);
        }
    }

    private void store(int number, Pile pile) {
        Area mine = area;
        if (mine == null) {
            mine = space.area();
            area = mine;
            scope.atEnd(this::close);
        }
        Segment segment = mine.tryWrite(pile::heldIterator, scope);
        if (segment != null) {
            pile.stored(segment);
            return;
        }
        if (stuck == null) {
            stuck = new boolean[piles.length];
        }
        stuck[number] = true;
    }

    private boolean isStuck(int pile) {
        return stuck != null && stuck[pile];
    }
}
