package io.sakia.streaming.checkpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The files that a log names, how many name each, as several operators may store in one, and how many bytes are known to be in it. What an
 * epoch costs here follows what is new and what is gone, not how many files there are.
 */
final class NamedFiles {
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Long> bytes = new HashMap<>();
    private final Map<String, Long> unnamed = new LinkedHashMap<>();

    /** One more names these files. */
    void add(Collection<String> files) {
        for (String file : files) {
            names.merge(file, 1, Integer::sum);
            unnamed.remove(file);
        }
    }

    /** So many bytes more stand in a file. */
    void weigh(String file, long more) {
        bytes.merge(file, more, Long::sum);
    }

    /** One of those that named these files does so no more. */
    void remove(Collection<String> files) {
        for (String file : files) {
            if (names.merge(file, -1, (now, less) -> now + less == 0 ? null : now + less) == null) {
                Long known = bytes.remove(file);
                unnamed.put(file, known == null ? 0 : known);
            }
        }
    }

    /** Begins anew: no file is named, none was. */
    void clear() {
        names.clear();
        bytes.clear();
        unnamed.clear();
    }

    /** The files that are named. */
    Set<String> all() {
        return Set.copyOf(names.keySet());
    }

    /** The files that were named and are no more, with what is known of their bytes; each is told once. */
    Map<String, Long> takeUnnamed() {
        Map<String, Long> taken = Map.copyOf(unnamed);
        unnamed.clear();
        return taken;
    }
}
