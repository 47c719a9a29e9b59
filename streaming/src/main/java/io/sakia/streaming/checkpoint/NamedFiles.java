package io.sakia.streaming.checkpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The files that a log names, and how many name each: several operators may store in one. What an epoch costs here follows what is new and
 * what is gone, not how many files there are.
 */
final class NamedFiles {
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<String> unnamed = new LinkedHashSet<>();

    /** One more names these files. */
    void add(Collection<String> files) {
        for (String file : files) {
            names.merge(file, 1, Integer::sum);
            unnamed.remove(file);
        }
    }

    /** One of those that named these files does so no more. */
    void remove(Collection<String> files) {
        for (String file : files) {
            if (names.merge(file, -1, (now, less) -> now + less == 0 ? null : now + less) == null) {
                unnamed.add(file);
            }
        }
    }

    /** Begins anew: no file is named, none was. */
    void clear() {
        names.clear();
        unnamed.clear();
    }

    /** The files that are named. */
    Set<String> all() {
        return Set.copyOf(names.keySet());
    }

    /** The files that were named and are no more; each is told once. */
    Set<String> takeUnnamed() {
        Set<String> taken = Set.copyOf(unnamed);
        unnamed.clear();
        return taken;
    }
}
