package io.sakia.bench.peers.work;

import io.sakia.bench.peers.work.Peer.Emission;

/** Counts how often each key has come: its value is always the same, so that gives its sum. */
final class StatefulModel implements Model {
    private final Workload workload;
    private final Emission emission;
    private final int[] counts = new int[States.KEYS];
    private final long[] shownIn = new long[States.KEYS];
    private long batch;

    StatefulModel(Workload workload, Emission emission) {
        this.workload = workload;
        this.emission = emission;
    }

    @Override
    public Tally advance(long batches) {
        Tally tally = Tally.NONE;
        for (long i = 0; i < batches; i++) {
            tally = tally.plus(emission == Emission.RECORD ? eachRecord() : eachKey());
            batch++;
        }
        return tally;
    }

    private Tally eachRecord() {
        long checksum = 0;
        for (long number = workload.from(batch, 0); number < workload.from(batch + 1, 0); number++) {
            int id = States.id(number);
            counts[id]++;
            checksum += hash(id);
        }
        return new Tally(workload.batchSize(), checksum);
    }

    private Tally eachKey() {
        for (long number = workload.from(batch, 0); number < workload.from(batch + 1, 0); number++) {
            counts[States.id(number)]++;
        }
        long results = 0;
        long checksum = 0;
        for (long number = workload.from(batch, 0); number < workload.from(batch + 1, 0); number++) {
            int id = States.id(number);
            if (shownIn[id] != batch + 1) {
                shownIn[id] = batch + 1;
                results++;
                checksum += hash(id);
            }
        }
        return new Tally(results, checksum);
    }

    private long hash(int id) {
        long key = States.key(id);
        long value = States.value(key);
        long sum = counts[id] * value;
        return workload == Workload.STATEFUL ? Hashes.of(key, sum) : Hashes.of(key, counts[id], sum, value);
    }
}
