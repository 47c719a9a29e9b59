package io.sakia.embedded;

import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.PairBuffer;
import io.sakia.embedded.spill.Pile;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** The pairs that map tasks put out for one partition, one map task after the other, read from where they lie. */
final class ShuffledPairs implements Block {
    private final List<MapOutput> rows;
    private final int partition;
    private final Consumer<LostBlockException> lost;

    /**
     * The pairs of some map tasks.
     *
     * @param lost is told of what can't be read
     */
    ShuffledPairs(List<MapOutput> rows, int partition, Consumer<LostBlockException> lost) {
        this.rows = rows;
        this.partition = partition;
        this.lost = lost;
    }

    @Override
    public int size() {
        long size = 0;
        for (MapOutput row : rows) {
            size += row.bucket(partition) instanceof Pile pile ? pile.records() : 0;
        }
        return Math.toIntExact(size);
    }

    @Override
    public void push(Attempt attempt, Link link) {
        if (link instanceof PairLink pairs) {
            pairs.expect(size());
        }
        for (MapOutput row : rows) {
            if (row.bucket(partition) instanceof Pile pile) {
                push(pile, attempt, link, lost);
            }
        }
    }

    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        return new ConcatenatedIterator(
                rows.size(),
                i -> rows.get(i).bucket(partition) instanceof Pile pile
                        ? new StreamedBlock.Guarded(attempt, () -> pile.iterator(attempt), lost)
                        : Collections.emptyIterator());
    }

    private static void push(Pile pile, Attempt attempt, Link link, Consumer<LostBlockException> lost) {
        if (!pile.stored().isEmpty()) {
            Iterator<Object> records = new StreamedBlock.Guarded(attempt, () -> pile.iterator(attempt), lost);
            while (records.hasNext()) {
                link.push(records.next());
            }
            return;
        }
        PairBuffer held = pile.pairs();
        if (held == null) {
            for (Iterator<Object> records = pile.iterator(attempt); records.hasNext(); ) {
                attempt.checkStopped();
                link.push(records.next());
            }
        } else if (link instanceof PairLink pairs) {
            pairs.putAll(attempt, held.keys(), held.values(), held.size());
        } else {
            link.drain(new PairFeed(attempt, held.keys(), held.values(), held.size()));
        }
    }
}
