package io.sakia.kafka;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of an executor that nobody reads now, for the next ranges of their partitions. Of too many, those that were not used for the longest time are closed.
 * Thread-safe.
 */
final class FeedPool implements AutoCloseable {
    private static final int MOST = 64;

    private final Set<PartitionFeed> idle = new LinkedHashSet<>();
    private final int most;
    private boolean closed;

    FeedPool() {
        this(MOST);
    }

    FeedPool(int most) {
        this.most = most;
    }

    /** A feed that stands at an offset: one that stands there already, or one of the partition, or a new one. */
    PartitionFeed take(PartitionFeed.Key key, long offset) {
        PartitionFeed feed = idle(key, offset);
        if (feed == null) {
            feed = new PartitionFeed(key);
        }
        feed.seek(offset);
        return feed;
    }

    private synchronized @Nullable PartitionFeed idle(PartitionFeed.Key key, long offset) {
        PartitionFeed best = null;
        for (PartitionFeed each : idle) {
            if (each.key().equals(key) && (best == null || each.position() == offset)) {
                best = each;
            }
        }
        if (best != null) {
            idle.remove(best);
        }
        return best;
    }

    /** Gives a feed back that is in order. */
    void giveBack(PartitionFeed feed) {
        List<PartitionFeed> closing = new ArrayList<>();
        synchronized (this) {
            idle.add(feed);
            Iterator<PartitionFeed> oldest = idle.iterator();
            while (closed ? oldest.hasNext() : idle.size() > most) {
                closing.add(oldest.next());
                oldest.remove();
            }
        }
        closing.forEach(PartitionFeed::close);
    }

    @Override
    public void close() {
        List<PartitionFeed> closing;
        synchronized (this) {
            closed = true;
            closing = List.copyOf(idle);
            idle.clear();
        }
        closing.forEach(PartitionFeed::close);
    }
}
