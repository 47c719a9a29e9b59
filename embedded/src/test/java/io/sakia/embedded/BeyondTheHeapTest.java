package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Four times as much data as the heap holds are sorted, grouped, reduced, thinned out and joined, in a JVM of its own. */
class BeyondTheHeapTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void worksInFortyMegabytes() throws Exception {
        run("-Xmx40m", 1_000_000);
    }

    /** A gigabyte in a heap of 256 MB takes minutes: {@code -Dsakia.large}. */
    @Test
    @EnabledIfSystemProperty(named = "sakia.large", matches = ".*", disabledReason = "takes minutes: -Dsakia.large")
    void worksInAQuarterOfAGigabyte() throws Exception {
        run("-Xmx256m", 6_800_000);
    }

    private void run(String heap, int records) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path spills = Files.createDirectory(folder.resolve("spills"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BeyondTheHeap.class.getName(),
                        Integer.toString(records),
                        spills.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        System.out.println(said);
        assertThat(code).as(said).isZero();
        assertThat(said).contains("sortByKey", "groupByKey", "reduceByKey", "distinct", "join");
        try (Stream<Path> left = Files.list(spills)) {
            assertThat(left).isEmpty();
        }
    }
}
