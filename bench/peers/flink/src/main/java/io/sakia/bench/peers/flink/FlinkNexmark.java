package io.sakia.bench.peers.flink;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.NexmarkJob;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.config.ExecutionConfigOptions;
import org.apache.flink.table.api.config.OptimizerConfigOptions;

/**
 * A query of NEXMark in Flink's SQL, with a parallelism of 2, object reuse, state on the heap and no checkpoints. As is usual for NEXMark, aggregates and ranks work on mini-batches of up
 * to 50,000 rows, and counts of different ones are split.
 */
final class FlinkNexmark implements NexmarkJob {
    private static final long MINI_BATCH = 50_000;
    private static final Duration MINI_BATCH_DELAY = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** A mini-batch waits no longer; so many looks find a processor that has nothing to do. */
    private static final int QUIET_LOOKS = 15;

    private static final double QUIET = 0.15;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final JobClient job;

    FlinkNexmark(StreamExecutionEnvironment env, String query) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig()
                .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ENABLED, true)
                .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_ALLOW_LATENCY, MINI_BATCH_DELAY)
                .set(ExecutionConfigOptions.TABLE_EXEC_MINIBATCH_SIZE, MINI_BATCH)
                .set(OptimizerConfigOptions.TABLE_OPTIMIZER_DISTINCT_AGG_SPLIT_ENABLED, true);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.createTemporarySystemFunction("letter_count", LetterCount.class);
        NexmarkSql.TABLES.forEach(tables::executeSql);
        NexmarkSql.Statement statement = NexmarkSql.of(query);
        tables.executeSql(statement.sink());
        TableResult result = tables.executeSql("INSERT INTO row_sink " + statement.select());
        job = result.getJobClient().orElseThrow();
        job.getJobExecutionResult().whenComplete((done, e) -> Ledger.here().fail(e));
    }

    /** Operators keep rows back, and nobody tells when the last one is through; so it is over when there is nothing left to do. */
    @Override
    public void await(long batches) {
        int quiet = 0;
        long cpu = SYSTEM.getProcessCpuTime();
        long time = System.nanoTime();
        while (quiet < QUIET_LOOKS || NexmarkEvents.GIVEN.get() < batches * Workload.PARTS) {
            LockSupport.parkNanos(LOOK_NANOS);
            Throwable failure = Ledger.here().failure();
            if (failure != null) {
                throw new IllegalStateException("the job failed: " + failure, failure);
            }
            long cpuNow = SYSTEM.getProcessCpuTime();
            long timeNow = System.nanoTime();
            quiet = cpuNow - cpu < QUIET * (timeNow - time) ? quiet + 1 : 0;
            cpu = cpuNow;
            time = timeNow;
        }
    }

    @Override
    public Tally finish() throws Exception {
        Gate.here().end();
        job.getJobExecutionResult().get();
        return Ledger.here().total();
    }
}
