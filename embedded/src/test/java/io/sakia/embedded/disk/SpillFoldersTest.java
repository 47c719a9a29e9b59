package io.sakia.embedded.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders are made late, used in turn, left out when they fail, and deleted. */
class SpillFoldersTest {
    /** No process has such a number. */
    private static final long DEAD = Long.MAX_VALUE;

    @TempDir
    Path base;

    @Test
    void nothingIsMadeBeforeItIsNeededAndNothingIsLeft() throws IOException {
        Path given = base.resolve("given");
        try (SpillFolders folders = new SpillFolders(List.of(given))) {
            assertThat(given).doesNotExist();
            SpillFile file = folders.create();
            assertThat(file.path()).startsWith(given);
            assertThat(Files.getPosixFilePermissions(file.path().getParent()).stream()
                            .map(Enum::name))
                    .allMatch(permission -> permission.startsWith("OWNER"));
            assertThat(folders.files()).isEqualTo(1);
        }
        assertThat(list(given)).isEmpty();
    }

    @Test
    void foldersAreUsedInTurn() throws IOException {
        try (SpillFolders folders = new SpillFolders(List.of(base.resolve("a"), base.resolve("b")))) {
            assertThat(folders.create().path()).startsWith(base.resolve("a"));
            assertThat(folders.create().path()).startsWith(base.resolve("b"));
            assertThat(folders.create().path()).startsWith(base.resolve("a"));
        }
    }

    @Test
    void aFolderThatFailsIsLeftOut() throws IOException {
        Path broken = Files.createFile(base.resolve("a file"));
        try (SpillFolders folders = new SpillFolders(List.of(broken, base.resolve("good")))) {
            for (int i = 0; i < 3; i++) {
                assertThat(folders.create().path()).startsWith(base.resolve("good"));
            }
        }
    }

    @Test
    void aFolderThatVanishesIsLeftOut() throws IOException {
        try (SpillFolders folders = new SpillFolders(List.of(base.resolve("a"), base.resolve("b")))) {
            SpillFile first = folders.create();
            Path own = first.path().getParent();
            Files.delete(first.path());
            Files.delete(own.resolve("lock"));
            Files.delete(own);
            try (SegmentWriter writer = first.write(8)) {
                assertThatThrownBy(() -> writer.write("a record"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(first.path().toString());
            }
            for (int i = 0; i < 3; i++) {
                assertThat(folders.create().path()).startsWith(base.resolve("b"));
            }
        }
    }

    @Test
    void whenNoneIsLeftTheErrorSaysWhatToDo() throws IOException {
        Path one = Files.createFile(base.resolve("one"));
        Path two = Files.createFile(base.resolve("two"));
        try (SpillFolders folders = new SpillFolders(List.of(one, two))) {
            assertThatThrownBy(folders::create)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(one.toString())
                    .hasMessageContaining(two.toString())
                    .hasMessageContaining("bytes free")
                    .hasMessageContaining("sakia.local.dir")
                    .hasMessageContaining("sakia.memory")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aClosedEngineMakesNoFiles() {
        SpillFolders folders = new SpillFolders(List.of(base));
        folders.close();
        folders.close();
        assertThatThrownBy(folders::create).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void whatDeadProcessesLeftIsRemoved() throws IOException {
        Path dead = left("sakia-" + DEAD + "-1");
        Path living = left("sakia-" + ProcessHandle.current().pid() + "-1");
        Path without = Files.createDirectory(base.resolve("sakia-" + DEAD + "-2"));
        Path others = left("sakia-notes");
        Path elsewhere = left("sakia-" + DEAD + "-3");
        try (FileChannel channel = FileChannel.open(elsewhere.resolve("lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock();
                SpillFolders folders = new SpillFolders(List.of(base))) {
            assertThat(lock.isValid()).isTrue();
            folders.create();
            assertThat(dead).doesNotExist();
            assertThat(living).exists();
            assertThat(others).exists();
            assertThat(without).as("no lock says whose it is").exists();
            assertThat(elsewhere).as("locked by a process of another container").exists();
        }
    }

    @Test
    void garbageFilesAreDeleted() throws IOException {
        try (SpillFolders folders = new SpillFolders(List.of(base))) {
            Path path = forgotten(folders);
            while (Files.exists(path)) {
                System.gc(); // ends as soon as the collector has found it
            }
        }
    }

    private static Path forgotten(SpillFolders folders) throws IOException {
        return folders.create().path();
    }

    private Path left(String name) throws IOException {
        Path folder = Files.createDirectory(base.resolve(name));
        Files.createFile(folder.resolve("lock"));
        Files.writeString(folder.resolve("1.records"), "left");
        return folder;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
