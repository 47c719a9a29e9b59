package io.sakia.bench;

import io.sakia.StorageLevel;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What it costs to keep a million records at each storage level: to compute them without keeping them, to compute and keep them, to read
 * what is kept, and the bytes that are then held on the heap and on disk. All levels take turns. Then the same with a memory budget that has
 * room for a third of the objects.
 */
public final class Caches {
    private static final int RECORDS = 1_000_000;
    private static final int PARTITIONS = 8;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final List<StorageLevel> LEVELS = List.of(
            StorageLevel.NONE,
            StorageLevel.MEMORY_ONLY,
            StorageLevel.MEMORY_ONLY_SER,
            StorageLevel.MEMORY_AND_DISK,
            StorageLevel.MEMORY_AND_DISK_SER,
            StorageLevel.DISK_ONLY);

    private Caches() {}

    /** Prints two tables; the argument is a folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        System.out.println("room for all");
        measure("1g", folder);
        System.out.println();
        System.out.println("room for a third of the objects");
        measure("40m", folder);
    }

    private static void measure(String memory, Path folder) throws IOException {
        List<Level> levels = LEVELS.stream().map(Level::new).toList();
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .setAppName("caches")
                .set("sakia.memory", memory)
                .set("sakia.local.dir", folder.toString());
        try (SakiaContext context = new SakiaContext(conf)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (Level level : levels) {
                    level.turn(context, folder, round >= 0);
                }
            }
        }
        System.out.printf(
                "%-20s %14s %14s %10s %10s   million records/s, medians of %d turns; MB%n",
                "", "compute+keep", "read", "heap", "disk", ROUNDS);
        levels.forEach(System.out::println);
    }

    /** A storage level and what was measured at it. */
    private static final class Level {
        private final StorageLevel level;
        private final List<Long> keeping = new ArrayList<>();
        private final List<Long> reading = new ArrayList<>();
        private final List<Long> heap = new ArrayList<>();
        private final List<Long> disk = new ArrayList<>();

        Level(StorageLevel level) {
            this.level = level;
        }

        void turn(SakiaContext context, Path folder, boolean counts) throws IOException {
            long before = used();
            RDD<Click> clicks = clicks(context);
            if (level != StorageLevel.NONE) {
                clicks.persist(level);
            }
            long keep = sum(clicks);
            long read = sum(clicks);
            if (counts) {
                keeping.add(keep);
                reading.add(read);
                heap.add(used() - before);
                disk.add(size(folder));
            }
            clicks.unpersist();
        }

        /** Looks at each record; gives the time. */
        private static long sum(RDD<Click> clicks) {
            long start = System.nanoTime();
            long sum = clicks.map(Click::user).reduce(Long::sum);
            long time = System.nanoTime() - start;
            if (sum != (RECORDS - 1L) * RECORDS / 2) {
                throw new IllegalStateException("a wrong sum: " + sum);
            }
            return time;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-20s %14.2f %14.2f %10.1f %10.1f",
                    level,
                    RECORDS * 1e3 / median(keeping),
                    RECORDS * 1e3 / median(reading),
                    median(heap) / 1e6,
                    median(disk) / 1e6);
        }
    }

    /** A record as programs have them. */
    private record Click(long user, String page, double price) {}

    private static RDD<Click> clicks(SakiaContext context) {
        List<Long> firsts = LongStream.range(0, PARTITIONS).boxed().toList();
        return context.parallelize(firsts, PARTITIONS)
                .flatMap(partition -> () -> LongStream.range(
                                partition * RECORDS / PARTITIONS, (partition + 1) * RECORDS / PARTITIONS)
                        .mapToObj(number -> new Click(number, "https://example.org/pages/" + number, number / 100.0))
                        .iterator());
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long median(List<Long> values) {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
