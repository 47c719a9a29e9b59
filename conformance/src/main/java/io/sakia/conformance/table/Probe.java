package io.sakia.conformance.table;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees what functions do inside tasks, retries included. It travels to tasks as a number, so it works wherever tasks run in this JVM, and it
 * is no example for programs, which have accumulators.
 *
 * @param id under which what was seen is found
 */
public record Probe(long id) implements Serializable {
    private static final AtomicLong IDS = new AtomicLong();
    private static final Map<Long, List<Object>> SEEN = new ConcurrentHashMap<>();

    /** A probe that has seen nothing. */
    public static Probe create() {
        Probe probe = new Probe(IDS.incrementAndGet());
        SEEN.put(probe.id, new CopyOnWriteArrayList<>());
        return probe;
    }

    /** Notes something. */
    public void note(Object what) {
        SEEN.getOrDefault(id, List.of()).add(what);
    }

    /** Notes something; true the first time that this is noted. */
    public boolean isFirst(Object what) {
        List<Object> seen = SEEN.getOrDefault(id, List.of());
        synchronized (seen) {
            boolean first = !seen.contains(what);
            seen.add(what);
            return first;
        }
    }

    /** What was noted, in the order in which it came. */
    public List<Object> seen() {
        return List.copyOf(SEEN.getOrDefault(id, List.of()));
    }

    /** How often something was noted. */
    public int count() {
        return seen().size();
    }
}
