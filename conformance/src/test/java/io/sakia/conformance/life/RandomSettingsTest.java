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

    @TempDir
    private Path folder;

    @Test
    void neitherThreadsNorMemoryChangeARandomProgram() {
        AtomicInteger written = new AtomicInteger();
        Seeds.each(PROGRAMS, seed -> {
            List<List<?>> expected = run(seed, "local[1]", "256m", written);

            assertThat(run(seed, "local[1]", "64k", written))
                    .as("one thread, 64k")
                    .isEqualTo(expected);
            assertThat(run(seed, "local[2]", "64k", written))
                    .as("two threads, 64k")
                    .isEqualTo(expected);
            assertThat(run(seed, "local[2]", "256m", written)).as("two threads").isEqualTo(expected);
        });
        assertThat(written.get()).as("programs that wrote to disk").isGreaterThan(Seeds.isOne() ? -1 : PROGRAMS);
    }

    private List<List<?>> run(int seed, String master, String memory, AtomicInteger written) throws IOException {
        SakiaConf conf = new SakiaConf()
                .setMaster(master)
                .set("sakia.default.parallelism", "3")
                .set("sakia.memory", memory)
                .set("sakia.local.dir", folder.toString());
        try (SakiaContext sc = new SakiaContext(conf)) {
            List<List<?>> results = KeyedProgram.run(sc, seed);
            try (Stream<Path> folders = Files.list(folder)) {
                written.addAndGet((int) folders.count()); // an engine makes one when it first writes
            }
            return results;
        }
    }
}
