package io.sakia.streaming.checkpoint;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What becomes of what a checkpoint holds when a program starts from it. A start uses the same plan, and refuses what would lose something
 * unless that is dropped by name.
 *
 * <pre>
 *   source  clicks         KEEP
 *   state   visits         MIGRATE   Visit.pages: int added, 0 by default
 *   state   old-totals     DROP      the program has no place for it
 *   sink    alerts         NEW
 * </pre>
 *
 * @param folder the checkpoint
 * @param items what is in it or in the program: sources, states, totals of accumulators, sinks
 */
public record CheckpointPlan(String folder, List<Item> items) {
    /** Copies the list. */
    public CheckpointPlan {
        items = List.copyOf(items);
    }

    /** What is kept under a name. */
    public enum Kind {
        SOURCE("the position in source"),
        STATE("the state"),
        TOTAL("the total of accumulator"),
        SINK("output that is not published yet of");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /** What becomes of it. */
    public enum Fate {
        /** It goes on as it is. */
        KEEP,
        /** It goes on, and is converted while it is read. */
        MIGRATE,
        /** The checkpoint has nothing of it: it begins. */
        NEW,
        /** The program has no place for it, and nothing is lost by that. */
        GONE,
        /** The program has no place for it: a start is refused, unless it may be dropped. */
        DROP,
        /** The program has a place for it and can't read it: a start is refused, unless it may be dropped and begin anew. */
        REFUSED
    }

    /**
     * What becomes of one thing.
     *
     * @param name its name in the checkpoint and in the program
     * @param lines what changes, or why it can't be read, for people
     */
    public record Item(Kind kind, String name, Fate fate, List<String> lines) {
        /** Copies the list. */
        public Item {
            lines = List.copyOf(lines);
        }

        /** Whether a start is refused for it unless it may be dropped. */
        public boolean loses() {
            return fate == Fate.DROP || fate == Fate.REFUSED;
        }

        /** One line. */
        @Override
        public String toString() {
            return kind.name().toLowerCase(Locale.ROOT) + " " + name + " " + fate
                    + (lines.isEmpty() ? "" : " " + String.join("; ", lines));
        }
    }

    /** Those of a fate. */
    public List<Item> of(Fate fate) {
        return items.stream().filter(item -> item.fate == fate).toList();
    }

    /** Whether a program that may drop these names starts. */
    public boolean starts(Set<String> drop) {
        return items.stream().noneMatch(item -> item.loses() && !drop.contains(item.name));
    }

    /** The names of what is let go of, among those that may be. What the program goes on with is never dropped. */
    Set<String> dropped(Set<String> drop) {
        return items.stream()
                .filter(item -> item.loses() && drop.contains(item.name))
                .map(Item::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Refuses a start that would lose something silently. */
    void require(Set<String> drop) throws IOException {
        List<Item> lost = items.stream()
                .filter(item -> item.loses() && !drop.contains(item.name))
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        throw new IOException("the checkpoint " + folder + " holds "
                + lost.stream().map(this::problem).collect(Collectors.joining(", and "))
                + ", or let go of " + (lost.size() == 1 ? "it" : "them") + " with --conf " + dropping(drop));
    }

    /** The setting that lets go of what a start would lose, and of what it may let go of already, as it is written on a command line. */
    public String dropping(Set<String> drop) {
        Set<String> names = new LinkedHashSet<>(new TreeSet<>(drop));
        items.stream().filter(Item::loses).forEach(item -> names.add(item.name));
        String setting = "sakia.checkpoint.drop=" + DropNames.text(names);
        return setting.matches("[\\w.=,-]*") ? setting : "'" + setting.replace("'", "'\\''") + "'";
    }

    private String problem(Item item) {
        String what = item.kind.text + " '" + item.name + "'";
        if (item.fate == Fate.REFUSED) {
            return what + ", which this version of the program can't read (" + String.join("; ", item.lines)
                    + "): change the program so that it can";
        }
        String known = items.stream()
                .filter(other -> other.kind == item.kind && other.fate != Fate.DROP && other.fate != Fate.GONE)
                .map(other -> "'" + other.name + "'")
                .collect(Collectors.joining(", "));
        return what + ", for which the program has no place" + (known.isEmpty() ? "" : " (it has " + known + ")") + ": "
                + (item.kind == Kind.TOTAL
                        ? "make an accumulator of that name on the context"
                        : "give the operator that name with .named(\"" + item.name + "\")");
    }
}
