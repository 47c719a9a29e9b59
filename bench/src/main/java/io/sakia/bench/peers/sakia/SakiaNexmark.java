package io.sakia.bench.peers.sakia;

import io.sakia.bench.peers.work.FinalRows;
import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.NexmarkJob;
import io.sakia.bench.peers.work.NexmarkWork;
import io.sakia.bench.peers.work.Tally;
import io.sakia.connector.EventTime;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.NexmarkGenerator;
import io.sakia.nexmark.query.BidLog;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A query of NEXMark on {@code local[2]}, as it stands in the module of queries, with a batch for each second of event time. */
final class SakiaNexmark implements NexmarkJob {
    private final StreamingContext ssc;
    private final boolean hasFinalRows;
    private long completed;
    private @Nullable Throwable failure;

    SakiaNexmark(NexmarkQuery query, boolean checks) {
        ssc = new StreamingContext(
                new SakiaConf().setMaster("local[2]"),
                BatchInterval.fixed(Duration.ofMillis(NexmarkWork.BATCH_MILLIS)),
                new GateClock(NexmarkGenerator.BASE, NexmarkWork.BATCH_MILLIS));
        ssc.addStreamingListener(new Completions());
        hasFinalRows = checks && NexmarkRows.hasKeys(query);
        DStream<Event> events = ssc.source(new Numbered<>(NexmarkWork::from, NexmarkWork::event))
                .eventTime(EventTime.ofMillis(Event::time));
        if (query == NexmarkQuery.Q10 && !checks) {
            BidLog.write(events, Path.of("nexmark-log", "sakia").toString());
        } else {
            enter(query, query.define(events), hasFinalRows);
        }
        ssc.start();
    }

    private static <R> void enter(NexmarkQuery query, DStream<R> rows, boolean byKey) {
        NexmarkRows.Hash hash = NexmarkRows.hash(query);
        rows.foreachRDD(rdd -> rdd.foreachPartition(partition -> {
            long count = 0;
            long checksum = 0;
            while (partition.hasNext()) {
                R row = partition.next();
                long its = hash.of(row);
                count++;
                checksum += its;
                if (byKey) {
                    FinalRows.here().put(NexmarkRows.key(row), its);
                }
            }
            Ledger.here().enter(count, checksum);
        }));
    }

    @Override
    public synchronized void await(long batches) throws InterruptedException {
        while (completed < batches && failure == null) {
            wait();
        }
        if (failure != null) {
            throw new IllegalStateException("the stream failed: " + failure, failure);
        }
    }

    @Override
    public Tally finish() throws InterruptedException {
        Gate.here().end();
        ssc.awaitTermination();
        return hasFinalRows ? FinalRows.here().total() : Ledger.here().total();
    }

    private final class Completions implements StreamingListener {
        @Override
        public void onBatchCompleted(BatchInfo batch) {
            synchronized (SakiaNexmark.this) {
                completed++;
                SakiaNexmark.this.notifyAll();
            }
        }

        @Override
        public void onBatchFailed(BatchInfo batch, Throwable reason) {
            synchronized (SakiaNexmark.this) {
                failure = reason;
                SakiaNexmark.this.notifyAll();
            }
        }
    }
}
