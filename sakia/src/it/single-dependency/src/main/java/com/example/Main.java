package com.example;

import io.sakia.Pair;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.source.FileSource;
import io.sakia.streaming.time.BatchInterval;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A program that depends on {@code io.sakia:sakia} alone, and shows what that brought onto its class path. */
public final class Main {
    private Main() {}

    /** Runs the program, then lists its jars. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path text =
                Files.writeString(Files.createTempFile("poem", ".txt"), "to be or not to be\nthat is the question\n");
        Map<String, Long> totals = new ConcurrentHashMap<>();
        SakiaConf conf = new SakiaConf().setMaster("local[2]").setAppName("single-dependency");
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.source(new FileSource(text.toString(), 20))
                    .flatMap(line -> List.of(line.split(" ")))
                    .mapToPair(word -> Pair.of(word, 1L))
                    .mapWithState(Long.class, (word, one, state) -> {
                        long total = state.getOption().orElse(0L) + one;
                        state.update(total);
                        return Pair.of(word, total);
                    })
                    .foreachRDD(
                            rdd -> rdd.collect().forEach(pair -> totals.merge(pair.key(), pair.value(), Math::max)));
            ssc.start();
            ssc.awaitTermination();
        } finally {
            Files.delete(text);
        }
        System.out.println("Counted " + new TreeMap<>(totals));
        if (totals.size() != 8 || totals.get("to") != 2 || totals.get("be") != 2) {
            throw new AssertionError("the counts are wrong");
        }
        printJars(System.getProperty("java.class.path"));
    }

    private static void printJars(String classPath) throws IOException {
        List<Path> jars = Stream.of(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .sorted(Comparator.comparing(Path::getFileName))
                .toList();
        long total = 0;
        System.out.println("One dependency, io.sakia:sakia, brings these jars:");
        for (Path jar : jars) {
            long size = Files.size(jar);
            total += size;
            System.out.println(line(size, jar.getFileName().toString()));
        }
        System.out.println(line(total, "in all, " + jars.size() + " jars"));
    }

    private static String line(long bytes, String text) {
        return String.format(Locale.ROOT, "%,12d bytes  %s", bytes, text);
    }
}
