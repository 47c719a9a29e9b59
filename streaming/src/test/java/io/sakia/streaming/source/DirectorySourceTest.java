package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.streaming.receiver.ManualScheduler;
import io.sakia.streaming.receiver.OpenSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySourceTest {
    @TempDir
    private Path temp;

    private Path folder;
    private final ManualScheduler scheduler = new ManualScheduler();
    private DirectorySettings settings = DirectorySettings.defaults().withSchedulers(name -> scheduler);

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temp.resolve("in"));
    }

    private DirectorySource<String> source() {
        return DirectorySource.text(folder.toString(), settings);
    }

    /** Moves a complete file in, modified at a second of a day long ago. */
    private Path put(String name, int second, String text) throws IOException {
        Path written = Files.writeString(temp.resolve("writing"), text);
        Files.setLastModifiedTime(written, FileTime.fromMillis(1_000_000_000_000L + 1000L * second));
        return Files.move(
                written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void readsNewFilesOnceInTheOrderOfTheirTime() throws Exception {
        put("old.txt", 1, "old\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            assertThat(open.take()).isEmpty();
            put("b.txt", 2, "b1\nb2\n");
            put("z.txt", 3, "z\n");
            put("a.txt", 3, "a\n");
            put("later-moved-but-earlier-written.txt", 1, "e\n");
            Source.Plan<FileRange> plan = open.plan();
            assertThat(open.read(plan)).containsExactly(List.of("e"), List.of("b1", "b2"), List.of("a"), List.of("z"));
            assertThat(plan.ended()).isFalse();
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void readsWhatIsThereAlreadyIfAskedTo() throws Exception {
        settings = settings.withNewFilesOnly(false);
        put("old.txt", 1, "old\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            assertThat(open.take()).containsExactly("old");
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void leavesHiddenFilesAndFoldersAlone() throws Exception {
        settings = settings.withNewFilesOnly(false);
        put(".hidden", 1, "x\n");
        put("_SUCCESS", 1, "x\n");
        put("part-0._COPYING_", 1, "x\n");
        Files.createDirectory(folder.resolve("deeper"));
        put("deeper/in.txt", 1, "x\n");
        put("seen_.txt", 1, "seen\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            assertThat(open.take()).containsExactly("seen");
            Files.move(folder.resolve("part-0._COPYING_"), folder.resolve("part-0"));
            assertThat(open.take()).containsExactly("x");
        }
    }

    @Test
    void readsWhatTheFilterWantsButNothingHidden() throws Exception {
        settings = settings.withNewFilesOnly(false).withFilter(path -> path.endsWith(".csv"));
        put("old.csv", 1, "old\n");
        put("old.txt", 1, "x\n");
        put(".hidden.csv", 1, "x\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            assertThat(open.take()).containsExactly("old");
            put("new.txt", 2, "x\n");
            put("new.csv", 3, "new\n");
            assertThat(open.take()).containsExactly("new");
        }
    }

    @Test
    void aFilterThatFailsIsAClearError() throws Exception {
        settings = settings.withFilter(path -> {
            throw new IllegalStateException("broken");
        });
        put("a.csv", 1, "a\n");
        assertThatThrownBy(() -> OpenSource.of(source()))
                .isInstanceOf(IOException.class)
                .hasMessage("the filter on the files of " + folder + " failed for " + folder + "/a.csv:"
                        + " java.lang.IllegalStateException: broken; mend the filter");
    }

    @Test
    void aFileThatReplacesAnotherIsRead() throws Exception {
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            put("a.txt", 1, "one\n");
            assertThat(open.take()).containsExactly("one");
            put("a.txt", 2, "two\n");
            assertThat(open.take()).as("another time").containsExactly("two");
            put("a.txt", 2, "three\n");
            assertThat(open.take()).as("another length").containsExactly("three");
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void forgetsFilesThatHaveGone() throws Exception {
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            Path a = put("a.txt", 1, "a\n");
            put("b.txt", 1, "b\n");
            assertThat(((DirectoryCursor) open.plan().end()).seen())
                    .extracting(file -> Path.of(file.path()).getFileName().toString())
                    .containsExactly("a.txt", "b.txt");
            Files.delete(a);
            assertThat(((DirectoryCursor) open.plan().end()).seen())
                    .extracting(file -> Path.of(file.path()).getFileName().toString())
                    .containsExactly("b.txt");
            put("a.txt", 1, "a\n");
            assertThat(open.take()).as("it came back").containsExactly("a");
        }
    }

    @Test
    void goesOnFromACursorWithoutSkippingOrRepeating() throws Exception {
        put("old.txt", 1, "old\n");
        Source.Plan<FileRange> last;
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            put("a.txt", 2, "a\n");
            last = open.plan();
        }
        put("meanwhile.txt", 1, "meanwhile\n");
        try (OpenSource<String, FileRange> open = OpenSource.from(source(), last.end())) {
            assertThat(open.take()).containsExactly("meanwhile");
        }
    }

    @Test
    void aBatchHasOneFileOrAsManyAsItsBytesAllow() throws Exception {
        settings = settings.withNewFilesOnly(false).withMostBytes(6);
        put("a", 1, "12345\n");
        put("b", 2, "b\n");
        put("c", 3, "c\n");
        put("d", 4, "d\n");
        put("e", 5, "");
        put("f", 6, "f\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            open.awaitSignal();
            assertThat(open.plan(0, 1).ranges()).isEmpty();
            assertThat(open.take()).containsExactly("12345");
            open.awaitSignal();
            assertThat(open.take()).containsExactly("b", "c", "d");
            open.awaitSignal();
            assertThat(open.take()).containsExactly("f");
            assertThat(open.signals()).isZero();
        }
    }

    @Test
    void aLargeFileTakesSeveralBatchesAndGoesOnFromACursor() throws Exception {
        settings = settings.withNewFilesOnly(false);
        put("a", 1, "a1\na2\na3\na4\na5\n");
        put("b", 2, "b\n");
        put("c.gz", 3, "is taken whole whatever it is");
        Source.Plan<FileRange> part;
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            assertThat(all(open, open.planner().plan(bytes(6)))).containsExactly("a1", "a2");
            put("0", 0, "older than what was begun\n");
            part = open.planner().plan(bytes(5));
            assertThat(all(open, part)).containsExactly("a3", "a4");
        }
        try (OpenSource<String, FileRange> open = OpenSource.from(source(), part.end())) {
            assertThat(all(open, open.planner().plan(bytes(6)))).containsExactly("a5");
            assertThat(all(open, open.planner().plan(bytes(30)))).containsExactly("older than what was begun", "b");
            assertThat(open.planner().plan(bytes(1)).ranges()).containsExactly(new FileRange(folder + "/c.gz", 0, 29));
            assertThat(open.planner().plan(bytes(1)).ranges()).isEmpty();
        }
    }

    @Test
    void aFileThatGoesAwayInTheMidstIsAClearError() throws Exception {
        settings = settings.withNewFilesOnly(false);
        Path file = put("a", 1, "a1\na2\na3\n");
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            open.planner().plan(bytes(6));
            put("a", 2, "another\n");
            assertThatThrownBy(() -> open.planner().plan(bytes(6)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file
                            + " was changed or taken away when 6 of its 9 bytes had been read: put it back as it was, and take files"
                            + " away when they have been read");
        }
    }

    private static List<String> all(OpenSource<String, FileRange> open, Source.Plan<FileRange> plan) throws Exception {
        return open.read(plan).stream().flatMap(List::stream).toList();
    }

    private static Source.Limit bytes(long bytes) {
        return new Source.Limit(Long.MAX_VALUE, bytes, 1);
    }

    @Test
    void signalsWhenANewFileIsSeen() throws Exception {
        settings = settings.withLook(Duration.ofMillis(700));
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            ManualScheduler.Entry look = scheduler.next();
            assertThat(look.delay()).hasMillis(700);
            look.action().run();
            assertThat(open.signals()).isZero();
            put("a.txt", 1, "a\n");
            scheduler.next().action().run();
            open.awaitSignal();
            assertThat(scheduler.waiting()).as("the plan is awaited now").isZero();
            assertThat(open.take()).containsExactly("a");
            open.take();
            assertThat(scheduler.waiting()).as("one look, however many plans").isEqualTo(1);
            Files.delete(folder.resolve("a.txt"));
            Files.delete(folder);
            scheduler.next().action().run();
            open.awaitSignal();
            assertThatThrownBy(open::plan)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "there is no folder " + folder + " to read new files from: create it, or mend the path");
        }
        assertThat(scheduler.isClosed()).isTrue();
    }

    @Test
    void readsAllFoldersThatAPatternMatchesNowAndLater() throws Exception {
        Files.createDirectories(folder.resolve("2026-01/in"));
        Files.createDirectories(folder.resolve("2025-12/in"));
        put("2026-01/in/old.txt", 1, "old\n");
        put("2026-note.txt", 1, "no folder\n");
        DirectorySource<String> source = DirectorySource.text(folder + "/2026-*/in", settings);
        try (OpenSource<String, FileRange> open = OpenSource.of(source)) {
            assertThat(open.take()).isEmpty();
            put("2026-01/in/a.txt", 3, "a\n");
            put("2026-01/b.txt", 3, "not in a folder that matches\n");
            put("2025-12/in/b.txt", 3, "not in a folder that matches\n");
            assertThat(open.take()).containsExactly("a");

            Path ready = Files.createDirectories(temp.resolve("ready/in"));
            Files.move(put("c.txt", 2, "c\n"), ready.resolve("c.txt"));
            Files.move(ready.getParent(), folder.resolve("2026-02"));
            Files.createDirectories(folder.resolve("2026-03/in"));
            put("2026-01/in/d.txt", 4, "d\n");
            Source.Plan<FileRange> plan = open.plan();
            assertThat(open.read(plan)).as("in the order of time").containsExactly(List.of("c"), List.of("d"));

            try (OpenSource<String, FileRange> next = OpenSource.from(source, plan.end())) {
                put("2026-03/in/e.txt", 1, "e\n");
                assertThat(next.take()).containsExactly("e");
            }
        }
    }

    @Test
    void looksIntoFoldersThatAppearBetweenPlans() throws Exception {
        try (OpenSource<String, FileRange> open = OpenSource.of(DirectorySource.text(folder + "/{a,b}", settings))) {
            Files.createDirectory(folder.resolve("b"));
            scheduler.next().action().run();
            assertThat(open.signals()).isZero();
            put("b/x.txt", 1, "x\n");
            scheduler.next().action().run();
            open.awaitSignal();
            assertThat(open.take()).containsExactly("x");
            Files.delete(folder.resolve("b/x.txt"));
            Files.delete(folder.resolve("b"));
            assertThat(open.take()).as("a folder that is gone").isEmpty();
        }
    }

    @Test
    void aFolderWhoseNameLooksLikeAPatternIsReadItself() throws Exception {
        Files.createDirectory(folder.resolve("[a]"));
        Files.createDirectory(folder.resolve("a"));
        try (OpenSource<String, FileRange> open = OpenSource.of(DirectorySource.text(folder + "/[a]", settings))) {
            put("[a]/x.txt", 1, "x\n");
            put("a/y.txt", 1, "y\n");
            assertThat(open.take()).containsExactly("x");
        }
    }

    @Test
    void aPatternNeedsTheFolderBeforeItsFirstWildcard() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> OpenSource.of(DirectorySource.text(missing + "/*/in", settings)))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + missing + " to read new files from: create it, or mend the path");
    }

    @Test
    void aFolderThatDoesNotExistIsAClearError() throws Exception {
        Files.delete(folder);
        assertThatThrownBy(() -> OpenSource.of(source()))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no folder " + folder + " to read new files from: create it, or mend the path");
    }

    @Test
    void aFileInPlaceOfAFolderIsAClearError() throws Exception {
        Path file = put("a.txt", 1, "a\n");
        assertThatThrownBy(() -> OpenSource.of(DirectorySource.text(file.toString(), settings)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is no folder");
    }

    @Test
    void drainingLeavesTheRestToTheNextRun() throws Exception {
        try (OpenSource<String, FileRange> open = OpenSource.of(source())) {
            Source.Plan<FileRange> last = open.plan();
            open.planner().drain();
            put("a.txt", 1, "a\n");
            assertThat(open.plan().ranges()).isEmpty();
            try (OpenSource<String, FileRange> next = OpenSource.from(source(), last.end())) {
                assertThat(next.take()).containsExactly("a");
            }
        }
    }
}
