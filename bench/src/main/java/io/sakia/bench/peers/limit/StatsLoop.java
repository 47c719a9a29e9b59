package io.sakia.bench.peers.limit;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;

/** Running statistics, as {@link SumLoop}; the three numbers of a key lie beside each other. */
final class StatsLoop implements TwoThreads.Work {
    private final Exchange exchange = new Exchange(Workload.STATEFUL_RECORD.batchSize());
    private final Statistics[] statistics = {new Statistics(), new Statistics()};

    @Override
    public void take(long batch, int part) {
        exchange.send(part, Workload.STATEFUL_RECORD.from(batch, part), Workload.STATEFUL_RECORD.from(batch, part + 1));
    }

    @Override
    public Tally put(long batch, int part) {
        Statistics mine = statistics[part];
        mine.checksum = 0;
        long count = exchange.receive(part, mine);
        return new Tally(count, mine.checksum);
    }

    private static final class Statistics implements Exchange.Visitor {
        private final KeyTable table = new KeyTable(States.KEYS, 3);
        private long checksum;

        @Override
        public void visit(long key, long value) {
            long[] fields = table.cells();
            int at = table.place(key);
            fields[at]++;
            fields[at + 1] += value;
            fields[at + 2] = Math.max(fields[at + 2], value);
            checksum += Hashes.of(key, fields[at], fields[at + 1], fields[at + 2]);
        }
    }
}
