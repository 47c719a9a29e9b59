package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;

/** Running sums: records are exchanged between the threads, and each sums those of its keys. */
final class SumLoop implements TwoThreads.Work {
    private final Exchange exchange = new Exchange(Workload.STATEFUL.batchSize());
    private final Sums[] sums = {new Sums(), new Sums()};

    @Override
    public void take(long batch, int part) {
        exchange.send(part, Workload.STATEFUL.from(batch, part), Workload.STATEFUL.from(batch, part + 1));
    }

    @Override
    public Tally put(long batch, int part) {
        Sums mine = sums[part];
        mine.checksum = 0;
        long count = exchange.receive(part, mine);
        return new Tally(count, mine.checksum);
    }

    private static final class Sums implements Exchange.Visitor {
        private final KeyTable table = new KeyTable(States.KEYS, 1);
        private long checksum;

        @Override
        public void visit(long key, long value) {
            long[] sums = table.cells();
            int at = table.place(key);
            sums[at] += value;
            checksum += Hashes.of(key, sums[at]);
        }
    }
}
