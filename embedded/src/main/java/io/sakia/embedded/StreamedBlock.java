package io.sakia.embedded;

import io.sakia.embedded.disk.LostBlockException;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Records on disk, which are read and put together anew by each reader. */
final class StreamedBlock implements Block {
    private final long size;
    private final Function<Attempt, Iterator<Object>> open;
    private final Consumer<LostBlockException> lost;

    /**
     * Records that can be read any number of times.
     *
     * @param lost is told of what can't be read
     */
    StreamedBlock(long size, Function<Attempt, Iterator<Object>> open, Consumer<LostBlockException> lost) {
        this.size = size;
        this.open = open;
        this.lost = lost;
    }

    @Override
    public int size() {
        return Math.toIntExact(size);
    }

    @Override
    public void push(Attempt attempt, Link link) {
        Iterator<Object> records = iterator(attempt);
        while (records.hasNext()) {
            link.push(records.next());
        }
    }

    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        return new Guarded(attempt, () -> open.apply(attempt), lost);
    }

    /** Records from a disk: tells of what can't be read, before it throws it. */
    static final class Guarded implements Iterator<Object> {
        private final Attempt attempt;
        private final Consumer<LostBlockException> lost;
        private final Iterator<Object> records;

        Guarded(Attempt attempt, Supplier<Iterator<Object>> open, Consumer<LostBlockException> lost) {
            this.attempt = attempt;
            this.lost = lost;
            try {
                this.records = open.get();
            } catch (LostBlockException e) {
                lost.accept(e);
                throw e;
            }
        }

        @Override
        public boolean hasNext() {
            try {
                return records.hasNext();
            } catch (LostBlockException e) {
                lost.accept(e);
                throw e;
            }
        }

        @Override
        public Object next() {
            attempt.checkStopped();
            try {
                return records.next();
            } catch (LostBlockException e) {
                lost.accept(e);
                throw e;
            }
        }
    }
}
