package io.sakia.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.PriorityQueue;
import java.util.TreeMap;

/** How a batch is shared out among partitions, and these among tasks. */
final class Shares {
    private Shares() {}

    /**
     * The largest of the smallest shares: nobody gets less so that another, who has as much already, gets more.
     *
     * <pre>{@code
     * wanted a=2 b=10 c=10, 12 in all: a=2 b=5 c=5
     * }</pre>
     *
     * @param turn which of those that are equal gets what can't be divided; another one with each number
     */
    static NavigableMap<Place, Long> fair(NavigableMap<Place, Long> wanted, long most, long turn) {
        List<Place> ascending = new ArrayList<>(wanted.keySet());
        if (!ascending.isEmpty()) {
            Collections.rotate(ascending, (int) Math.floorMod(turn, (long) ascending.size()));
        }
        ascending.sort(Comparator.comparing(wanted::get)); // stable: equal ones keep their turn
        NavigableMap<Place, Long> shares = new TreeMap<>();
        long left = most;
        for (int i = 0; i < ascending.size(); i++) {
            Place place = ascending.get(i);
            int others = ascending.size() - i;
            long share = Math.min(wanted(wanted, place), left / others + (left % others == 0 ? 0 : 1));
            left -= share;
            shares.put(place, share);
        }
        return shares;
    }

    /**
     * Cuts what is read of each partition into ranges: one for each, and more of the longest while there are fewer than tasks.
     *
     * @param from where each begins
     * @param records how many are read of each; none of those with 0
     * @param smallest no range that was cut is smaller
     */
    static List<OffsetRange> cut(
            Map<Place, Long> from, NavigableMap<Place, Long> records, int parallelism, long smallest) {
        List<Pieces> all = new ArrayList<>();
        records.forEach((place, count) -> {
            if (count > 0) {
                all.add(new Pieces(place, count));
            }
        });
        PriorityQueue<Pieces> longest = new PriorityQueue<>(
                Comparator.comparingLong(Pieces::length).reversed().thenComparing(pieces -> pieces.place));
        all.stream().filter(pieces -> pieces.mayBeCut(smallest)).forEach(longest::add);
        for (int ranges = all.size(); ranges < parallelism && !longest.isEmpty(); ranges++) {
            Pieces cut = longest.remove();
            cut.number++;
            if (cut.mayBeCut(smallest)) {
                longest.add(cut);
            }
        }
        List<OffsetRange> ranges = new ArrayList<>();
        for (Pieces each : all) {
            each.addTo(ranges, wanted(from, each.place));
        }
        return ranges;
    }

    private static long wanted(Map<Place, Long> of, Place place) {
        return of.getOrDefault(place, 0L);
    }

    /** A partition's records in so many pieces. */
    private static final class Pieces {
        private final Place place;
        private final long records;
        private int number = 1;

        Pieces(Place place, long records) {
            this.place = place;
            this.records = records;
        }

        long length() {
            return records / number;
        }

        boolean mayBeCut(long smallest) {
            return records / (number + 1) >= smallest;
        }

        void addTo(List<OffsetRange> ranges, long begin) {
            long from = begin;
            for (int i = 0; i < number; i++) {
                long until = from + records / number + (i < records % number ? 1 : 0);
                ranges.add(new OffsetRange(place.topic(), place.number(), from, until));
                from = until;
            }
        }
    }
}
