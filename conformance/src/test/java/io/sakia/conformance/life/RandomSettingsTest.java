package io.sakia.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.conformance.program.KeyedProgram;
import io.sakia.conformance.table.Seeds;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A random program gives the same records in the same order on one thread and on two, in ample memory and in next to none. */
@Timeout(120)
class RandomSettingsTest {
    private static final int PROGRAMS = 25;
    private static final int LEAST_SPILLED = 3;

    @TempDir
    private Path folder;

    @Test
    void neitherThreadsNorMemoryChangeARandomProgram() {
        AtomicInteger spilled = new AtomicInteger();
        Seeds.each(PROGRAMS, seed -> {
            Run ample = run(seed, "local[1]", "256m");
            Run tight = run(seed, "local[1]", "64k");

            assertThat(tight.results()).as("one thread, 64k").isEqualTo(ample.results());
            assertThat(run(seed, "local[2]", "64k").results())
                    .as("two threads, 64k")
                    .isEqualTo(ample.results());
            assertThat(run(seed, "local[2]", "256m").results())
                    .as("two threads")
                    .isEqualTo(ample.results());
            spilled.addAndGet(tight.written() && !ample.written() ? 1 : 0);
        });
        if (!Seeds.isOne()) {
            assertThat(spilled.get())
                    .as("programs that wrote to disk only because memory was short")
                    .isGreaterThanOrEqualTo(LEAST_SPILLED);
        }
    }

    /** What a program gave, and whether it wrote to disk: an engine makes a folder when it first does. */
    private record Run(List<List<?>> results, boolean written) {}

    private Run run(int seed, String master, String memory) throws IOException {
        SakiaConf conf = new SakiaConf()
                .setMaster(master)
                .set("sakia.default.parallelism", "3")
                .set("sakia.memory", memory)
                .set("sakia.local.dir", folder.toString());
        try (SakiaContext sc = new SakiaContext(conf)) {
            List<List<?>> results = KeyedProgram.run(sc, seed);
            try (Stream<Path> folders = Files.list(folder)) {
                return new Run(results, folders.findAny().isPresent());
            }
        }
    }
}
