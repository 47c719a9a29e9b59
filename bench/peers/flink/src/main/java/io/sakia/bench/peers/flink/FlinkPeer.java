package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.AdEvent;
import io.sakia.bench.peers.work.Ads;
import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Lines;
import io.sakia.bench.peers.work.NexmarkJob;
import io.sakia.bench.peers.work.Panes;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.States;
import io.sakia.bench.peers.work.Stats;
import io.sakia.bench.peers.work.Workload;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * Flink's DataStream API on its mini cluster with a parallelism of 2. Its best settings here:
 *
 * <ul>
 *   <li>object reuse: chained operators hand objects on without copying them;
 *   <li>no checkpoints, and state on the heap (the default): nothing is serialised for state;
 *   <li>operators are chained, as is the default;
 *   <li>tuples of basic types with types given, so that records that move are written by Flink's fastest serialisers;
 *   <li>windows over panes that were reduced before, see {@code slide};
 *   <li>a buffer timeout of 10 ms in place of 100: it costs nothing under load, and the last results of a turn come sooner.
 * </ul>
 */
public final class FlinkPeer implements Peer {
    private static final long BUFFER_TIMEOUT = 10;
    private static final long SECOND = 1000;

    /** Flink. */
    public FlinkPeer() {}

    @Override
    public AutoCloseable start(Workload workload) throws Exception {
        StreamExecutionEnvironment env = environment(BUFFER_TIMEOUT);
        switch (workload) {
            case WORD_COUNT -> wordCount(env);
            case STATEFUL -> stateful(env);
            case STATEFUL_RECORD -> statefulRecord(env);
            case WINDOW -> window(env);
            case WINDOW_RECORD -> windowRecord(env);
            case YAHOO -> yahoo(env);
        }
        return execute(env, workload.label());
    }

    /** Buffers are sent after each record: the setting for the lowest latency. */
    @Override
    public AutoCloseable startPaced() throws Exception {
        StreamExecutionEnvironment env = environment(0);
        env.fromSource(
                        new Scheduled(),
                        WatermarkStrategy.noWatermarks(),
                        "scheduled records",
                        Types.TUPLE(Types.INT, Types.LONG))
                .keyBy(record -> record.f0, Types.INT)
                .process(new RunningCount(), Types.TUPLE(Types.INT, Types.LONG, Types.LONG))
                .sinkTo(new LedgerSink<>(count -> Hashes.of(count.f0, count.f1), count -> count.f2));
        return execute(env, "latency");
    }

    @Override
    public NexmarkJob startNexmark(String query, boolean checks) {
        return new FlinkNexmark(environment(BUFFER_TIMEOUT), query);
    }

    private static StreamExecutionEnvironment environment(long bufferTimeout) {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(Workload.PARTS, new Configuration());
        env.getConfig().enableObjectReuse();
        env.setBufferTimeout(bufferTimeout);
        return env;
    }

    private static AutoCloseable execute(StreamExecutionEnvironment env, String name) throws Exception {
        JobClient job = env.executeAsync(name);
        job.getJobExecutionResult().whenComplete((result, e) -> Ledger.here().fail(e));
        return job::cancel;
    }

    private static void wordCount(StreamExecutionEnvironment env) {
        read(env, new Numbered<>(Workload.WORD_COUNT, Lines::line, SECOND), Types.STRING)
                .<Tuple2<String, Long>>flatMap((line, out) -> {
                    for (String word : line.split(" ")) {
                        out.collect(Tuple2.of(word, 1L));
                    }
                })
                .returns(Types.TUPLE(Types.STRING, Types.LONG))
                .keyBy(word -> word.f0, Types.STRING)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SECOND)))
                .reduce((one, other) -> Tuple2.of(one.f0, one.f1 + other.f1))
                .sinkTo(new LedgerSink<>(count -> Hashes.of(count.f0.hashCode(), count.f1)));
    }

    private static void stateful(StreamExecutionEnvironment env) {
        events(env, Workload.STATEFUL)
                .keyBy(event -> event.f0, Types.LONG)
                .process(new RunningSum(), Types.TUPLE(Types.LONG, Types.LONG))
                .sinkTo(new LedgerSink<>(sum -> Hashes.of(sum.f0, sum.f1)));
    }

    private static void statefulRecord(StreamExecutionEnvironment env) {
        events(env, Workload.STATEFUL_RECORD)
                .keyBy(event -> event.f0, Types.LONG)
                .process(new RunningStats(), Types.TUPLE(Types.LONG, TypeInformation.of(Stats.class)))
                .sinkTo(new LedgerSink<>(stats -> Hashes.of(stats.f0, stats.f1)));
    }

    private static void window(StreamExecutionEnvironment env) {
        slide(events(env, Workload.WINDOW), (one, other) -> Tuple2.of(one.f0, one.f1 + other.f1), Types.LONG)
                .sinkTo(new LedgerSink<>(sum -> Hashes.of(sum.f0, sum.f1)));
    }

    private static void windowRecord(StreamExecutionEnvironment env) {
        TypeInformation<Stats> type = TypeInformation.of(Stats.class);
        slide(
                        events(env, Workload.WINDOW_RECORD)
                                .map(event -> Tuple2.of(event.f0, Stats.of(event.f1)))
                                .returns(Types.TUPLE(Types.LONG, type)),
                        (one, other) -> Tuple2.of(one.f0, one.f1.plus(other.f1)),
                        type)
                .sinkTo(new LedgerSink<>(stats -> Hashes.of(stats.f0, stats.f1)));
    }

    /**
     * Reduces each pane, then the window over what panes gave. A sliding window alone puts every record into each of the 60 windows that it belongs to, which
     * takes Flink many times as long.
     */
    private static <V> DataStream<Tuple2<Long, V>> slide(
            DataStream<Tuple2<Long, V>> events, ReduceFunction<Tuple2<Long, V>> reduce, TypeInformation<V> type) {
        return events.keyBy(event -> event.f0, Types.LONG)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(SECOND)))
                .reduce(reduce)
                .returns(Types.TUPLE(Types.LONG, type))
                .keyBy(pane -> pane.f0, Types.LONG)
                .window(SlidingEventTimeWindows.of(Duration.ofMillis(Panes.PANES * SECOND), Duration.ofMillis(SECOND)))
                .reduce(reduce)
                .returns(Types.TUPLE(Types.LONG, type));
    }

    private static void yahoo(StreamExecutionEnvironment env) {
        Map<String, String> campaigns = Ads.campaigns();
        read(
                        env,
                        new Numbered<>(Workload.YAHOO, Ads::json, Ads.WINDOW_MILLIS),
                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
                .map(AdEvent::parse)
                .returns(AdEvent.class)
                .filter(AdEvent::isCounted)
                .map(event -> Tuple3.of(campaigns.getOrDefault(event.adId(), ""), Ads.window(event.time()), 1L))
                .returns(Types.TUPLE(Types.STRING, Types.LONG, Types.LONG))
                .keyBy(count -> count.f0, Types.STRING)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Ads.WINDOW_MILLIS)))
                .reduce((one, other) -> Tuple3.of(one.f0, one.f1, one.f2 + other.f2))
                .sinkTo(new LedgerSink<>(count -> Ads.hash(count.f0, count.f1, count.f2)));
    }

    private static DataStream<Tuple2<Long, Long>> events(StreamExecutionEnvironment env, Workload workload) {
        Numbered.ByNumber<Tuple2<Long, Long>> record = workload == Workload.WINDOW || workload == Workload.WINDOW_RECORD
                ? number -> Tuple2.of((long) Panes.key(number), Panes.value(number))
                : number -> {
                    long key = States.key(number);
                    return Tuple2.of(key, States.value(key));
                };
        return read(env, new Numbered<>(workload, record, SECOND), Types.TUPLE(Types.LONG, Types.LONG));
    }

    private static <T> SingleOutputStreamOperator<T> read(
            StreamExecutionEnvironment env, Numbered<T> source, TypeInformation<T> type) {
        return env.fromSource(
                source, WatermarkStrategy.noWatermarks(), source.workload().unit(), type);
    }
}
