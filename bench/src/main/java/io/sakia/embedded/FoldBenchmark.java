package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.column.Kind;
import io.sakia.connector.StableHash;
import io.sakia.embedded.disk.SpillFolders;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.embedded.spill.Folded;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.embedded.spill.Workspace;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a pair costs on the map side of a sum by key: a table is filled and thrown away. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class FoldBenchmark {
    private static final int RECORDS = 100_000;
    private static final long MEMORY = 1 << 30;

    /** How many keys there are. */
    @Param({"100", "10000", "100000"})
    public int keys;

    /** What keys are. */
    @Param({"LONG", "OBJECT"})
    public String kind = "LONG";

    private final TaskFunction<Aggregate<Long, ?, Long>> sum = TaskFunction.shared(Aggregate.reduce(Long::sum));
    private final FoldLoops loops = new FoldLoops();
    private final Chains chains = new Chains();
    private final SpillFolders folders =
            new SpillFolders(List.of(Path.of(System.getProperty("java.io.tmpdir"), "sakia-bench")));
    private final Workspace space = new Workspace(new MemoryBudget(MEMORY, 1), folders);
    private long[] numbers = {};
    private String[] texts = {};

    /** Draws the keys. */
    @Setup
    public void draw() {
        numbers = new long[RECORDS];
        texts = new String[RECORDS];
        String[] words = new String[keys];
        for (int i = 0; i < keys; i++) {
            words[i] = "key " + i;
        }
        for (int i = 0; i < RECORDS; i++) {
            int key = (int) Math.floorMod(StableHash.mix(i), (long) keys);
            numbers[i] = key;
            texts[i] = words[key];
        }
    }

    /** Fills a table. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Object fold() {
        Attempt attempt = new Attempt(new StopFlag(), space, chains, loops);
        AggregateFolder folder = AggregateFolder.of(Origin.internal("reduceByKey"), true, sum, attempt);
        KeyedFold fold = new KeyedFold(folder, space, attempt);
        AggregateLink link = folder.link(fold, AggregateFolder.VALUE, attempt);
        if (kind.equals("LONG")) {
            for (int i = 0; i < RECORDS; i++) {
                link.put(Kind.LONG, numbers[i], null, Kind.LONG, i, null);
            }
        } else {
            for (int i = 0; i < RECORDS; i++) {
                link.put(Kind.OBJECT, 0, texts[i], Kind.LONG, i, null);
            }
        }
        try (Folded folded = fold.finish()) {
            attempt.close();
            return folded;
        }
    }

    /** Removes the folder. */
    @TearDown
    public void close() throws IOException {
        folders.close();
    }
}
