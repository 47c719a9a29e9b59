package io.sakia.embedded.disk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/** The comparators of the trees that were written, by number. There are few in a program, so only so many are kept. Thread-safe. */
final class Comparators {
    private static final int MOST = 100;

    private final IdentityHashMap<Comparator<?>, Integer> numbers = new IdentityHashMap<>();
    private final List<Comparator<?>> kept = new ArrayList<>();

    /** The number of a comparator, which is kept from now on; or −1 if there are too many. */
    synchronized int number(Comparator<?> comparator) {
        Integer known = numbers.get(comparator);
        if (known != null) {
            return known;
        }
        if (kept.size() == MOST) {
            return -1;
        }
        numbers.put(comparator, kept.size());
        kept.add(comparator);
        return kept.size() - 1;
    }

    /** The very comparator of a number. */
    @SuppressWarnings("unchecked") // it comes back to a tree of the elements that it came from
    synchronized Comparator<Object> get(int number) {
        return (Comparator<Object>) kept.get(number);
    }
}
