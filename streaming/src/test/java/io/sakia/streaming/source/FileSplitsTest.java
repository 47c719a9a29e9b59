package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.text.FileRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSplitsTest {
    private static final long MIB = 1L << 20;

    @Test
    void smallFilesStayWhole() {
        List<FileRange> small = List.of(new FileRange("a", 0, 10), new FileRange("b", 5, MIB));
        assertThat(FileSplits.cut(small, 8)).isEqualTo(small);
        assertThat(FileSplits.cut(List.of(), 8)).isEmpty();
    }

    @Test
    void largeFilesAreCutForTheTasksThatThereAre() {
        assertThat(FileSplits.cut(List.of(new FileRange("a", 100, 8 * MIB + 1)), 2))
                .containsExactly(new FileRange("a", 100, 4 * MIB + 1), new FileRange("a", 100 + 4 * MIB + 1, 4 * MIB));
        assertThat(FileSplits.cut(List.of(new FileRange("a", 0, 8 * MIB)), 100)).hasSize(8);
    }

    @Test
    void veryLargeOnesAreCutFiner() {
        List<FileRange> ranges = FileSplits.cut(List.of(new FileRange("a", 0, 1000 * MIB)), 2);
        assertThat(ranges)
                .hasSize(16)
                .allSatisfy(range -> assertThat(range.length()).isLessThanOrEqualTo(64 * MIB));
        assertThat(ranges.stream().mapToLong(FileRange::length).sum()).isEqualTo(1000 * MIB);
    }

    @Test
    void compressedOnesAreNeverCut() {
        List<FileRange> packed = List.of(new FileRange("a.gz", 0, 1000 * MIB));
        assertThat(FileSplits.cut(packed, 8)).isEqualTo(packed);
    }
}
