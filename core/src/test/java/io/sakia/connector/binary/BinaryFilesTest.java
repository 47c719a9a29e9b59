package io.sakia.connector.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.Reader;
import io.sakia.connector.text.FileRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryFilesTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreCutNowhereWithin() throws Exception {
        Random random = new Random(5);
        byte[] bytes = new byte[7 * 1000];
        random.nextBytes(bytes);
        Files.write(folder.resolve("a.bin"), bytes);
        Files.write(folder.resolve("b.bin"), new byte[0]);
        Files.write(folder.resolve("c.bin"), new byte[14]);
        for (int wanted : new int[] {1, 2, 3, 10, 1002, 5000}) {
            List<RecordRange> ranges = RecordRange.plan(FileStores.local(), folder.toString(), 7, wanted);
            assertThat(ranges).hasSizeGreaterThanOrEqualTo(Math.min(wanted, 1002));
            List<byte[]> records = records(ranges);
            assertThat(records)
                    .hasSize(1002)
                    .allSatisfy(record -> assertThat(record).hasSize(7));
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] record : records.subList(0, 1000)) {
                all.write(record);
            }
            assertThat(all.toByteArray()).isEqualTo(bytes);
        }
    }

    @Test
    void aSizeThatIsNoMultipleIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), new byte[10]);
        assertThatThrownBy(() -> RecordRange.plan(FileStores.local(), file.toString(), 4, 2))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has 10 bytes, which is no multiple of the record length 4: 2 are left over; check"
                        + " the length, or that the file is complete");
        assertThatThrownBy(() -> RecordRange.plan(FileStores.local(), file.toString(), 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record has at least 1 byte, not 0");
    }

    @Test
    void aFileThatShrankIsNoticed() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), new byte[12]);
        List<RecordRange> ranges = RecordRange.plan(FileStores.local(), file.toString(), 4, 1);
        Files.write(file, new byte[10]);
        assertThatThrownBy(() -> records(ranges))
                .hasMessage(file
                        + " ends within record 2: of its 4 bytes there are only 2; check the record length, and that"
                        + " the file was complete when it was found");
    }

    @Test
    void aFileCutAnywhereHasEachRecordOnce() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), "aaabbbcccddd".getBytes(StandardCharsets.US_ASCII));
        for (int cut = 0; cut <= 12; cut++) {
            List<String> records = new ArrayList<>(startingIn(file, 0, cut));
            records.addAll(startingIn(file, cut, 12 - cut));
            assertThat(records).as("cut at %s", cut).containsExactly("aaa", "bbb", "ccc", "ddd");
        }
        assertThat(startingIn(file, 4, 2)).isEmpty();
        assertThat(startingIn(file, 4, 3)).containsExactly("ccc");
    }

    @Test
    void aTornLastRecordIsAnErrorOfTheLastRange() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), "aaabbbc".getBytes(StandardCharsets.US_ASCII));
        assertThat(startingIn(file, 0, 5)).containsExactly("aaa", "bbb");
        assertThatThrownBy(() -> startingIn(file, 5, 2))
                .isInstanceOf(IOException.class)
                .hasMessage(file
                        + " ends within record 2: of its 3 bytes there are only 1; check the record length, and that"
                        + " the file was complete when it was found");
        assertThatThrownBy(() -> new FileRecordReader(FileStores.local(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a record has at least 1 byte, not 0");
    }

    private static List<String> startingIn(Path file, long start, long length) throws Exception {
        List<String> records = new ArrayList<>();
        FileRange range = new FileRange(file.toString(), start, length);
        try (Reader<byte[]> reader = new FileRecordReader(FileStores.local(), 3).open(range)) {
            for (byte[] record; (record = reader.read()) != null; ) {
                records.add(new String(record, StandardCharsets.US_ASCII));
            }
        }
        return records;
    }

    @Test
    void wholeFilesAreGroupedByTheirSize() throws Exception {
        for (int i = 0; i < 10; i++) {
            Files.write(folder.resolve("f" + i), new byte[i == 0 ? 900 : 100]);
        }
        assertThat(WholeFiles.plan(FileStores.local(), folder.toString(), 2))
                .extracting(group -> group.paths().size())
                .containsExactly(1, 9);
        assertThat(WholeFiles.plan(FileStores.local(), folder.toString(), 1)).hasSize(1);
        assertThat(WholeFiles.plan(FileStores.local(), folder.toString(), 100)).hasSize(10);
        assertThat(read(WholeFiles.plan(FileStores.local(), folder.toString(), 3), false))
                .extracting(Pair::key)
                .containsExactlyElementsOf(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
                        .map(i -> folder.resolve("f" + i).toString())
                        .toList());
    }

    @Test
    void emptyFilesAreFilesToo() throws Exception {
        for (int i = 0; i < 4; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        List<WholeFiles> groups = WholeFiles.plan(FileStores.local(), folder.toString(), 2);
        assertThat(groups).hasSize(2);
        assertThat(read(groups, false))
                .hasSize(4)
                .allSatisfy(file -> assertThat(file.value()).isEmpty());
    }

    @Test
    void compressedFilesAreUnpackedIfAskedFor() throws Exception {
        Path file = folder.resolve("a.txt.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("hello".getBytes());
        }
        List<WholeFiles> plan = WholeFiles.plan(FileStores.local(), file.toString(), 1);
        assertThat(read(plan, true).get(0).value()).isEqualTo("hello".getBytes());
        assertThat(read(plan, false).get(0).value()).isEqualTo(Files.readAllBytes(file));
    }

    private static List<byte[]> records(List<RecordRange> ranges) throws Exception {
        List<byte[]> records = new ArrayList<>();
        for (RecordRange range : ranges) {
            try (Reader<byte[]> reader = new RecordReader(FileStores.local()).open(range)) {
                for (byte[] record; (record = reader.read()) != null; ) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    private static List<Pair<String, byte[]>> read(List<WholeFiles> groups, boolean unpack) throws Exception {
        List<Pair<String, byte[]>> files = new ArrayList<>();
        for (WholeFiles group : groups) {
            try (Reader<Pair<String, byte[]>> reader = new WholeFileReader(FileStores.local(), unpack).open(group)) {
                for (Pair<String, byte[]> file; (file = reader.read()) != null; ) {
                    files.add(file);
                }
            }
        }
        return files;
    }
}
