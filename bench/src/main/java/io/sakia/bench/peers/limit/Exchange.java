package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Workload;

/** Records on their way from the thread that made them to the one whose keys they have. */
final class Exchange {
    private final long[][][] keys;
    private final long[][][] values;
    private final int[][] sizes = new int[Workload.PARTS][Workload.PARTS];

    Exchange(int batchSize) {
        this.keys = new long[Workload.PARTS][Workload.PARTS][batchSize];
        this.values = new long[Workload.PARTS][Workload.PARTS][batchSize];
    }

    /** Does something with a record. */
    interface Visitor {
        void visit(long key, long value);
    }

    /** Makes the records with these numbers and lays them down for their threads. */
    void send(int part, long from, long to) {
        int[] size = new int[Workload.PARTS];
        for (long number = from; number < to; number++) {
            long key = States.key(number);
            int target = (int) ((key >>> 32) & 1);
            keys[part][target][size[target]] = key;
            values[part][target][size[target]++] = States.value(key);
        }
        sizes[part] = size;
    }

    /** Visits what was laid down for a thread; gives how many there were. */
    long receive(int target, Visitor visitor) {
        long count = 0;
        for (int part = 0; part < Workload.PARTS; part++) {
            int size = sizes[part][target];
            for (int i = 0; i < size; i++) {
                visitor.visit(keys[part][target][i], values[part][target][i]);
            }
            count += size;
        }
        return count;
    }
}
