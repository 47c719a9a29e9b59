package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.streaming.receiver.OpenSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTest {
    @TempDir
    private Path folder;

    private final List<String> lines =
            IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();

    private static FileSource source(Path path, long mostBytes) {
        return new FileSource(path.toString(), mostBytes);
    }

    private static void gzip(Path path, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Plans at each signal, up to the end. */
    private static List<String> readToEnd(OpenSource<String, FileRange> open) throws Exception {
        List<String> all = new ArrayList<>();
        while (true) {
            open.awaitSignal();
            Source.Plan<FileRange> plan = open.plan(Long.MAX_VALUE, 2);
            open.read(plan).forEach(all::addAll);
            if (plan.ended()) {
                assertThat(open.plan().ranges()).isEmpty();
                assertThat(open.plan().ended()).isTrue();
                return all;
            }
        }
    }

    @Test
    void streamsAFileInBatchesOfSoManyBytes() throws Exception {
        Path file = Files.write(folder.resolve("a.txt"), lines);
        for (long mostBytes : new long[] {1, 7, 100, 1 << 20}) {
            try (OpenSource<String, FileRange> open = OpenSource.of(source(file, mostBytes))) {
                assertThat(readToEnd(open)).isEqualTo(lines);
            }
        }
        try (OpenSource<String, FileRange> open = OpenSource.of(source(file, 100))) {
            assertThat(open.plan().ranges()).containsExactly(new FileRange(file.toString(), 0, 100));
            assertThat(open.plan(0, 1).ranges()).isEmpty();
            assertThat(open.plan().end()).isEqualTo(new FileCursor(file.toString(), 200));
        }
    }

    @Test
    void streamsAFolderInTheOrderOfNames() throws Exception {
        Files.write(folder.resolve("b.txt"), List.of("b"));
        Files.write(folder.resolve("c.txt"), List.of("c1", "c2"));
        Files.write(folder.resolve("_hidden"), List.of("x"));
        Files.createFile(folder.resolve("a-empty.txt"));
        gzip(folder.resolve("a.gz"), List.of("a1", "a2"));
        for (long mostBytes : new long[] {1, 4, 1000}) {
            try (OpenSource<String, FileRange> open = OpenSource.of(source(folder, mostBytes))) {
                assertThat(readToEnd(open)).containsExactly("a1", "a2", "b", "c1", "c2");
            }
        }
    }

    @Test
    void streamsWhatAPatternMatches() throws Exception {
        Files.write(Files.createDirectory(folder.resolve("a")).resolve("x.log"), List.of("a"));
        Files.write(Files.createDirectory(folder.resolve("a-b")).resolve("x.log"), List.of("a-b"));
        Files.write(folder.resolve("a-b").resolve("x.txt"), List.of("no"));
        Source.Plan<FileRange> first;
        try (OpenSource<String, FileRange> open =
                OpenSource.of(source(folder.resolve("*").resolve("*.log"), 3))) {
            first = open.plan();
        }
        try (OpenSource<String, FileRange> open =
                OpenSource.from(source(folder.resolve("*").resolve("*.log"), 3), first.end())) {
            List<String> all = new ArrayList<>(open.read(first.ranges().get(0)));
            all.addAll(readToEnd(open));
            assertThat(all).as("each file once, though a restart is in between").containsExactlyInAnyOrder("a", "a-b");
        }
    }

    @Test
    void aCompressedFileIsOneBatch() throws Exception {
        Path file = folder.resolve("a.txt.gz");
        gzip(file, lines);
        try (OpenSource<String, FileRange> open = OpenSource.of(source(file, 10))) {
            Source.Plan<FileRange> plan = open.plan(Long.MAX_VALUE, 4);
            assertThat(open.read(plan)).containsExactly(lines);
            assertThat(plan.ended()).isTrue();
        }
    }

    @Test
    void goesOnFromACursor() throws Exception {
        Path a = Files.write(folder.resolve("a.txt"), lines);
        Files.write(folder.resolve("b.txt"), List.of("b"));
        List<String> all = new ArrayList<>();
        Source.Plan<FileRange> last;
        try (OpenSource<String, FileRange> open = OpenSource.of(source(folder, 1500))) {
            last = open.plan();
            open.read(last).forEach(all::addAll);
            open.planner().drain();
            assertThat(open.plan().ranges()).isEmpty();
            assertThat(open.plan().ended()).isFalse();
        }
        assertThat(last.end()).isEqualTo(new FileCursor(a.toString(), 1500));
        try (OpenSource<String, FileRange> open = OpenSource.from(source(folder, 1500), last.end())) {
            all.addAll(readToEnd(open));
        }
        List<String> expected = new ArrayList<>(lines);
        expected.add("b");
        assertThat(all).isEqualTo(expected);
        Files.write(a, List.of("short"));
        assertThatThrownBy(() -> OpenSource.from(source(folder, 1500), last.end()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't go on reading " + a + " at byte 1500: it has only 6 bytes now");
    }

    @Test
    void anEmptyFileEndsAtOnce() throws Exception {
        Path file = Files.createFile(folder.resolve("empty"));
        try (OpenSource<String, FileRange> open = OpenSource.of(source(file, 10))) {
            assertThat(readToEnd(open)).isEmpty();
        }
    }

    @Test
    void aMissingFileIsAClearError() {
        Path missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> OpenSource.of(source(missing, 10)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(missing + ": there is no such file or folder");
        assertThatThrownBy(() -> source(missing, 0)).hasMessageContaining("at least 1 byte");
    }
}
