package io.sakia.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a person waits for the first counts: from the start of {@code bin/sakia run wordcount} to the first line of counts on its
 * standard output.
 *
 * <p>Batches begin at multiples of their interval by the clock, so the wait depends on when one starts. The runs start at evenly
 * spread parts of a second, the luckiest and the unluckiest among them.
 */
public final class Startup {
    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);

    private Startup() {}

    /** Takes the path of {@code bin/sakia}, the number of runs, and further options of wordcount. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(args[0], "run", "wordcount"));
        command.addAll(List.of(args).subList(2, args.length));
        long[] times = new long[Integer.parseInt(args[1])];
        timeToFirstCounts(command); // builds, if need be, and warms the disk's cache
        for (int i = 0; i < times.length; i++) {
            awaitPart((double) i / times.length);
            times[i] = timeToFirstCounts(command);
        }
        System.out.println(Arrays.stream(times)
                .mapToObj(time -> String.format(Locale.ROOT, "%.2f", time / 1e9))
                .toList());
        Arrays.sort(times);
        System.out.printf(
                Locale.ROOT,
                "first counts after   min %.2f s   median %.2f s   max %.2f s%n",
                times[0] / 1e9,
                Latencies.quantile(times, 0.5) / 1e9,
                times[times.length - 1] / 1e9);
    }

    /** Waits until this part of a second by the clock has come. */
    private static void awaitPart(double part) {
        long wait = Math.floorMod((long) (part * SECOND) - System.currentTimeMillis(), SECOND);
        for (long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait), left = 1; left > 0; ) {
            left = end - System.nanoTime();
            LockSupport.parkNanos(left);
        }
    }

    private static long timeToFirstCounts(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(new File("/dev/null")).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line; (line = out.readLine()) != null; ) {
                if (line.startsWith("  ")) {
                    return System.nanoTime() - start;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        throw new IllegalStateException(command + " ended without a count");
    }
}
