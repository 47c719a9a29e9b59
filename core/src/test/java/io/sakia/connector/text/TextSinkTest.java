package io.sakia.connector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.Sink.Target;
import io.sakia.connector.folder.FolderPublisher;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.StagedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSinkTest {
    @TempDir
    Path folder;

    private TextSink<Object> perBatch() {
        return new TextSink<>(new OutputFolder.PerBatch(folder + "/words", ""));
    }

    private TextSink<Object> fixed() {
        return new TextSink<>(new OutputFolder.Fixed(folder + "/out"));
    }

    @Test
    void readersSeeAllOrNothing() throws Exception {
        TextSink<Object> sink = perBatch();
        StagedFile first = stage(sink, 1000, 0, 0, "a", 5L, null);
        StagedFile second = stage(sink, 1000, 1, 0);
        assertThat(visible()).isEmpty();
        sink.open().publish(1, List.of(first, second));
        assertThat(visible()).containsExactly("words-1000");
        Path published = folder.resolve("words-1000");
        assertThat(visible(published)).containsExactly("_SUCCESS", "part-00000", "part-00001");
        assertThat(published.resolve("part-00000")).hasContent("a\n5\nnull\n");
        assertThat(published.resolve("part-00001")).isEmptyFile();
        assertThat(published.resolve("_SUCCESS")).isEmptyFile();
        assertThat(all()).containsExactly("words-1000");
    }

    @Test
    void publishingTwiceIsPublishingOnce() throws Exception {
        TextSink<Object> sink = perBatch();
        List<StagedFile> staged = List.of(stage(sink, 1000, 0, 0, "a"), stage(sink, 2000, 0, 0, "b"));
        sink.open().publish(1, staged);
        Files.writeString(folder.resolve("words-1000/part-00000"), "seen\n");
        // A restarted program has a sink of its own, and the staged files from its log.
        perBatch().open().publish(1, staged);
        assertThat(folder.resolve("words-1000/part-00000")).hasContent("seen\n");
        assertThat(folder.resolve("words-2000/part-00000")).hasContent("b\n");
    }

    @Test
    void publishingGoesOnWhereACrashEndedIt() throws Exception {
        for (int crash = 0; crash < 12; crash++) {
            Path root = Files.createDirectory(folder.resolve("run-" + crash));
            TextSink<Object> sink = new TextSink<>(new OutputFolder.PerBatch(root + "/w", "txt"));
            List<StagedFile> staged = List.of(stage(sink, 1, 0, 0, "a"), stage(sink, 1, 1, 0, "b"));
            FailingStores failing = new FailingStores(crash);
            Sink.Publisher<StagedFile> doomed =
                    new TextSink<>(new OutputFolder.PerBatch(root + "/w", "txt"), failing, true, "r").open();
            boolean crashed = false;
            try {
                doomed.publish(1, staged);
            } catch (FailingStores.Crash e) {
                crashed = true;
            }
            assertThat(crashed).as("crash before write %d", crash).isEqualTo(crash < 9);
            if (Files.exists(root.resolve("w-1.txt"))) {
                assertThat(visible(root.resolve("w-1.txt"))).containsExactly("_SUCCESS", "part-00000", "part-00001");
            }
            sink.open().publish(1, staged);
            assertThat(children(root)).containsExactly("w-1.txt");
            assertThat(root.resolve("w-1.txt/part-00000")).hasContent("a\n");
            assertThat(root.resolve("w-1.txt/part-00001")).hasContent("b\n");
        }
    }

    @Test
    void ofTwoAttemptsTheNamedOneIsPublished() throws Exception {
        TextSink<Object> sink = perBatch();
        StagedFile slow = stage(sink, 1000, 0, 0, "slow");
        StagedFile fast = stage(sink, 1000, 0, 1, "fast");
        Sink.Writer<Object, StagedFile> zombie = sink.writers().open(new Target("s", 1, 1000, 0, 2));
        zombie.write("zombie");
        sink.open().publish(1, List.of(fast));
        assertThat(folder.resolve("words-1000/part-00000")).hasContent("fast\n");
        assertThat(all()).containsExactly("words-1000");
        assertThat(slow).isNotEqualTo(fast);
        zombie.abort();
    }

    @Test
    void twoFilesForOnePartAreRefused() throws Exception {
        TextSink<Object> sink = perBatch();
        List<StagedFile> both = List.of(stage(sink, 1000, 0, 0, "a"), stage(sink, 1000, 0, 1, "b"));
        assertThatThrownBy(() -> sink.open().publish(1, both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two staged files are meant for part-00000");
        assertThat(visible()).isEmpty();
    }

    @Test
    void anAbortedTaskLeavesNothing() throws Exception {
        TextSink<Object> sink = perBatch();
        Sink.Writer<Object, StagedFile> writer = sink.writers().open(new Target("s", 1, 1000, 0, 0));
        writer.write("a".repeat(200_000));
        writer.abort();
        writer.close();
        assertThat(children(folder.resolve(".words-1000.staged"))).isEmpty();
    }

    @Test
    void whatIsDiscardedIsGone() throws Exception {
        TextSink<Object> sink = perBatch();
        StagedFile staged = stage(sink, 1000, 0, 0, "a");
        try (FolderPublisher publisher = sink.open()) {
            publisher.discard(List.of(staged));
            publisher.discard(List.of(staged));
        }
        assertThat(all()).isEmpty();
    }

    @Test
    void aFolderOfSomeoneElseIsLeftAlone() throws Exception {
        TextSink<Object> first = fixed();
        first.open().requireFree();
        first.open().publish(0, List.of(stage(first, 0, 0, 0, "mine")));
        TextSink<Object> second = fixed();
        assertThatThrownBy(() -> second.open().requireFree())
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(folder + "/out: the output folder already exists; choose another or delete it");
        List<StagedFile> staged = List.of(stage(second, 0, 0, 0, "other"));
        try (FolderPublisher publisher = second.open()) {
            assertThatThrownBy(() -> publisher.publish(0, staged))
                    .isInstanceOf(FileAlreadyExistsException.class)
                    .hasMessageContaining("choose another or delete it");
            publisher.discard(staged);
        }
        assertThat(folder.resolve("out/part-00000")).hasContent("mine\n");
        assertThat(all()).containsExactly("out");
    }

    @Test
    void stagedFilesThatAreGoneAreMissed() throws Exception {
        TextSink<Object> sink = perBatch();
        StagedFile staged = stage(sink, 1000, 0, 0, "a");
        Files.delete(folder.resolve(staged.path()));
        assertThatThrownBy(() -> sink.open().publish(1, List.of(staged)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(staged.path())
                .hasMessageContaining("can't be published");
    }

    @Test
    void aJobWithoutPartitionsPublishesAnEmptyFolder() throws Exception {
        FolderPublisher publisher = fixed().open();
        publisher.publish(0, List.of());
        publisher.publish(0, List.of());
        assertThat(visible(folder.resolve("out"))).containsExactly("_SUCCESS");
        perBatch().open().publish(0, List.of());
        assertThat(visible()).containsExactly("out");
    }

    @Test
    void foldersAreNamedAsInSpark() {
        assertThat(new OutputFolder.PerBatch("/o/w", "txt").path(5, 9)).isEqualTo("/o/w-5.txt");
        assertThat(new OutputFolder.PerBatch("/o/w", "").path(5, 9)).isEqualTo("/o/w-5");
        assertThat(new OutputFolder.PerBatch("/o/w", "txt", true).path(5, 9)).isEqualTo("/o/w-5-9.txt");
        assertThat(perBatch().description()).isEqualTo("text files under " + folder + "/words-TIME");
    }

    @Test
    @SuppressWarnings("unchecked")
    void writersTravel() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(fixed().writers());
        }
        Sink.WriterFactory<Object, StagedFile> writers;
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            writers = (Sink.WriterFactory<Object, StagedFile>) in.readObject();
        }
        Sink.Writer<Object, StagedFile> writer = writers.open(new Target("s", 0, 0, 3, 0));
        String big = "€".repeat(100_000);
        writer.write(big);
        writer.write("b");
        fixed().open().publish(0, List.of(writer.stage()));
        assertThat(folder.resolve("out/part-00003")).hasContent(big + "\nb\n");
        assertThat(TextReaderTest.read(
                        new TextReader(FileStores.local(), 100),
                        new TextFiles().plan(folder + "/out", 1).get(0)))
                .containsExactly(big, "b");
    }

    private static StagedFile stage(TextSink<Object> sink, long time, int partition, long attempt, Object... records)
            throws Exception {
        try (Sink.Writer<Object, StagedFile> writer =
                sink.writers().open(new Target("s", 1, time, partition, attempt))) {
            for (Object record : records) {
                writer.write(record);
            }
            return writer.stage();
        }
    }

    private Set<String> visible() throws IOException {
        return visible(folder);
    }

    private static Set<String> visible(Path folder) throws IOException {
        Set<String> names = children(folder);
        names.removeIf(name -> name.startsWith("."));
        return names;
    }

    private Set<String> all() throws IOException {
        return children(folder);
    }

    private static Set<String> children(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        }
        return names;
    }
}
