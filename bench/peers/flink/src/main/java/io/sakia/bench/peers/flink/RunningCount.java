package io.sakia.bench.peers.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** How often a key has come so far, with the time at which its record was due. */
final class RunningCount extends KeyedProcessFunction<Integer, Tuple2<Integer, Long>, Tuple3<Integer, Long, Long>> {
    private transient @Nullable ValueState<Long> counts;

    @Override
    public void open(OpenContext context) {
        counts = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    @SuppressWarnings("NullAway") // open has run, and a state without a value is null
    public void processElement(
            Tuple2<Integer, Long> record, Context context, Collector<Tuple3<Integer, Long, Long>> out)
            throws Exception {
        Long before = counts.value();
        long count = (before == null ? 0 : before) + 1;
        counts.update(count);
        out.collect(Tuple3.of(record.f0, count, record.f1));
    }
}
