package io.sakia.bench.peers.work;

import java.util.Arrays;

/** Keeps all panes of a window and adds them up anew for each. */
final class WindowModel implements Model {
    private final Workload workload;
    private final long[][] counts = new long[Panes.PANES][Panes.KEYS];
    private final long[][] sums = new long[Panes.PANES][Panes.KEYS];
    private final long[][] largest = new long[Panes.PANES][Panes.KEYS];
    private long pane;

    WindowModel(Workload workload) {
        this.workload = workload;
    }

    @Override
    public Tally advance(long batches) {
        Tally tally = Tally.NONE;
        for (long i = 0; i < batches; i++) {
            fill();
            tally = tally.plus(window());
        }
        return tally;
    }

    private void fill() {
        int slot = (int) (pane % Panes.PANES);
        Arrays.fill(counts[slot], 0);
        Arrays.fill(sums[slot], 0);
        Arrays.fill(largest[slot], 0);
        for (long number = workload.from(pane, 0); number < workload.from(pane + 1, 0); number++) {
            int key = Panes.key(number);
            long value = Panes.value(number);
            counts[slot][key]++;
            sums[slot][key] += value;
            largest[slot][key] = Math.max(largest[slot][key], value);
        }
        pane++;
    }

    private Tally window() {
        long[] count = new long[Panes.KEYS];
        long[] sum = new long[Panes.KEYS];
        long[] max = new long[Panes.KEYS];
        for (int slot = 0; slot < Panes.PANES; slot++) {
            for (int key = 0; key < Panes.KEYS; key++) {
                count[key] += counts[slot][key];
                sum[key] += sums[slot][key];
                max[key] = Math.max(max[key], largest[slot][key]);
            }
        }
        long results = 0;
        long checksum = 0;
        for (int key = 0; key < Panes.KEYS; key++) {
            if (count[key] > 0) {
                results++;
                checksum += workload == Workload.WINDOW
                        ? Hashes.of(key, sum[key])
                        : Hashes.of(key, count[key], sum[key], max[key]);
            }
        }
        return new Tally(results, checksum);
    }
}
