package io.sakia.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSearchTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String file : List.of("b.log", "a.log", "_SUCCESS", "day-1/c.log", "day-1/deep/d.log", "day-2/e.log")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    /** The local file system as a store that has only what every store must have. */
    private record Plain() implements FileStores {
        @Override
        public FileStore open(String root) throws IOException {
            FileStore local = FileStores.local().open(root);
            return new FileStore() {
                @Override
                public String root() {
                    return local.root();
                }

                @Override
                public Output create(String path) throws IOException {
                    return local.create(path);
                }

                @Override
                public InputStream open(String path, long position) throws IOException {
                    return local.open(path, position);
                }

                @Override
                public List<Entry> list(String path) throws IOException {
                    return local.list(path);
                }

                @Override
                public void rename(String from, String to) throws IOException {
                    local.rename(from, to);
                }

                @Override
                public void delete(String path) throws IOException {
                    local.delete(path);
                }

                @Override
                public boolean exists(String path) throws IOException {
                    return local.exists(path);
                }

                @Override
                public void sync(String path) throws IOException {
                    local.sync(path);
                }

                @Override
                public void syncFolder(String path) throws IOException {
                    local.syncFolder(path);
                }

                @Override
                public boolean renamesAtomically() {
                    return true;
                }
            };
        }

        @Override
        public String absolute(String path) {
            return FileStores.local().absolute(path);
        }
    }

    @Test
    void whatAStoreKnowsOfFoldersFollowsFromItsFiles() throws IOException {
        FileStore store = new Plain().open(folder.toString());
        assertThat(store.children(""))
                .extracting(FileStore.Child::name)
                .containsExactly("_SUCCESS", "a.log", "b.log", "day-1", "day-2");
        assertThat(store.children("day-1"))
                .extracting(FileStore.Child::name, FileStore.Child::isFolder, FileStore.Child::length)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("c.log", false, 11L),
                        org.assertj.core.groups.Tuple.tuple("deep", true, 0L));
        assertThat(store.look("day-1/c.log").orElseThrow())
                .isEqualTo(FileStores.local()
                        .open(folder.toString())
                        .look("day-1/c.log")
                        .orElseThrow());
        assertThat(store.look("day-1").orElseThrow().isFolder()).isTrue();
        assertThat(store.look("day-3")).isEmpty();
        assertThatThrownBy(() -> store.children("day-3")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void watchedFoldersHaveAllTheirFiles() throws IOException {
        for (FileStores stores : List.of(FileStores.local(), new FileSearchTest.Plain())) {
            assertThat(within(stores, "")).containsExactly("_SUCCESS", "a.log", "b.log");
            assertThat(within(stores, "/day-*")).containsExactly("day-1/c.log", "day-2/e.log");
            assertThat(within(stores, "/night-*")).isEmpty();
            assertThatThrownBy(() -> within(stores, "/none"))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("/none");
            assertThatThrownBy(() -> within(stores, "/none/day-*"))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageEndingWith("/none");
        }
        assertThatThrownBy(() -> within(FileStores.local(), "/a.log")).isInstanceOf(NotDirectoryException.class);
    }

    private List<String> within(FileStores stores, String path) throws IOException {
        return FileSearch.on(stores).within(folder + path).stream()
                .map(file -> folder.relativize(Path.of(file.path())).toString())
                .toList();
    }

    @Test
    void aPatternBeginsWhereItsFirstWildcardStands() {
        assertThat(new PathPattern("/data/2026-*/in").base()).isEqualTo("/data");
        assertThat(new PathPattern("/*").base()).isEqualTo("/");
        assertThat(new PathPattern("/data/in").base()).isEqualTo("/data/in");
        assertThat(new PathPattern("hdfs://node:8020/data/[ab]/c").base()).isEqualTo("hdfs://node:8020/data");
    }

    @Test
    void aSchemeChoosesTheFileSystem() {
        assertThat(FileStores.of("/data", Map.of())).isSameAs(FileStores.local());
        assertThat(FileStores.of("file:/data", Map.of())).isSameAs(FileStores.local());
        assertThat(FileStores.of("C:/data", Map.of())).isSameAs(FileStores.local());
        assertThatThrownBy(() -> FileStores.of("nowhere://host/data", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'nowhere://host/data' is on nowhere, for which there is no connector on the class path: add one"
                                + " (io.sakia:sakia-hadoop serves what Hadoop knows, such as hdfs), or take a local path");
    }
}
