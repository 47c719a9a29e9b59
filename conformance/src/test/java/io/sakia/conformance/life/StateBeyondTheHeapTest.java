package io.sakia.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The states of a stream are several times as large as the heap, in a JVM of its own. */
class StateBeyondTheHeapTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(300)
    void worksInSixtyMegabytes() throws Exception {
        run("-Xmx60m", 200_000);
    }

    /** Two gigabytes in a heap of half a gigabyte take a minute or more: {@code -Dsakia.large}. */
    @Test
    @EnabledIfSystemProperty(named = "sakia.large", matches = ".*", disabledReason = "takes minutes: -Dsakia.large")
    void worksInHalfAGigabyte() throws Exception {
        run("-Xmx512m", 2_000_000);
    }

    private void run(String heap, int keys) throws Exception {
        Path output = folder.resolve("output");
        Path spills = Files.createDirectory(folder.resolve("spills"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        StateBeyondTheHeap.class.getName(),
                        Integer.toString(keys),
                        spills.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        System.out.println(said);
        assertThat(code).as(said).isZero();
        assertThat(said).contains("0 of them wrong, 0 missing");
        try (Stream<Path> left = Files.list(spills)) {
            assertThat(left).isEmpty();
        }
    }
}
