package io.sakia.connector.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStores;
import io.sakia.connector.Reader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
    @TempDir
    Path folder;

    @Test
    void howeverAFileIsCutItsLinesAreReadOnce() throws Exception {
        Random random = new Random(2026);
        for (int round = 0; round < 600; round++) {
            List<String> lines = new ArrayList<>();
            byte[] content = content(random, lines);
            Path file = Files.write(folder.resolve("file-" + round), content);
            TextReader reader = new TextReader(FileStores.local(), 1 + random.nextInt(40));
            List<String> read = new ArrayList<>();
            for (FileRange range : cut(random, file, content.length)) {
                read.addAll(read(reader, range));
            }
            assertThat(read).as("round %d of seed 2026", round).isEqualTo(lines);
        }
    }

    @Test
    void everyCutOfASmallFileIsRight() throws Exception {
        for (String content :
                List.of("ab\r\n\ncdef\ngh", "\n\n\n", "a", "\r\n\r\n", "\ufeffab\nc\n", "ä€😀\n😀\n", "a\rb\n")) {
            byte[] bytes = content.getBytes(UTF_8);
            List<String> lines = Arrays.stream(
                            content.replaceFirst("^\ufeff", "").split("(?<=\n)"))
                    .map(line -> line.replaceFirst("\r?\n$", ""))
                    .toList();
            Path file = Files.write(folder.resolve("small"), bytes);
            for (int first = 0; first <= bytes.length; first++) {
                for (int second = first; second <= bytes.length; second++) {
                    List<String> read = new ArrayList<>();
                    TextReader reader = new TextReader(FileStores.local(), 1 + (first + second) % 9);
                    read.addAll(read(reader, new FileRange(file.toString(), 0, first)));
                    read.addAll(read(reader, new FileRange(file.toString(), first, second - first)));
                    read.addAll(read(reader, new FileRange(file.toString(), second, bytes.length - second)));
                    assertThat(read)
                            .as("%s cut at %d and %d", content, first, second)
                            .isEqualTo(lines);
                }
            }
        }
    }

    @Test
    void aLineBelongsToTheRangeItStartsIn() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "ab\ncdef\ngh\n");
        TextReader reader = new TextReader();
        assertThat(read(reader, new FileRange(file.toString(), 0, 5))).containsExactly("ab", "cdef");
        assertThat(read(reader, new FileRange(file.toString(), 5, 6))).containsExactly("gh");
        assertThat(read(reader, new FileRange(file.toString(), 3, 1))).containsExactly("cdef");
        assertThat(read(reader, new FileRange(file.toString(), 4, 4))).isEmpty();
    }

    @Test
    void longLinesAndLargeFilesPassTheBuffer() throws Exception {
        String big = "x".repeat(300_000);
        Path file = Files.writeString(folder.resolve("big"), big + "\nshort\r\n" + big);
        TextReader reader = new TextReader();
        assertThat(read(reader, new FileRange(file.toString(), 0, Files.size(file))))
                .containsExactly(big, "short", big);
        assertThat(read(reader, new FileRange(file.toString(), 1, 299_999))).isEmpty();
        assertThat(read(reader, new FileRange(file.toString(), 1, 300_001))).containsExactly("short");
    }

    @Test
    void malformedTextIsReadWithReplacements() throws Exception {
        Path file = Files.write(folder.resolve("latin"), "gr\u00fcn\nrot\n".getBytes(ISO_8859_1));
        assertThat(read(new TextReader(), new FileRange(file.toString(), 0, 8))).containsExactly("gr\ufffdn", "rot");
    }

    @Test
    void aCompressedFileIsReadWhole() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            lines.add("line ä " + i);
            text.append("line ä ").append(i).append('\n');
        }
        Path file = folder.resolve("a.log.gz");
        byte[] compressed = gzip(text.toString());
        Files.write(file, compressed);
        FileRange range = new FileRange(file.toString(), 0, compressed.length);
        assertThat(read(new TextReader(), range)).isEqualTo(lines);

        Files.write(file, Arrays.copyOf(compressed, compressed.length / 2));
        assertThatThrownBy(() -> read(new TextReader(), range))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, "not compressed");
        assertThatThrownBy(() -> read(new TextReader(), range))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is it a gzip file?");
        assertThatThrownBy(() -> new FileRange(file.toString(), 5, 5)).hasMessageContaining("from its start");
    }

    @Test
    void positionsNameTheLineOrTheByte() throws Exception {
        Path file = Files.writeString(folder.resolve("p"), "ab\ncd\nef\n");
        try (Reader<String> reader = new TextReader().open(new FileRange(file.toString(), 0, 9))) {
            assertThat(reader.position()).isEqualTo(file.toString());
            reader.read();
            reader.read();
            assertThat(reader.position()).isEqualTo(file + ":2");
        }
        try (Reader<String> reader = new TextReader().open(new FileRange(file.toString(), 2, 7))) {
            reader.read();
            reader.read();
            assertThat(reader.position()).isEqualTo(file + " @ byte 6");
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> new TextReader().open(new FileRange(folder + "/none", 0, 1)))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(folder + "/none");
    }

    static List<String> read(TextReader reader, FileRange range) throws Exception {
        List<String> lines = new ArrayList<>();
        try (Reader<String> open = reader.open(range)) {
            for (String line; (line = open.read()) != null; ) {
                lines.add(line);
            }
            assertThat(open.read()).isNull();
        }
        return lines;
    }

    private static byte[] content(Random random, List<String> lines) {
        StringBuilder content = new StringBuilder();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            StringBuilder line = new StringBuilder();
            for (int length = random.nextInt(random.nextInt(10) == 0 ? 200 : 12); length > 0; length--) {
                line.append(
                        switch (random.nextInt(6)) {
                            case 0 -> "ä";
                            case 1 -> "€";
                            case 2 -> "😀";
                            case 3 -> "\u0a0a"; // bytes that look like a newline's code in another encoding
                            default -> "x";
                        });
            }
            boolean last = i == count - 1;
            String end = List.of("\n", "\r\n", last ? "" : "\n").get(random.nextInt(3));
            content.append(line).append(end);
            if (!line.isEmpty() || !end.isEmpty()) {
                lines.add(line.toString());
            }
        }
        return content.toString().getBytes(UTF_8);
    }

    private static List<FileRange> cut(Random random, Path file, int size) {
        int[] cuts = random.ints(random.nextInt(8), 0, size + 1).sorted().toArray();
        List<FileRange> ranges = new ArrayList<>();
        int start = 0;
        for (int cut : cuts) {
            ranges.add(new FileRange(file.toString(), start, cut - start));
            start = cut;
        }
        ranges.add(new FileRange(file.toString(), start, size - start));
        return ranges;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
