package io.sakia.bench.peers.jet;

import static com.hazelcast.jet.pipeline.WindowDefinition.sliding;
import static com.hazelcast.jet.pipeline.WindowDefinition.tumbling;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.function.Functions;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.Util;
import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.StreamStage;
import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Delays;
import io.sakia.bench.peers.work.Event;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Schedule;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Workload;
import java.util.HashMap;
import java.util.Map;

/**
 * Hazelcast Jet, embedded as a cluster of one. Its best settings here:
 *
 * <ul>
 *   <li>two cooperative threads, and so a parallelism of 2;
 *   <li>no snapshots (no processing guarantee), so nothing is serialised: records move by reference;
 *   <li>no metrics of jobs, and no network;
 *   <li>sums over windows by Jet's own aggregate, which can deduct; aggregation in two stages is Jet's default.
 * </ul>
 */
public final class JetPeer implements Peer {
    private static final long SECOND = 1000;
    private static final int NO_KEY = -1;

    /** Jet. */
    public JetPeer() {}

    private static Config config() {
        Config config = new Config();
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(Workload.PARTS);
        config.getMetricsConfig().setEnabled(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        return config;
    }

    private static AutoCloseable run(Pipeline pipeline) {
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
        member.getJet()
                .newJob(pipeline, new JobConfig().setMetricsEnabled(false))
                .getFuture()
                .whenComplete((nothing, e) -> Ledger.here().fail(e));
        return member::shutdown;
    }

    @Override
    public AutoCloseable start(Workload workload) {
        Pipeline pipeline = Pipeline.create();
        switch (workload) {
            case WORD_COUNT -> wordCount(pipeline);
            case STATEFUL -> stateful(pipeline);
            case STATEFUL_RECORD -> statefulRecord(pipeline);
            case WINDOW -> window(pipeline);
            case WINDOW_RECORD -> windowRecord(pipeline);
            case YAHOO -> yahoo(pipeline);
        }
        return run(pipeline);
    }

    @Override
    public AutoCloseable startPaced() {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(Scheduled.source())
                .withoutTimestamps()
                .groupingKey(Schedule.Timed::key)
                .mapStateful(LongAccumulator::new, (count, key, timed) -> {
                    count.add(1);
                    return Util.entry(timed, count.get());
                })
                .writeTo(SinkBuilder.sinkBuilder(
                                "delays",
                                context -> Util.entry(
                                        Delays.here().page(), Ledger.here().page()))
                        .<Map.Entry<Schedule.Timed, Long>>receiveFn((pages, count) -> {
                            pages.getKey()
                                    .enter(System.nanoTime() - count.getKey().due());
                            pages.getValue().enter(Hashes.of(count.getKey().key(), count.getValue()));
                        })
                        .preferredLocalParallelism(Workload.PARTS)
                        .build());
        return run(pipeline);
    }

    private static void wordCount(Pipeline pipeline) {
        pipeline.readFrom(Numbered.timed(Workload.WORD_COUNT, SECOND, "", Lines::line))
                .withNativeTimestamps(0)
                .filter(line -> !line.isEmpty())
                .flatMap(line -> Traversers.traverseArray(line.split(" ")))
                .groupingKey(Functions.wholeItem())
                .window(tumbling(SECOND))
                .aggregate(AggregateOperations.counting())
                .writeTo(ledger(count -> Hashes.of(count.key().hashCode(), count.result())));
    }

    private static void stateful(Pipeline pipeline) {
        pipeline.readFrom(Numbered.source(Workload.STATEFUL, States::event))
                .withoutTimestamps()
                .groupingKey(Event::key)
                .mapStateful(LongAccumulator::new, (sum, key, event) -> {
                    sum.add(event.value());
                    return Util.entry(key, sum.get());
                })
                .writeTo(ledger(sum -> Hashes.of(sum.getKey(), sum.getValue())));
    }

    private static void statefulRecord(Pipeline pipeline) {
        pipeline.readFrom(Numbered.source(Workload.STATEFUL_RECORD, States::event))
                .withoutTimestamps()
                .groupingKey(Event::key)
                .mapStateful(Totals::new, (totals, key, event) -> {
                    totals.add(event.value());
                    return Util.entry(key, totals.stats());
                })
                .writeTo(ledger(stats -> Hashes.of(stats.getKey(), stats.getValue())));
    }

    private static void window(Pipeline pipeline) {
        panes(pipeline, Workload.WINDOW)
                .groupingKey(Event::key)
                .window(sliding(Panes.PANES * SECOND, SECOND))
                .aggregate(AggregateOperations.summingLong(Event::value))
                .writeTo(ledger(sum -> Hashes.of(sum.key(), sum.result())));
    }

    private static void windowRecord(Pipeline pipeline) {
        panes(pipeline, Workload.WINDOW_RECORD)
                .groupingKey(Event::key)
                .window(sliding(Panes.PANES * SECOND, SECOND))
                .aggregate(AggregateOperation.withCreate(Totals::new)
                        .<Event>andAccumulate((totals, event) -> totals.add(event.value()))
                        .andCombine(Totals::add)
                        .andExportFinish(Totals::stats))
                .writeTo(ledger(result -> Hashes.of(result.key(), result.result())));
    }

    private static void yahoo(Pipeline pipeline) {
        HashMap<String, String> campaigns = new HashMap<>(Ads.campaigns());
        pipeline.readFrom(Numbered.timed(Workload.YAHOO, Ads.WINDOW_MILLIS, new byte[0], Ads::json))
                .withNativeTimestamps(0)
                .filter(json -> json.length > 0)
                .map(AdEvent::parse)
                .filter(AdEvent::isCounted)
                .map(event -> Util.entry(campaigns.getOrDefault(event.adId(), ""), Ads.window(event.time())))
                .groupingKey(Functions.wholeItem())
                .window(tumbling(Ads.WINDOW_MILLIS))
                .aggregate(AggregateOperations.counting())
                .writeTo(ledger(
                        count -> Ads.hash(count.key().getKey(), count.key().getValue(), count.result())));
    }

    private static StreamStage<Event> panes(Pipeline pipeline, Workload workload) {
        return pipeline.readFrom(Numbered.timed(workload, SECOND, new Event(NO_KEY, 0), Panes::event))
                .withNativeTimestamps(0)
                .filter(event -> event.key() != NO_KEY);
    }

    private static <T> Sink<T> ledger(FunctionEx<T, Long> hash) {
        return SinkBuilder.sinkBuilder("ledger", context -> Ledger.here().page())
                .<T>receiveFn((page, result) -> page.enter(hash.apply(result)))
                .preferredLocalParallelism(Workload.PARTS)
                .build();
    }
}
