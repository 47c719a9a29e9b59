package io.sakia.bench;

import io.sakia.stats.ExactSum;
import io.sakia.stats.StatCounter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What it costs to be exact: nanoseconds for each value of sums and moments of a million doubles, and for each result; bytes for
 * each accumulator of a few values.
 */
public final class Sums {
    private static final int VALUES = 1_000_000;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 101;
    private static final int ACCUMULATORS = 200_000;

    /** Keeps results alive. */
    private static volatile double sink;

    private Sums() {}

    /** Prints a table of times and one of sizes. */
    public static void main(String[] args) {
        Map<String, double[]> data = new LinkedHashMap<>();
        Random random = new Random(1);
        data.put(
                "prices",
                random.doubles(VALUES).map(x -> Math.rint(x * 100_000) / 100).toArray());
        data.put(
                "normal", random.doubles(VALUES).map(x -> random.nextGaussian()).toArray());
        data.put("any", random.longs(VALUES).mapToDouble(Sums::finite).toArray());
        Map<String, ToDoubleFunction<double[]>> ways = new LinkedHashMap<>();
        ways.put("naive sum", Sums::naive);
        ways.put("Kahan sum", Sums::kahan);
        ways.put("ExactSum", Sums::exact);
        ways.put("naive Welford", Sums::welford);
        ways.put("StatCounter", Sums::stats);
        // Every way sees all data first, so that no kind is measured with code that was compiled for another.
        for (ToDoubleFunction<double[]> way : ways.values()) {
            for (int i = 0; i < WARM_UP; i++) {
                for (double[] values : data.values()) {
                    sink = way.applyAsDouble(values);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-16s %10s %10s %10s   ns a value, the fastest of %d%n",
                "",
                "prices",
                "normal",
                "any",
                ROUNDS);
        ways.forEach((name, way) -> {
            System.out.printf(Locale.ROOT, "%-16s", name);
            for (double[] values : data.values()) {
                System.out.printf(Locale.ROOT, " %10.2f", fastest(() -> way.applyAsDouble(values)) / VALUES);
            }
            System.out.println();
        });
        results(data);
        sizes(data);
    }

    private static void results(Map<String, double[]> data) {
        System.out.printf("%n%-16s %10s %10s %10s   ns a result%n", "", "prices", "normal", "any");
        Map<String, ToDoubleFunction<StatCounter>> results = new LinkedHashMap<>();
        results.put("sum", StatCounter::sum);
        results.put("mean", StatCounter::mean);
        results.put("variance", StatCounter::variance);
        results.forEach((name, result) -> {
            System.out.printf("%-16s", name);
            for (double[] values : data.values()) {
                StatCounter stats = new StatCounter();
                for (double value : values) {
                    stats.merge(value);
                }
                int times = 10_000;
                DoubleSupplier many = () -> {
                    double total = 0;
                    for (int i = 0; i < times; i++) {
                        total += result.applyAsDouble(stats);
                    }
                    return total;
                };
                for (int i = 0; i < WARM_UP; i++) {
                    sink = many.getAsDouble();
                }
                System.out.printf(Locale.ROOT, " %10.0f", fastest(many) / times);
            }
            System.out.println();
        });
    }

    private static void sizes(Map<String, double[]> data) {
        System.out.printf(
                "%n%-16s %10s %10s %10s   bytes an accumulator, of 10 values%n", "", "prices", "normal", "any");
        System.out.printf("%-16s", "ExactSum");
        data.values()
                .forEach(values ->
                        System.out.printf(Locale.ROOT, " %10d", size(values, ExactSum::new, (sum, x) -> sum.add(x))));
        System.out.printf("%n%-16s", "StatCounter");
        data.values()
                .forEach(values -> System.out.printf(
                        Locale.ROOT, " %10d", size(values, StatCounter::new, (stats, x) -> stats.merge(x))));
        System.out.println();
    }

    private static <A> long size(double[] values, Supplier<A> create, Adding<A> adding) {
        Object[] kept = new Object[ACCUMULATORS];
        long before = used();
        for (int i = 0; i < kept.length; i++) {
            A accumulator = create.get();
            for (int j = 0; j < 10; j++) {
                adding.add(accumulator, values[(10 * i + j) % VALUES]);
            }
            kept[i] = accumulator;
        }
        long after = used();
        if (kept[ACCUMULATORS - 1] == null) {
            throw new IllegalStateException("nothing was kept");
        }
        return Math.round((double) (after - before) / ACCUMULATORS);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** The fastest round: what the code costs, without what other programs cost it. */
    private static double fastest(DoubleSupplier way) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            sink = way.getAsDouble();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    private static double finite(long bits) {
        double value = Double.longBitsToDouble(bits);
        return Double.isFinite(value) ? value : 1.0;
    }

    private static double naive(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double kahan(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double y = value - lost;
            double t = sum + y;
            lost = (t - sum) - y;
            sum = t;
        }
        return sum;
    }

    private static double exact(double[] values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            sum.add(value);
        }
        return sum.sum();
    }

    private static double welford(double[] values) {
        long count = 0;
        double mean = 0;
        double squares = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            double delta = value - mean;
            count++;
            mean += delta / count;
            squares += delta * (value - mean);
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return squares / count + min + max;
    }

    private static double stats(double[] values) {
        StatCounter stats = new StatCounter();
        for (double value : values) {
            stats.merge(value);
        }
        return stats.variance() + stats.min() + stats.max();
    }

    private interface Adding<A> {
        void add(A accumulator, double value);
    }
}
