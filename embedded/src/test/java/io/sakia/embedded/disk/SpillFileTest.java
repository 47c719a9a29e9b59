package io.sakia.embedded.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written to a file is read again, or reported as lost, but never read wrongly. */
class SpillFileTest {
    @TempDir
    Path base;

    private SpillFolders folders;

    @BeforeEach
    void open() {
        folders = new SpillFolders(List.of(base));
    }

    @AfterEach
    void close() {
        folders.close();
    }

    @Test
    void segmentsOfOneFileAreReadAtTheSameTime() throws IOException {
        SpillFile file = folders.create();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            segments.add(write(file, records(i * 1000, 1000), 100));
        }
        List<SegmentReader> readers = segments.stream().map(Segment::read).toList();
        List<List<Object>> read = new ArrayList<>();
        readers.forEach(reader -> read.add(new ArrayList<>()));
        for (int i = 0; i < 1000; i++) {
            for (int s = 0; s < 5; s++) {
                read.get(s).add(readers.get(s).next());
            }
        }
        for (int s = 0; s < 5; s++) {
            assertThat(readers.get(s).hasNext()).isFalse();
            assertThat(read.get(s)).isEqualTo(records(s * 1000, 1000));
        }
    }

    @Test
    void framesAreAboutAsLargeAsWanted() throws IOException {
        SpillFile file = folders.create();
        Segment small = write(file, records(0, 1000), 256);
        assertThat(small.largestFrame()).isBetween(256, 300);
        assertThat(small.records()).isEqualTo(1000);
        Segment one = write(file, List.of("x".repeat(10_000)), 256);
        assertThat(one.largestFrame()).isGreaterThan(10_000);
        assertThat(drain(one)).containsExactly("x".repeat(10_000));
    }

    @Test
    void anEmptySegmentHasNoRecords() throws IOException {
        Segment empty = write(folders.create(), List.of(), 256);
        assertThat(drain(empty)).isEmpty();
    }

    @Test
    void theFileGoesWithItsLastUser() throws IOException {
        SpillFile file = folders.create();
        Segment segment = write(file, records(0, 100), 256);
        SegmentReader early = segment.read();
        early.next();
        file.close();
        assertThat(file.path()).exists();
        assertThat(early.left()).isEqualTo(99);
        early.close();
        assertThat(file.path()).doesNotExist();
        assertThatThrownBy(segment::read)
                .isInstanceOf(LostBlockException.class)
                .hasMessageContaining(file.path().toString())
                .hasMessageContaining("deleted");
    }

    @Test
    void readingToTheEndLetsGoOfTheFile() throws IOException {
        SpillFile file = folders.create();
        Segment segment = write(file, records(0, 100), 256);
        SegmentReader reader = segment.read();
        file.close();
        while (reader.hasNext()) {
            reader.next();
        }
        assertThat(file.path()).doesNotExist();
    }

    @Test
    void everyDamagedByteIsFound() throws IOException {
        SpillFile file = folders.create();
        List<Object> written = records(0, 12);
        Segment segment = write(file, written, 20);
        byte[] good = Files.readAllBytes(file.path());
        for (int position = 0; position < good.length; position++) {
            try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
                raw.seek(position);
                raw.write(good[position] ^ 0x10);
            }
            List<Object> read = new ArrayList<>();
            assertThatThrownBy(() -> segment.read().forEachRemaining(read::add))
                    .as("byte %d", position)
                    .isInstanceOf(LostBlockException.class)
                    .hasMessageContaining(file.path().toString());
            assertThat(read).isEqualTo(written.subList(0, read.size()));
            Files.write(file.path(), good);
        }
        assertThat(drain(segment)).isEqualTo(written);
    }

    @Test
    void aFileThatIsCutOffOrGoneIsLost() throws IOException {
        SpillFile file = folders.create();
        Segment segment = write(file, records(0, 100), 256);
        try (RandomAccessFile raw = new RandomAccessFile(file.path().toFile(), "rw")) {
            raw.setLength(segment.length() - 1);
        }
        assertThatThrownBy(() -> drain(segment)).isInstanceOf(LostBlockException.class);
        Files.delete(file.path());
        assertThatThrownBy(() -> drain(segment))
                .isInstanceOf(LostBlockException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void aFailedRecordLeavesTheOthersReadable() throws IOException {
        SpillFile file = folders.create();
        try (SegmentWriter writer = file.write(1 << 16)) {
            writer.write("before");
            assertThatThrownBy(() -> writer.write(Pair.of("half", new Object())))
                    .isInstanceOf(UnspillableException.class)
                    .hasMessageContaining("java.lang.Object")
                    .hasMessageContaining("Serializable");
            writer.write("after");
            assertThat(drain(writer.finish())).containsExactly("before", "after");
        }
    }

    private static Segment write(SpillFile file, List<?> records, int frame) throws IOException {
        try (SegmentWriter writer = file.write(frame)) {
            for (Object record : records) {
                writer.write(record);
            }
            return writer.finish();
        }
    }

    static List<Object> drain(Segment segment) {
        List<Object> all = new ArrayList<>();
        try (SegmentReader reader = segment.read()) {
            reader.forEachRemaining(all::add);
        }
        return all;
    }

    private static List<Object> records(int first, int count) {
        return IntStream.range(first, first + count)
                .<Object>mapToObj(i -> Pair.of("record " + i, (long) i * i))
                .toList();
    }
}
