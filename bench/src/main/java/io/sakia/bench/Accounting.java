package io.sakia.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What it costs that the engine counts the memory that its structures hold. Two copies of the engine run in this JVM, each in a class
 * loader of its own and so compiled by itself: the usual one, and one in which the two classes that estimate sizes and ask the budget
 * ({@code SizeSample}, {@code FoldedSize}) are exchanged for some that do nothing. They take turns at the same work.
 */
public final class Accounting {
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 21;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Accounting() {}

    /** Prints a table; the argument is the folder with the classes that count nothing. */
    public static void main(String[] args) throws Exception {
        Copy counting = Copy.of("counting", List.of());
        Copy uncounted = Copy.of("uncounted", List.of(Path.of(args[0])));
        System.out.printf(
                "%-22s %8s %8s %21s   %8s %8s %6s%n", "", "counted", "not", "ratio", "counted", "not", "ratio");
        for (String name : KeyedWork.NAMES) {
            Turns turns = new Turns(counting, uncounted, name);
            System.out.printf("%-22s %s   %s%n", name, turns.wall(), turns.cpu());
        }
        System.out.printf(
                "ms; by the clock (left): medians of %d turns, median [quartiles] of their ratios;"
                        + " of all processors (right): means, ratio of the totals%n",
                ROUNDS);
    }

    /** An engine with its work, in a class loader of its own. */
    private record Copy(ClassLoader loader, ToLongFunction<String> work) {
        @SuppressWarnings("unchecked") // the class is KeyedWork, loaded once more
        static Copy of(String name, List<Path> first) throws ReflectiveOperationException, MalformedURLException {
            List<URL> urls = new ArrayList<>();
            for (Path path : first) {
                urls.add(path.toUri().toURL());
            }
            for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
                urls.add(Path.of(path).toUri().toURL());
            }
            ClassLoader loader =
                    new URLClassLoader(name, urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Object work =
                    loader.loadClass(KeyedWork.class.getName()).getConstructor().newInstance();
            return new Copy(loader, (ToLongFunction<String>) work);
        }

        /** Runs an operation and takes both times in nanoseconds. */
        Times run(String name) {
            Thread.currentThread().setContextClassLoader(loader);
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            long checksum = work.applyAsLong(name);
            return new Times(System.nanoTime() - start, SYSTEM.getProcessCpuTime() - cpu, checksum);
        }
    }

    private record Times(long wall, long cpu, long checksum) {}

    /** What two copies took, turn by turn. */
    private static final class Turns {
        private final Times[] one = new Times[ROUNDS];
        private final Times[] other = new Times[ROUNDS];

        Turns(Copy first, Copy second, String name) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                boolean firstBegins = round % 2 == 0;
                Times before = firstBegins ? first.run(name) : second.run(name);
                Times after = firstBegins ? second.run(name) : first.run(name);
                if (before.checksum != after.checksum) {
                    throw new IllegalStateException(name + " gives two results: " + before + " and " + after);
                }
                if (round >= 0) {
                    one[round] = firstBegins ? before : after;
                    other[round] = firstBegins ? after : before;
                }
            }
        }

        /** Times by the clock, turn against turn, as the machine is busy now more and now less. */
        String wall() {
            long[] mine = nanos(one, Times::wall);
            long[] others = nanos(other, Times::wall);
            double[] ratios = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                ratios[i] = (double) mine[i] / others[i];
            }
            Arrays.sort(ratios);
            return String.format(
                    Locale.ROOT,
                    "%8.1f %8.1f %5.3f [%5.3f %5.3f]",
                    median(mine) / 1e6,
                    median(others) / 1e6,
                    ratios[ROUNDS / 2],
                    ratios[ROUNDS / 4],
                    ratios[ROUNDS * 3 / 4]);
        }

        /** Times of processors, all turns together: the operating system may count them in steps of 10 ms. */
        String cpu() {
            long mine = Arrays.stream(nanos(one, Times::cpu)).sum();
            long others = Arrays.stream(nanos(other, Times::cpu)).sum();
            return String.format(
                    Locale.ROOT,
                    "%8.1f %8.1f %6.3f",
                    mine / 1e6 / ROUNDS,
                    others / 1e6 / ROUNDS,
                    (double) mine / others);
        }

        private static long[] nanos(Times[] times, ToLongFunction<Times> kind) {
            return Arrays.stream(times).mapToLong(kind).toArray();
        }

        private static long median(long[] times) {
            long[] sorted = times.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length / 2];
        }
    }
}
