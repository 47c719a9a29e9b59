package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;

/** Sums over windows: an array for each thread's part of a pane, and a running total from which the oldest pane is taken. */
final class WindowSumLoop implements TwoThreads.Work {
    private final long[][] taken = new long[Workload.PARTS][Panes.KEYS];
    private final int[][] takenCounts = new int[Workload.PARTS][Panes.KEYS];
    private final long[][] panes = new long[Panes.PANES][Panes.KEYS];
    private final int[][] paneCounts = new int[Panes.PANES][Panes.KEYS];
    private final long[] totals = new long[Panes.KEYS];
    private final long[] totalCounts = new long[Panes.KEYS];

    @Override
    public void take(long batch, int part) {
        long[] sums = taken[part];
        int[] counts = takenCounts[part];
        long end = Workload.WINDOW.from(batch, part + 1);
        for (long number = Workload.WINDOW.from(batch, part); number < end; number++) {
            int key = Panes.key(number);
            sums[key] += Panes.value(number);
            counts[key]++;
        }
    }

    @Override
    public Tally put(long batch, int part) {
        long[] pane = panes[(int) (batch % Panes.PANES)];
        int[] paneCount = paneCounts[(int) (batch % Panes.PANES)];
        long results = 0;
        long checksum = 0;
        for (int key = Panes.KEYS * part / Workload.PARTS; key < Panes.KEYS * (part + 1) / Workload.PARTS; key++) {
            long sum = taken[0][key] + taken[1][key];
            int count = takenCounts[0][key] + takenCounts[1][key];
            taken[0][key] = 0;
            taken[1][key] = 0;
            takenCounts[0][key] = 0;
            takenCounts[1][key] = 0;
            totals[key] += sum - pane[key];
            totalCounts[key] += count - paneCount[key];
            pane[key] = sum;
            paneCount[key] = count;
            if (totalCounts[key] > 0) {
                results++;
                checksum += Hashes.of(key, totals[key]);
            }
        }
        return new Tally(results, checksum);
    }
}
