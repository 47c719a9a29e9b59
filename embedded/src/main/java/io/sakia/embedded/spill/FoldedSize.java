package io.sakia.embedded.spill;

import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.SizeSample;
import io.sakia.local.SizeEstimator;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a table of keys and accumulators holds, and its claim to it. What lies in columns of numbers is known to the byte. Of
 * accumulators that are objects nobody knows what they keep of a payload (a sum nothing, a list all), so all of it is counted at first; when
 * that is more than was granted, some accumulators are measured: some at even distances, and those that much was folded into lately.
 */
final class FoldedSize implements AutoCloseable {
    private static final long CHUNK = 64 << 10;
    private static final int EVEN = 48;
    private static final int BUSY = 16;
    private static final int BUSY_EVERY = 64;

    private final Workspace space;
    private final Scope scope;
    private @Nullable Claim claim;
    private SizeSample keys = new SizeSample();
    private SizeSample payloads = new SizeSample();
    /** What accumulators held when they were measured last. */
    private long measured;
    /** The payloads that had come by then. */
    private long measuredAt;

    private long tolerated;
    private int @Nullable [] busy;
    private int folds;
    private int boxes;

    FoldedSize(Workspace space, Scope scope) {
        this.space = space;
        this.scope = scope;
    }

    /**
     * Notes the key that was inserted last; true if it is time to ask whether everything {@link #fits}.
     *
     * @param payload null also where its kind is that of a number
     */
    boolean inserted(AggregationTable table, @Nullable Object key, int payloadKind, @Nullable Object payload) {
        boolean renewed = isBoxed(table);
        if (table.keys().kind() == Kind.OBJECT) {
            renewed |= key == null ? keys.addNumber() : keys.add(key);
        }
        if (table.accumulators().kind() == Kind.OBJECT) {
            renewed |= add(payloadKind, payload);
        }
        return renewed;
    }

    /**
     * Notes a payload of the key at a position, whose accumulator is an object; true if it is time to ask whether everything {@link #fits}.
     *
     * @param payload null also where its kind is that of a number
     */
    boolean folded(AggregationTable table, int position, int payloadKind, @Nullable Object payload) {
        if (++folds % BUSY_EVERY == 0) {
            busy(position);
        }
        boolean renewed = add(payloadKind, payload);
        return isBoxed(table) || renewed;
    }

    /** Notes that columns were taken over as they are, with what they are known to hold; nothing else is there. */
    void adopted(long bytes) {
        measured += bytes;
    }

    /** Notes that the columns that were adopted lie in a table now, whose arrays are counted with it. */
    void indexed(AggregationTable table) {
        measured = Math.max(0, measured - table.place() * table.size());
    }

    /** Whether a table may hold what it holds, with arrays of a size; asks for more if that is needed. */
    boolean fits(AggregationTable table, long arrays) {
        long wanted = arrays + content(table, arrays);
        long held = held();
        if (wanted <= Math.max(held, space.petty())) {
            return true;
        }
        Claim mine = claim();
        long more = wanted - held;
        return mine.grow(more + Math.max(CHUNK, wanted / 4)) || mine.grow(more);
    }

    /** Lets the table be as large as it is now, and a little larger. */
    void tolerate(AggregationTable table) {
        long wanted = table.bytes() + content(table, table.bytes());
        tolerated = wanted + wanted / 16;
    }

    /** Whether the table has grown beyond what is tolerated. */
    boolean isTolerable(AggregationTable table) {
        return table.bytes() + content(table, table.bytes()) <= tolerated;
    }

    /** Takes what the table holds whatever the budget says. */
    void force(AggregationTable table, long arrays) {
        long more = arrays + content(table, arrays) - held();
        if (more > 0) {
            claim().force(more);
        }
    }

    /** The claim to what a table holds without its index, which is another's from now on; null if there is none. */
    @Nullable
    Claim handOver(AggregationTable table) {
        Claim mine = claim;
        if (mine != null) {
            claim = null;
            long kept = table.place() * table.size() + content(table, 0);
            mine.shrink(Math.max(0, mine.bytes() - kept));
        }
        return mine;
    }

    /** The claim to what was adopted and nothing besides; null if that is too little to matter. */
    @Nullable
    Claim handOverAdopted() {
        Claim mine = claim;
        if (mine == null && measured > space.petty()) {
            mine = space.claim();
            mine.force(measured);
        }
        claim = null;
        return mine;
    }

    /** Forgets everything: the table is empty. */
    void clear() {
        close();
        keys = new SizeSample();
        payloads = new SizeSample();
        measured = 0;
        measuredAt = 0;
        busy = null;
        boxes = 0;
    }

    @Override
    public void close() {
        if (claim != null) {
            claim.close();
            claim = null;
        }
    }

    /** What keys and accumulators hold; measures accumulators if the payloads alone say that it is too much. */
    private long content(AggregationTable table, long arrays) {
        long fresh = payloads.bytes() - measuredAt;
        if (arrays + kept(table) + fresh > Math.max(held(), space.petty()) && fresh > measured / 8) {
            measured = measure(table);
            measuredAt = payloads.bytes();
            fresh = 0;
        }
        return kept(table) + fresh;
    }

    /** What is known to be held: keys, accumulators when they were measured last, and boxes that were made of a column of numbers. */
    private long kept(AggregationTable table) {
        long boxed = table.keys().boxed();
        if (measuredAt == 0) {
            boxed += table.accumulators().boxed();
        }
        return keys.bytes() + measured + Column.BOX * boxed;
    }

    /** Whether a column of numbers has turned into one of objects, which are all larger, since this was asked last. */
    private boolean isBoxed(AggregationTable table) {
        int now = table.keys().boxed() + table.accumulators().boxed();
        boolean changed = now != boxes;
        boxes = now;
        return changed;
    }

    private boolean add(int payloadKind, @Nullable Object payload) {
        boolean isNumber = payloadKind != Kind.OBJECT && payload == null;
        return isNumber ? payloads.addNumber() : payloads.add(payload);
    }

    private long measure(AggregationTable table) {
        int size = table.size();
        if (size <= EVEN) {
            return sum(table, 0, size, 1);
        }
        int step = size / EVEN;
        long some = sum(table, 0, size, step);
        int looked = (size + step - 1) / step;
        return busiest(table) + (long) ((double) some / looked * size);
    }

    private static long sum(AggregationTable table, int first, int end, int step) {
        long sum = 0;
        for (int i = first; i < end; i += step) {
            sum += SizeEstimator.of(table.accumulator(i));
        }
        return sum;
    }

    /** The accumulators that much was folded into: a few lists may be longer than all others together. */
    private long busiest(AggregationTable table) {
        if (busy == null) {
            return 0;
        }
        long sum = 0;
        for (int i = 0; i < busy.length; i++) {
            boolean first = true;
            for (int j = 0; j < i; j++) {
                first &= busy[j] != busy[i];
            }
            if (first && busy[i] > 0) {
                sum += SizeEstimator.of(table.accumulator(busy[i] - 1));
            }
        }
        return sum;
    }

    private void busy(int position) {
        if (busy == null) {
            busy = new int[BUSY];
        }
        busy[folds / BUSY_EVERY % BUSY] = position + 1;
    }

    private Claim claim() {
        Claim mine = claim;
        if (mine == null) {
            mine = space.claim();
            claim = mine;
            scope.atEnd(this::close);
        }
        return mine;
    }

    private long held() {
        return claim == null ? 0 : claim.bytes();
    }
}
