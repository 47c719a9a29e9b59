package io.sakia.bench.peers.spark;

import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Laps;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Stats;
import io.sakia.bench.peers.work.TinyBatches;
import io.sakia.bench.peers.work.Workload;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.api.java.JavaDStreamLike;
import org.apache.spark.streaming.api.java.JavaPairDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import scala.Tuple2;

/**
 * Spark Streaming (DStreams) on {@code local[2]}. Its best settings here:
 *
 * <ul>
 *   <li>two partitions everywhere;
 *   <li>Kryo, and no compression of shuffles: the disk's cache is faster than a compressor;
 *   <li>no web interface, and warnings only in the log;
 *   <li>running state by {@code mapWithState}, which touches only the keys that come;
 *   <li>sums over windows with the inverse function, so that a batch costs two panes and not 60;
 *   <li>batches follow each other without a pause, see {@link GateClock}. Checkpoints are written, as state and the inverse function need them, at the default interval of ten batches.
 * </ul>
 */
@SuppressWarnings("deprecation") // all of DStreams is
public final class SparkPeer implements Peer {
    /** Spark Streaming. */
    public SparkPeer() {}

    @Override
    public AutoCloseable start(Workload workload) throws IOException {
        JavaStreamingContext ssc = context(workload.label());
        ssc.checkpoint(Files.createTempDirectory("sakia-peers-spark").toString());
        switch (workload) {
            case WORD_COUNT -> wordCount(ssc.ssc());
            case STATEFUL -> stateful(ssc.ssc());
            case STATEFUL_RECORD -> statefulRecord(ssc.ssc());
            case WINDOW -> window(ssc.ssc());
            case WINDOW_RECORD -> windowRecord(ssc.ssc());
            case YAHOO -> yahoo(ssc.ssc(), ssc.sparkContext());
        }
        return run(ssc);
    }

    @Override
    public AutoCloseable startTiny() {
        JavaStreamingContext ssc = context("tiny");
        Numbered.stream(ssc.ssc(), TinyBatches::from, TinyBatches::event)
                .mapToPair(event -> new Tuple2<>(event.key(), event.value()))
                .reduceByKey(Long::sum, Workload.PARTS)
                .foreachRDD(rdd -> {
                    long results = 0;
                    long checksum = 0;
                    for (Tuple2<Long, Long> sum : rdd.collect()) {
                        results++;
                        checksum += Hashes.of(sum._1(), sum._2());
                    }
                    GateClock.batchEnded();
                    Laps.here().end(results, checksum);
                });
        return run(ssc);
    }

    private static JavaStreamingContext context(String name) {
        SparkConf conf = new SparkConf()
                .setMaster("local[" + Workload.PARTS + "]")
                .setAppName(name)
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.default.parallelism", Integer.toString(Workload.PARTS))
                .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .set("spark.kryo.registrator", Registrator.class.getName())
                .set("spark.shuffle.compress", "false")
                .set("spark.shuffle.spill.compress", "false")
                .set("spark.ui.enabled", "false")
                .set("spark.log.level", "WARN")
                .set(GateClock.SETTING, GateClock.class.getName());
        return new JavaStreamingContext(conf, Durations.milliseconds(GateClock.INTERVAL));
    }

    private static AutoCloseable run(JavaStreamingContext ssc) {
        ssc.start();
        Thread watch = new Thread(
                () -> {
                    try {
                        ssc.awaitTermination();
                        Ledger.here().fail(null);
                    } catch (Exception e) { // whatever ended the stream is what is told
                        Ledger.here().fail(e);
                    }
                },
                "watch");
        watch.setDaemon(true);
        watch.start();
        return () -> {};
    }

    private static void wordCount(StreamingContext ssc) {
        enter(
                Numbered.stream(ssc, Workload.WORD_COUNT::from, Lines::line)
                        .flatMap(line -> Arrays.asList(line.split(" ")).iterator())
                        .mapToPair(word -> new Tuple2<>(word, 1L))
                        .reduceByKey(Long::sum, Workload.PARTS),
                count -> Hashes.of(count._1().hashCode(), count._2()));
    }

    private static void stateful(StreamingContext ssc) {
        Function3<Long, Optional<Long>, State<Long>, Tuple2<Long, Long>> add = (key, value, state) -> {
            long sum = (state.exists() ? state.get() : 0L) + value.get();
            state.update(sum);
            return new Tuple2<>(key, sum);
        };
        enter(
                states(ssc, Workload.STATEFUL)
                        .mapWithState(StateSpec.function(add).numPartitions(Workload.PARTS)),
                sum -> Hashes.of(sum._1(), sum._2()));
    }

    private static void statefulRecord(StreamingContext ssc) {
        Function3<Long, Optional<Long>, State<Stats>, Tuple2<Long, Stats>> add = (key, value, state) -> {
            Stats stats = state.exists() ? state.get().with(value.get()) : Stats.of(value.get());
            state.update(stats);
            return new Tuple2<>(key, stats);
        };
        enter(
                states(ssc, Workload.STATEFUL_RECORD)
                        .mapWithState(StateSpec.function(add).numPartitions(Workload.PARTS)),
                stats -> Hashes.of(stats._1(), stats._2()));
    }

    private static JavaPairDStream<Long, Long> states(StreamingContext ssc, Workload workload) {
        return Numbered.stream(ssc, workload::from, States::event)
                .mapToPair(event -> new Tuple2<>(event.key(), event.value()));
    }

    private static void window(StreamingContext ssc) {
        enter(
                Numbered.stream(ssc, Workload.WINDOW::from, Panes::event)
                        .mapToPair(event -> new Tuple2<>(event.key(), event.value()))
                        .reduceByKeyAndWindow(
                                Long::sum,
                                (total, leaving) -> total - leaving,
                                Durations.milliseconds(Panes.PANES * GateClock.INTERVAL),
                                Durations.milliseconds(GateClock.INTERVAL)),
                sum -> Hashes.of(sum._1(), sum._2()));
    }

    private static void windowRecord(StreamingContext ssc) {
        enter(
                Numbered.stream(ssc, Workload.WINDOW_RECORD::from, Panes::event)
                        .mapToPair(event -> new Tuple2<>(event.key(), Stats.of(event.value())))
                        .reduceByKeyAndWindow(
                                Stats::plus,
                                Durations.milliseconds(Panes.PANES * GateClock.INTERVAL),
                                Durations.milliseconds(GateClock.INTERVAL)),
                stats -> Hashes.of(stats._1(), stats._2()));
    }

    /** A batch is a window: batches hold the events of ten seconds each. */
    private static void yahoo(StreamingContext ssc, JavaSparkContext context) {
        Broadcast<Map<String, String>> campaigns = context.broadcast(Ads.campaigns());
        JavaDStream<byte[]> events = Numbered.stream(ssc, Workload.YAHOO::from, Ads::json);
        enter(
                events.map(AdEvent::parse)
                        .filter(AdEvent::isCounted)
                        .mapToPair(event -> new Tuple2<>(
                                new Tuple2<>(
                                        campaigns.value().getOrDefault(event.adId(), ""), Ads.window(event.time())),
                                1L))
                        .reduceByKey(Long::sum, Workload.PARTS),
                count -> Ads.hash(count._1()._1(), count._1()._2(), count._2()));
    }

    /** The hash of a result. */
    private interface HashOf<T> extends Serializable {
        long of(T result);
    }

    /** Enters all results of each batch. */
    private static <T> void enter(JavaDStreamLike<T, ?, ?> results, HashOf<T> hash) {
        results.foreachRDD(rdd -> {
            rdd.foreachPartition(partition -> {
                long count = 0;
                long checksum = 0;
                while (partition.hasNext()) {
                    count++;
                    checksum += hash.of(partition.next());
                }
                Ledger.here().enter(count, checksum);
            });
            GateClock.batchEnded();
        });
    }
}
