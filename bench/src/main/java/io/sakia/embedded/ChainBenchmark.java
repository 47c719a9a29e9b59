package io.sakia.embedded;

import io.sakia.function.Function;
import io.sakia.plan.Origin;
import java.util.Arrays;
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

/** What a record costs on its way through a chain of tiny maps, link by link and in a generated loop. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChainBenchmark {
    private static final int RECORDS = 10_000;
    private static final int DIFFERENT = 8;

    /** How many steps there are. */
    @Param({"1", "5", "20", "100"})
    public int steps;

    /** Whether a loop is generated. */
    @Param({"false", "true"})
    public boolean generated;

    private Link chain = new Sum();
    private Sum sum = new Sum();

    /** Makes the chain. */
    @Setup
    public void make() {
        ChainStep[] all = new ChainStep[steps];
        Arrays.setAll(all, i -> new ChainStep(ChainStep.Kind.MAP, function(i), true, Origin.internal("map")));
        sum = new Sum();
        Chains chains = new Chains();
        chain = InterpretedChain.links(all, sum);
        for (int i = 0; generated && i <= 3 * ChainForm.OFTEN; i++) {
            chain = chains.link(all, sum);
        }
    }

    /** Drives the records through. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long drain() {
        chain.drain(new Numbers());
        return sum.total;
    }

    /** Lambdas of eight places of the program, so that no call sees only one. */
    private static Function<Object, Object> function(int step) {
        return switch (step % DIFFERENT) {
            case 0 -> x -> (Long) x + 1;
            case 1 -> x -> (Long) x * 3;
            case 2 -> x -> (Long) x - 7;
            case 3 -> x -> (Long) x ^ 5;
            case 4 -> x -> (Long) x + 11;
            case 5 -> x -> (Long) x * 5;
            case 6 -> x -> (Long) x - 1;
            default -> x -> (Long) x ^ 9;
        };
    }

    private static final class Numbers extends Feed {
        private long next;

        @Override
        @Nullable
        Object next() {
            return next == RECORDS ? null : next++;
        }
    }

    private static final class Sum extends Link {
        private long total;

        @Override
        void push(Object record) {
            total += (Long) record;
        }
    }
}
