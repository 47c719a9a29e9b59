package io.sakia.bench.peers.flink;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The sum of a key so far, after each of its records. */
final class RunningSum extends KeyedProcessFunction<Long, Tuple2<Long, Long>, Tuple2<Long, Long>> {
    private transient @Nullable ValueState<Long> sums;

    @Override
    public void open(OpenContext context) {
        sums = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
    }

    @Override
    @SuppressWarnings("NullAway") // open has run, and a state without a value is null
    public void processElement(Tuple2<Long, Long> record, Context context, Collector<Tuple2<Long, Long>> out)
            throws Exception {
        Long before = sums.value();
        long sum = (before == null ? 0 : before) + record.f1;
        sums.update(sum);
        out.collect(Tuple2.of(record.f0, sum));
    }
}
