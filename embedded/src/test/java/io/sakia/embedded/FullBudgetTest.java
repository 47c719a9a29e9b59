package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.StorageLevel;
import io.sakia.embedded.memory.Claim;
import io.sakia.embedded.memory.MemoryBudget;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A block below a task's minimum is granted while it is computed, and finds at its end that others hold the whole budget. */
@Timeout(30)
class FullBudgetTest {
    private static final int BUDGET = 80_000;
    private static final int RECORDS = 120;

    @TempDir
    private Path folder;

    private final Probe computed = new Probe();

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatCanBeWrittenGoesWhereTheLevelSays(StorageLevel level) {
        int times = level.useDisk() ? 1 : 2;
        assertReadTwice(level, records(false), folder, times);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER"})
    void whatCanNotBeWrittenStaysByForce(StorageLevel level) {
        assertReadTwice(level, records(true), folder, 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_AND_DISK", "MEMORY_AND_DISK_SER"})
    void withoutAFolderItStaysByForce(StorageLevel level) throws IOException {
        assertReadTwice(level, records(false), Files.createFile(folder.resolve("a file")), 1);
    }

    private void assertReadTwice(StorageLevel level, List<Object> records, Path where, int times) {
        Probe probe = computed;
        Plan<Object> counted = Plans.mapPartitions(Plans.source(List.of(records)), (partition, all) -> {
            probe.hit();
            return all;
        });
        try (EmbeddedEngine engine = TestEngine.within(BUDGET, 1, where)) {
            MemoryBudget budget = engine.space().budget();
            CacheNode<Object> kept = new CacheNode<>(Plans.origin("persist"), counted, level);
            try (Claim others = budget.claim()) {
                assertThat(others.grow(BUDGET)).isTrue();
                assertThat(Plans.collect(engine, kept)).isEqualTo(List.of(records));
                assertThat(Plans.pull(engine, kept)).isEqualTo(List.of(records));
            }
            assertThat(computed.hits()).isEqualTo(times);
            engine.release(kept);
            assertThat(budget.used()).isZero();
        }
    }

    /** Between what is petty, 1,250 bytes, and the minimum, 10,000 bytes, as objects and as bytes. */
    private static List<Object> records(boolean opaque) {
        List<Object> records = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            records.add(opaque ? new Opaque(i) : "a text of some length, number " + i);
        }
        return records;
    }

    /** Neither a record nor Serializable. Equal to itself only. */
    private static final class Opaque {
        private final int number;

        Opaque(int number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return "opaque " + number;
        }
    }
}
