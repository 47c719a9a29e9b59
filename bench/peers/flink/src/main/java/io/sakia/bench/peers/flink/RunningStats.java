package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Stats;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The statistics of a key so far, after each of its records. */
final class RunningStats extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Stats>> {
    private transient @Nullable ValueState<Stats> statistics;

    @Override
    public void open(OpenContext context) {
        statistics = getRuntimeContext().getState(new ValueStateDescriptor<>("stats", Stats.class));
    }

    @Override
    @SuppressWarnings("NullAway") // open has run, and a state without a value is null
    public void processElement(Tuple2<Long, Long> record, Context context, Collector<Tuple2<Long, Stats>> out)
            throws Exception {
        Stats before = statistics.value();
        Stats stats = before == null ? Stats.of(record.f1) : before.with(record.f1);
        statistics.update(stats);
        out.collect(Tuple2.of(record.f0, stats));
    }
}
