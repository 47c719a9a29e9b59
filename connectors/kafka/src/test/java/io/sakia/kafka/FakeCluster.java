package io.sakia.kafka;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.errors.TimeoutException;

/** A cluster that is made up: partitions with a beginning and an end, which may be out of reach. */
final class FakeCluster implements Cluster {
    final NavigableMap<Place, Long> begins = new TreeMap<>();
    final NavigableMap<Place, Long> ends = new TreeMap<>();
    final NavigableMap<Place, Long> group = new TreeMap<>();
    boolean down;
    int waits;

    void grow(Place place, long records) {
        begins.putIfAbsent(place, 0L);
        ends.merge(place, records, Long::sum);
    }

    @Override
    public NavigableSet<Place> partitions(Topics topics) {
        reach();
        NavigableSet<Place> some = new TreeSet<>(ends.keySet());
        some.removeIf(place -> !topics.has(place.topic(), place.number()));
        return some;
    }

    @Override
    public NavigableMap<Place, Long> begins(Set<Place> places) {
        return of(begins, places);
    }

    @Override
    public NavigableMap<Place, Long> ends(Set<Place> places) {
        return of(ends, places);
    }

    @Override
    public NavigableMap<Place, Long> since(Set<Place> places, long millis) {
        return of(ends, places);
    }

    private NavigableMap<Place, Long> of(NavigableMap<Place, Long> all, Set<Place> places) {
        reach();
        NavigableMap<Place, Long> some = new TreeMap<>(all);
        some.keySet().retainAll(places);
        return some;
    }

    private void reach() {
        if (down) {
            throw new TimeoutException("nobody answers");
        }
    }

    @Override
    public void await(NavigableMap<Place, Long> known, Duration most) {
        waits++;
    }

    @Override
    public void wake() {}

    @Override
    public void commit(NavigableMap<Place, Long> next) {
        reach();
        group.putAll(next);
    }

    @Override
    public void commitNow(NavigableMap<Place, Long> next, Duration most) {
        commit(next);
    }

    @Override
    public void close() {}
}
