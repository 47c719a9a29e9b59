package io.sakia.streaming.state;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.column.PairSink;
import io.sakia.column.RecordColumns;
import io.sakia.connector.StableHash;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a pair costs in a step of {@code mapWithState} that keeps a running sum, from columns to columns. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class StateLoopBenchmark {
    private static final int RECORDS = 100_000;

    /** How many keys have a state. */
    @Param({"1000", "100000", "1000000"})
    public int keys;

    /** What keys are. */
    @Param({"LONG", "OBJECT"})
    public String kind = "LONG";

    private final StateStores stores = new StateStores("bench");
    private final TaskFunction<Mapping<Object, Long, Long, Object>> sum =
            TaskFunction.shared((time, key, value, state, out) -> {
                long total = (state.exists() ? state.get() : 0) + (value == null ? 0 : value);
                state.update(total);
                out.accept(Pair.of(key, total));
            });
    private Column[] batches = {};
    private Column values = new Column(RECORDS);
    private @Nullable Increment accepted;
    private int batch;

    /** Draws the keys of some batches. */
    @Setup
    public void draw() {
        batches = new Column[2 + 2 * keys / RECORDS];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = new Column(RECORDS);
            for (int j = 0; j < RECORDS; j++) {
                long key = Math.floorMod(StableHash.mix((long) i * RECORDS + j), (long) keys);
                if (kind.equals("LONG")) {
                    batches[i].append(Kind.LONG, key, null);
                } else {
                    batches[i].append(Kind.OBJECT, 0, "key " + key);
                }
            }
        }
        for (int j = 0; j < RECORDS; j++) {
            values.append(Kind.LONG, j, null);
        }
    }

    /** One step. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Increment step() throws Exception {
        batch++;
        StateTarget target = new StateTarget("sums", 0, 1, batch);
        try (StateSession<Object, Long> session = stores.open(target, accepted, StateCopier.immutable())) {
            RecordColumns<Object> out = new RecordColumns<>();
            PairSink loop = session.mapping(sum, new Time(0), Origin.internal("mapWithState"), key -> {}, out);
            loop.expect(RECORDS);
            for (int from = 0; from < RECORDS; from += 1024) {
                loop.putAll(batches[batch % batches.length], values, from, Math.min(RECORDS, from + 1024));
            }
            accepted = session.commit();
            return accepted;
        }
    }
}
