package io.sakia.embedded.spill;

import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.SizeSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records within memory. Records that are equal in order stay in the order in which they were added, whether anything had to go to
 * disk or not: runs are sorted stably, and of equal heads the one of the earlier run comes first.
 *
 * <pre>
 *   add ──► [ | | | | ] in memory ── memory is refused ──► sorted, written: run 0, run 1, …
 *
 *   finish  no run so far     the array, sorted
 *           some runs         run 0 … run n, merged as they are read
 *           too many runs     neighbours are merged into longer runs first
 * </pre>
 *
 * @see <a href="https://www-cs-faculty.stanford.edu/~knuth/taocp.html">Knuth, The Art of Computer Programming, volume 3</a>, section 5.4
 */
public final class ExternalSort implements AutoCloseable {
    /** How many runs are read at once; each reader holds a frame. */
    private static final int MOST_RUNS = 48;

    private static final long CHUNK = 64 << 10;
    /** What a record's place in the array takes, with the room for growth and what sorting takes besides. */
    private static final long PLACE = 8;

    private final Comparator<Object> order;
    private final Workspace space;
    private final Scope scope;

    private Object[] records = new Object[8];
    private int size;
    private SizeSample sample = new SizeSample();
    /** What records hold that came with their size. */
    private long known;

    private @Nullable Claim claim;
    private @Nullable Area area;
    private final List<Part> runs = new ArrayList<>(0);

    /** A sort of nothing yet. */
    public ExternalSort(Comparator<Object> order, Workspace space, Scope scope) {
        this.order = order;
        this.space = space;
        this.scope = scope;
    }

    /** Takes in a record. */
    public void add(Object record) {
        if (size == records.length) {
            records = Arrays.copyOf(records, Math.max(8, size + (size >> 1)));
        }
        records[size++] = record;
        if (sample.add(record)) {
            look();
        }
    }

    /**
     * Takes in the records of a pile.
     *
     * @param bytes what those of them hold that lie in memory, if that is known
     */
    public void addAll(Pile pile, long bytes) {
        PairBuffer pairs = pile.pairs();
        boolean isPlain = pile.stored().isEmpty() && pairs == null;
        if (isPlain && (bytes > 0 || pile.heldSize() < 64) && fits(bytes + PLACE * pile.heldSize())) {
            if (records.length - size < pile.heldSize()) {
                records = Arrays.copyOf(records, Math.max(size + pile.heldSize(), size + (size >> 1)));
            }
            System.arraycopy(pile.held(), 0, records, size, pile.heldSize());
            size += pile.heldSize();
            known += bytes;
            return;
        }
        for (Iterator<Object> iterator = pile.iterator(scope); iterator.hasNext(); ) {
            scope.checkStopped();
            add(iterator.next());
        }
    }

    /** The records in order; nothing is added afterwards. */
    public Sorted finish() {
        if (runs.isEmpty()) {
            Arrays.sort(records, 0, size, order);
            Claim mine = claim;
            claim = null;
            if (mine != null) {
                mine.shrink(Math.max(0, mine.bytes() - held()));
            }
            return new Sorted.InMemory(records, size, mine);
        }
        Area mine = area();
        if (size > 0) {
            store(mine);
        }
        List<Part> all = new ArrayList<>(runs);
        while (all.size() > MOST_RUNS) {
            all = mergeNeighbours(all, mine);
        }
        Sorted sorted = new Sorted.OnDisk(all, mine);
        runs.clear();
        area = null;
        return sorted;
    }

    @Override
    public void close() {
        if (claim != null) {
            claim.close();
            claim = null;
        }
        runs.forEach(Part::close);
        runs.clear();
        if (area != null) {
            area.close();
            area = null;
        }
    }

    private List<Part> mergeNeighbours(List<Part> all, Area mine) {
        List<Part> longer = new ArrayList<>();
        for (int i = 0; i < all.size(); i += MOST_RUNS) {
            List<Part> some = all.subList(i, Math.min(all.size(), i + MOST_RUNS));
            if (some.size() == 1) {
                longer.add(some.get(0));
            } else {
                longer.add(mine.write(() -> new MergeByOrder(some, order, scope), scope));
                some.forEach(Part::close);
            }
        }
        runs.clear();
        runs.addAll(longer);
        return longer;
    }

    private long held() {
        return known + sample.bytes() + PLACE * size;
    }

    private boolean fits(long more) {
        long wanted = held() + more;
        if (wanted <= space.petty()) {
            return true;
        }
        Claim mine = claim;
        if (mine == null) {
            mine = space.claim();
            claim = mine;
            scope.atEnd(this::close);
        }
        long missing = wanted - mine.bytes();
        return missing <= 0 || mine.grow(missing + Math.max(CHUNK, wanted / 4)) || mine.grow(missing);
    }

    private void look() {
        if (!fits(0)) {
            store(area());
        }
    }

    private void store(Area mine) {
        Arrays.sort(records, 0, size, order);
        Pile sorted = new Pile(records, size);
        runs.add(mine.write(sorted::heldIterator, scope));
        // Not the same array: a run that can't be written keeps it.
        records = new Object[8];
        size = 0;
        sample = new SizeSample();
        known = 0;
        if (claim != null) {
            claim.close();
            claim = null;
        }
    }

    private Area area() {
        Area mine = area;
        if (mine == null) {
            mine = space.area();
            area = mine;
            scope.atEnd(this::close);
        }
        return mine;
    }
}
