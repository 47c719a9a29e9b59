package io.sakia.kafka;

import io.sakia.connector.Cursor;
import io.sakia.connector.Source;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of topics on the driver: how far they are planned, and where they end. A {@link ClusterWatch} finds out, and batches take their shares of it without
 * waiting.
 *
 * <pre>
 *   watch ── ends ──►  planned ≤ ends  ◄── plan, committed ── batch loop
 *         ◄─ offsets for the group ─
 * </pre>
 *
 * Thread-safe.
 */
final class KafkaPlanner implements Source.Planner<OffsetRange> {
    private final KafkaReading reading;
    private final Runnable signal;
    private final Pace pace;
    private final NavigableMap<Place, Long> next;
    private final NavigableMap<Place, Long> ends = new TreeMap<>();
    private @Nullable NavigableMap<Place, Long> group;
    private @Nullable RuntimeException failure;
    private @Nullable ClusterWatch watch;
    private boolean drained;
    private long plans;

    /**
     * A planner of partitions.
     *
     * @param next the offsets at which to begin
     */
    KafkaPlanner(KafkaReading reading, NavigableMap<Place, Long> next, Runnable signal, Pace pace) {
        this.reading = reading;
        this.next = new TreeMap<>(next);
        this.signal = signal;
        this.pace = pace;
    }

    /** Keeps it up to date from now on. */
    void watchedBy(ClusterWatch newWatch) {
        watch = newWatch;
    }

    @Override
    public Source.Plan<OffsetRange> plan(Source.Limit limit) {
        Source.Plan<OffsetRange> plan;
        boolean more;
        synchronized (this) {
            RuntimeException failed = failure;
            if (failed != null) {
                throw failed;
            }
            pace.elapse();
            NavigableMap<Place, Long> shares =
                    drained ? new TreeMap<>() : Shares.fair(wanted(), limit.records(), plans++);
            List<OffsetRange> ranges = Shares.cut(next, shares, limit.parallelism(), reading.smallestRange());
            shares.forEach((place, records) -> {
                next.merge(place, records, Long::sum);
                pace.use(place, records);
            });
            plan = new Source.Plan<>(ranges, KafkaCursor.of(next), false);
            more = limit.records() > 0 && isWanted();
        }
        if (more) {
            signal.run();
        }
        return plan;
    }

    /** How much could be planned of each partition. */
    private NavigableMap<Place, Long> wanted() {
        NavigableMap<Place, Long> wanted = new TreeMap<>();
        ends.forEach((place, end) -> {
            long records = Math.min(end - next.getOrDefault(place, end), pace.allowed(place));
            if (records > 0) {
                wanted.put(place, records);
            }
        });
        return wanted;
    }

    private boolean isWanted() {
        return !drained && !wanted().isEmpty();
    }

    /** The partitions that are read. */
    synchronized NavigableSet<Place> places() {
        return new TreeSet<>(next.keySet());
    }

    /** There are other partitions now; new ones are read from their beginning. What is gone is read no more. */
    synchronized void places(NavigableSet<Place> places, NavigableMap<Place, Long> begins) {
        next.keySet().retainAll(places);
        ends.keySet().retainAll(places);
        for (Place place : places) {
            next.putIfAbsent(place, begins.getOrDefault(place, 0L));
        }
    }

    /** Partitions end here now; gives whether there is more than was known. */
    boolean ends(NavigableMap<Place, Long> newEnds) {
        boolean more = false;
        boolean tell;
        synchronized (this) {
            if (drained) {
                return false;
            }
            for (Map.Entry<Place, Long> each : newEnds.entrySet()) {
                Long before = ends.get(each.getKey());
                if (before == null
                        ? each.getValue() > next.getOrDefault(each.getKey(), 0L)
                        : each.getValue() > before) {
                    more = true;
                }
                ends.put(each.getKey(), each.getValue());
            }
            pace.elapse();
            tell = isWanted();
        }
        if (tell) {
            signal.run();
        }
        return more;
    }

    /** The stream can't go on; the next plan says so. */
    void fail(RuntimeException newFailure) {
        synchronized (this) {
            failure = newFailure;
        }
        signal.run();
    }

    /** What the consumer group is to be told, once; null if it knows. */
    synchronized @Nullable NavigableMap<Place, Long> takeGroup() {
        NavigableMap<Place, Long> taken = group;
        group = null;
        return taken;
    }

    @Override
    public void committed(Cursor cursor) {
        if (reading.group().isEmpty()) {
            return;
        }
        synchronized (this) {
            group = ((KafkaCursor) cursor).next();
        }
        if (watch != null) {
            watch.wake();
        }
    }

    @Override
    public synchronized Optional<Set<String>> partitions() {
        Set<String> names = new TreeSet<>();
        next.keySet().forEach(place -> names.add(place.toString()));
        return Optional.of(names);
    }

    @Override
    public synchronized Map<String, Source.Progress> progress() {
        Map<String, Source.Progress> progress = new TreeMap<>();
        next.forEach((place, offset) -> progress.put(
                place.toString(), new Source.Progress(offset, Math.max(0, ends.getOrDefault(place, offset) - offset))));
        return progress;
    }

    @Override
    public synchronized void drain() {
        drained = true;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
