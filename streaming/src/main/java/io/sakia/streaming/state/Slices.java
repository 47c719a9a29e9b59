package io.sakia.streaming.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of slices that shares its end with other versions, in the order of panes or against it. A pane may have two slices, of different keys.
 *
 * @param slice the first
 * @param rest the others
 */
record Slices(Slice slice, @Nullable Slices rest) {
    /** The number of the first slice's pane. */
    long number() {
        return slice.number();
    }

    /** The list with a slice in its place, where the newest stands first: mostly before all others. */
    static Slices newestFirst(@Nullable Slices list, Slice slice) {
        if (list == null || list.number() <= slice.number()) {
            return new Slices(slice, list);
        }
        List<Slice> newer = new ArrayList<>();
        Slices older = list;
        while (older != null && older.number() > slice.number()) {
            newer.add(older.slice);
            older = older.rest;
        }
        Slices inserted = new Slices(slice, older);
        for (int i = newer.size() - 1; i >= 0; i--) {
            inserted = new Slices(newer.get(i), inserted);
        }
        return inserted;
    }

    /** A list that begins with the last. */
    static @Nullable Slices reversed(@Nullable Slices list) {
        Slices turned = null;
        for (Slices each = list; each != null; each = each.rest) {
            turned = new Slices(each.slice, turned);
        }
        return turned;
    }

    /** A list of slices in the order of their panes, from two that are in it. */
    static @Nullable Slices merged(@Nullable Slices some, List<Slice> others) {
        List<Slice> all = new ArrayList<>(others);
        for (Slices each = some; each != null; each = each.rest) {
            all.add(each.slice);
        }
        if (some != null) {
            all.sort(Comparator.comparingLong(Slice::number));
        }
        return of(all);
    }

    /** A list of slices as they stand. */
    static @Nullable Slices of(List<Slice> slices) {
        Slices list = null;
        for (int i = slices.size() - 1; i >= 0; i--) {
            list = new Slices(slices.get(i), list);
        }
        return list;
    }

    /** The slices as they stand. */
    static List<Slice> toList(@Nullable Slices list) {
        List<Slice> all = new ArrayList<>();
        for (Slices each = list; each != null; each = each.rest) {
            all.add(each.slice);
        }
        return all;
    }

    /** The same list with new numbers for the slots. */
    static @Nullable Slices renumber(@Nullable Slices list, int[] newSlots) {
        List<Slice> all = toList(list);
        all.replaceAll(slice -> slice.renumber(newSlots));
        return of(all);
    }
}
