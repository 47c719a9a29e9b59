package io.sakia.connector.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        for (String file :
                List.of("b.log", "a.log", "c.txt", "_SUCCESS", ".hidden", "sub/d.log", "other/e.log", "x[1].log")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "0123456789");
        }
        Files.createFile(folder.resolve("empty.log"));
    }

    @Test
    void aFolderIsItsVisibleFilesInTheOrderOfNames() throws IOException {
        assertThat(names("")).containsExactly("a.log", "b.log", "c.txt", "empty.log", "x[1].log");
        assertThat(names("_SUCCESS")).containsExactly("_SUCCESS");
    }

    @Test
    void globsMatchFilesAndFolders() throws IOException {
        assertThat(names("*.log")).containsExactly("a.log", "b.log", "empty.log", "x[1].log");
        assertThat(names("?.{txt,log}")).containsExactly("a.log", "b.log", "c.txt");
        assertThat(names("[bc].*")).containsExactly("b.log", "c.txt");
        assertThat(names("*/?.log")).containsExactly("other/e.log", "sub/d.log");
        assertThat(names("s*")).containsExactly("sub/d.log");
        assertThat(names("x[1].log")).containsExactly("x[1].log");
        assertThat(FileSearch.on(FileStores.local()).files("file:" + folder + "/a.*"))
                .extracting(FileSearch.Found::path)
                .containsExactly(folder.resolve("a.log").toString());
    }

    @Test
    void aMissingPathSaysWhereItWasLookedFor() {
        assertThatThrownBy(() -> new TextFiles().plan("no/such.txt", 1))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage("no/such.txt: there is no such file or folder, which would be "
                        + Path.of("no/such.txt").toAbsolutePath() + "; check the path");
        assertThatThrownBy(() -> new TextFiles().plan(folder + "/*.csv", 1))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nothing matches this pattern");
        assertThatThrownBy(() -> new TextFiles().plan("hdfs://host/a", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'hdfs://host/a' is not on the local file system");
    }

    @Test
    void largeFilesAreCutEvenly() throws IOException {
        String a = folder.resolve("a.log").toString();
        assertThat(new TextFiles(4).plan(a, 1))
                .containsExactly(new FileRange(a, 0, 4), new FileRange(a, 4, 3), new FileRange(a, 7, 3));
        assertThat(new TextFiles(10).plan(a, 1)).containsExactly(new FileRange(a, 0, 10));
        assertThat(new TextFiles().plan(a, 2)).containsExactly(new FileRange(a, 0, 5), new FileRange(a, 5, 5));
        assertThat(new TextFiles().plan(a, 100)).hasSize(10);
        assertThat(new TextFiles().plan(folder.resolve("empty.log").toString(), 2))
                .isEmpty();
    }

    @Test
    void thePiecesOfAFileCoverIt() {
        for (long size = 0; size < 60; size++) {
            for (long most = 1; most < 20; most++) {
                long next = 0;
                for (FileRange range : new TextFiles(most).split("/f", size)) {
                    assertThat(range.start()).isEqualTo(next);
                    assertThat(range.length()).isBetween(1L, most);
                    next += range.length();
                }
                assertThat(next).isEqualTo(size);
            }
        }
    }

    @Test
    void compressedFilesAreNeverCut() {
        assertThat(new TextFiles(4).split("/f.gz", 100)).containsExactly(new FileRange("/f.gz", 0, 100));
        assertThat(new TextFiles(4).split("/f.gz", 0)).isEmpty();
    }

    private List<String> names(String path) throws IOException {
        List<String> names = new ArrayList<>();
        for (FileSearch.Found file : FileSearch.on(FileStores.local()).files(folder + "/" + path)) {
            names.add(folder.relativize(Path.of(file.path())).toString());
        }
        return names;
    }
}
