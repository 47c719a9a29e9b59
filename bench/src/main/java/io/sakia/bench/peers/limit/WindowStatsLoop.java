package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;

/**
 * Statistics over windows, in arrays of count, sum and maximum by key. The window is two stacks of panes: the older ones are folded from the newest
 * to each of them, the newer ones into one; when the older ones are used up, the newer ones become the older ones.
 */
final class WindowStatsLoop implements TwoThreads.Work {
    private static final int FIELDS = 3;

    private final long[][] taken = new long[Workload.PARTS][Panes.KEYS * FIELDS];
    private final long[][] older = new long[Panes.PANES][Panes.KEYS * FIELDS];
    private final long[] newer = new long[Panes.KEYS * FIELDS];

    @Override
    public void take(long batch, int part) {
        long[] fields = taken[part];
        long end = Workload.WINDOW_RECORD.from(batch, part + 1);
        for (long number = Workload.WINDOW_RECORD.from(batch, part); number < end; number++) {
            int at = Panes.key(number) * FIELDS;
            long value = Panes.value(number);
            fields[at]++;
            fields[at + 1] += value;
            fields[at + 2] = Math.max(fields[at + 2], value);
        }
    }

    @Override
    public Tally put(long batch, int part) {
        int slot = (int) (batch % Panes.PANES);
        int from = Panes.KEYS * part / Workload.PARTS * FIELDS;
        int to = Panes.KEYS * (part + 1) / Workload.PARTS * FIELDS;
        // A pane lies in its slot as it is until the last slot is filled, then as what it and all later ones fold to.
        for (int at = from; at < to; at += FIELDS) {
            fold(taken[0], taken[1], older[slot], at);
            clear(taken[0], at);
            clear(taken[1], at);
            fold(newer, older[slot], newer, at);
        }
        if (slot == Panes.PANES - 1) {
            for (int pane = Panes.PANES - 2; pane >= 0; pane--) {
                for (int at = from; at < to; at += FIELDS) {
                    fold(older[pane], older[pane + 1], older[pane], at);
                }
            }
            for (int at = from; at < to; at += FIELDS) {
                clear(newer, at);
            }
        }
        long[] rest = older[(slot + 1) % Panes.PANES];
        return sum(newer, rest, from, to);
    }

    private static Tally sum(long[] one, long[] other, int from, int to) {
        long results = 0;
        long checksum = 0;
        for (int at = from; at < to; at += FIELDS) {
            long count = one[at] + other[at];
            if (count > 0) {
                results++;
                checksum += Hashes.of(
                        at / FIELDS, count, one[at + 1] + other[at + 1], Math.max(one[at + 2], other[at + 2]));
            }
        }
        return new Tally(results, checksum);
    }

    private static void fold(long[] one, long[] other, long[] into, int at) {
        into[at] = one[at] + other[at];
        into[at + 1] = one[at + 1] + other[at + 1];
        into[at + 2] = Math.max(one[at + 2], other[at + 2]);
    }

    private static void clear(long[] fields, int at) {
        fields[at] = 0;
        fields[at + 1] = 0;
        fields[at + 2] = 0;
    }
}
