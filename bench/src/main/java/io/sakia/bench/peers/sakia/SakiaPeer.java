package io.sakia.bench.peers.sakia;

import io.sakia.Aggregate;
import io.sakia.Broadcast;
import io.sakia.Pair;
import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Delays;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Laps;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.NexmarkJob;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Stats;
import io.sakia.bench.peers.work.TinyBatches;
import io.sakia.bench.peers.work.Workload;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sakia on {@code local[2]}, as its users write programs: plain lambdas on plain objects, all settings as they are. */
public final class SakiaPeer implements Peer {
    private static final ThreadLocal<Delays.Page> DELAYS =
            ThreadLocal.withInitial(() -> Delays.here().page());
    private static final Duration INTERVAL = Durations.seconds(1);

    /** Sakia. */
    public SakiaPeer() {}

    @Override
    public AutoCloseable start(Workload workload) {
        StreamingContext ssc = new StreamingContext(
                new SakiaConf().setMaster("local[2]"),
                BatchInterval.fixed(INTERVAL),
                new GateClock(0, INTERVAL.toMillis()));
        switch (workload) {
            case WORD_COUNT -> wordCount(ssc);
            case STATEFUL -> stateful(ssc);
            case STATEFUL_RECORD -> statefulRecord(ssc);
            case WINDOW -> window(ssc);
            case WINDOW_RECORD -> windowRecord(ssc);
            case YAHOO -> yahoo(ssc);
        }
        ssc.start();
        return ssc;
    }

    /** Self-clocked, as a program has it that wants results soon. */
    @Override
    public AutoCloseable startPaced() {
        StreamingContext ssc = new StreamingContext(delayed(), BatchInterval.selfClocked());
        ssc.source(new Scheduled())
                .mapToPair(timed -> Pair.of(timed.key(), timed.due()))
                .mapWithState(Long.class, (key, due, state) -> {
                    long count = (state.exists() ? state.get() : 0) + 1;
                    state.update(count);
                    return new Counted(key, count, due);
                })
                .foreachRDD(rdd -> rdd.foreachPartition(partition -> {
                    long results = 0;
                    long checksum = 0;
                    Delays.Page delays = DELAYS.get();
                    while (partition.hasNext()) {
                        Counted counted = partition.next();
                        results++;
                        checksum += Hashes.of(counted.key(), counted.count());
                        delays.enter(System.nanoTime() - counted.due());
                    }
                    Ledger.here().enter(results, checksum);
                }));
        ssc.start();
        return ssc;
    }

    /** Where delays are measured, perhaps with a checkpoint in a new folder below the one that this JVM runs in: an epoch ends every 100 ms. */
    private static SakiaConf delayed() {
        SakiaConf conf = new SakiaConf().setMaster("local[2]");
        if (!Boolean.getBoolean(CHECKPOINT)) {
            return conf;
        }
        try {
            return conf.set(
                    "sakia.checkpoint.dir",
                    Files.createTempDirectory(Path.of("").toAbsolutePath(), "peers-checkpoint-")
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is put out for a record. */
    private record Counted(int key, long count, long due) {}

    @Override
    public AutoCloseable startTiny() {
        StreamingContext ssc =
                new StreamingContext(delayed(), BatchInterval.fixed(INTERVAL), new GateClock(0, INTERVAL.toMillis()));
        ssc.source(new Numbered<>(TinyBatches::from, TinyBatches::event))
                .mapToPair(event -> Pair.of(event.key(), event.value()))
                .reduceByKey(Long::sum)
                .foreachRDD(rdd -> {
                    long results = 0;
                    long checksum = 0;
                    for (Pair<Long, Long> sum : rdd.collect()) {
                        results++;
                        checksum += Hashes.of(sum.key(), sum.value());
                    }
                    Laps.here().end(results, checksum);
                });
        ssc.start();
        return ssc;
    }

    @Override
    public NexmarkJob startNexmark(String query, boolean checks) {
        return new SakiaNexmark(NexmarkQuery.valueOf(query.toUpperCase(Locale.ROOT)), checks);
    }

    private static void wordCount(StreamingContext ssc) {
        enter(
                ssc.source(new Numbered<>(Workload.WORD_COUNT::from, Lines::line))
                        .flatMap(line -> List.of(line.split(" ")))
                        .mapToPair(word -> Pair.of(word, 1L))
                        .reduceByKey(Long::sum),
                count -> Hashes.of(count.key().hashCode(), count.value()));
    }

    private static void stateful(StreamingContext ssc) {
        enter(
                ssc.source(new Numbered<>(Workload.STATEFUL::from, States::event))
                        .mapToPair(event -> Pair.of(event.key(), event.value()))
                        .mapWithState(Long.class, (key, value, state) -> {
                            long sum = (state.exists() ? state.get() : 0) + value;
                            state.update(sum);
                            return Pair.of(key, sum);
                        }),
                sum -> Hashes.of(sum.key(), sum.value()));
    }

    private static void statefulRecord(StreamingContext ssc) {
        enter(
                ssc.source(new Numbered<>(Workload.STATEFUL_RECORD::from, States::event))
                        .mapToPair(event -> Pair.of(event.key(), event.value()))
                        .mapWithState(Stats.class, (key, value, state) -> {
                            Stats stats = state.exists() ? state.get().with(value) : Stats.of(value);
                            state.update(stats);
                            return Pair.of(key, stats);
                        }),
                stats -> Hashes.of(stats.key(), stats.value()));
    }

    private static void window(StreamingContext ssc) {
        enter(
                ssc.source(new Numbered<>(Workload.WINDOW::from, Panes::event))
                        .mapToPair(event -> Pair.of(event.key(), event.value()))
                        .reduceByKeyAndWindow(Long::sum, INTERVAL.multipliedBy(Panes.PANES), INTERVAL),
                sum -> Hashes.of(sum.key(), sum.value()));
    }

    private static void windowRecord(StreamingContext ssc) {
        enter(
                ssc.source(new Numbered<>(Workload.WINDOW_RECORD::from, Panes::event))
                        .mapToPair(event -> Pair.of(event.key(), event.value()))
                        .aggregateByKeyAndWindow(
                                Aggregate.combine(Stats::of, Stats::with, Stats::plus),
                                INTERVAL.multipliedBy(Panes.PANES),
                                INTERVAL),
                stats -> Hashes.of(stats.key(), stats.value()));
    }

    /** A batch is a window: batches hold the events of ten seconds each. */
    private static void yahoo(StreamingContext ssc) {
        Broadcast<Map<String, String>> campaigns = ssc.sakiaContext().broadcast(Ads.campaigns());
        enter(
                ssc.source(new Numbered<>(Workload.YAHOO::from, Ads::json))
                        .map(AdEvent::parse)
                        .filter(AdEvent::isCounted)
                        .mapToPair(event -> Pair.of(
                                new Campaign(
                                        campaigns.value().getOrDefault(event.adId(), ""), Ads.window(event.time())),
                                1L))
                        .reduceByKey(Long::sum),
                count -> Ads.hash(count.key().id(), count.key().window(), count.value()));
    }

    /** What is counted. */
    private record Campaign(String id, long window) {}

    /** The hash of a result. */
    private interface HashOf<T> extends Serializable {
        long of(T result);
    }

    /** Enters all results of each batch. */
    private static <T> void enter(DStream<T> results, HashOf<T> hash) {
        results.foreachRDD(rdd -> rdd.foreachPartition(partition -> {
            long count = 0;
            long checksum = 0;
            while (partition.hasNext()) {
                count++;
                checksum += hash.of(partition.next());
            }
            Ledger.here().enter(count, checksum);
        }));
    }
}
