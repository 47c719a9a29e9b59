package io.sakia.rdd;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The records of a partition as often as each was drawn, in their order; used on one task's thread. */
final class Drawn<T> implements Iterator<T> {
    private final Iterator<T> records;
    private final Draw<T> draw;
    private final SplitMix random;
    private @Nullable T record;
    private long times;

    Drawn(Iterator<T> records, Draw<T> draw, SplitMix random) {
        this.records = records;
        this.draw = draw;
        this.random = random;
    }

    @Override
    public boolean hasNext() {
        while (times == 0 && records.hasNext()) {
            T next = records.next();
            record = next;
            times = draw.times(next, random);
        }
        if (times == 0) {
            draw.end();
        }
        return times > 0;
    }

    @Override
    public T next() {
        if (!hasNext() || record == null) {
            throw new NoSuchElementException("the sample has no more records");
        }
        times--;
        return record;
    }

    /** Says of one record after another how often it is drawn. */
    interface Draw<T> {
        /** How often the next record is drawn. */
        long times(T record, SplitMix random);

        /** There are no more records. */
        default void end() {}
    }
}
