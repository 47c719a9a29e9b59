package io.sakia.testkit.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sakia.connector.FileStore;
import io.sakia.connector.LocalFileStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFileStoreTest extends FileStoreContract {
    @TempDir
    Path folder;

    @Override
    protected FileStore store() {
        return new LocalFileStore(folder.resolve("deep/root"));
    }

    @Test
    void aRootMayBeALink() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real/a"));
        Files.writeString(real.resolve("file"), "x");
        FileStore linked = new LocalFileStore(Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real")));
        assertThat(linked.list("")).extracting(FileStore.Entry::path).containsExactly("a/file");
        assertThat(linked.list("a")).extracting(FileStore.Entry::path).containsExactly("a/file");
    }

    @Test
    void aLinkIsDeletedAndNotWhatItLeadsTo() throws IOException {
        Path kept = Files.writeString(folder.resolve("kept"), "x");
        FileStore store = store();
        store.create("a/file").close();
        Files.createSymbolicLink(folder.resolve("deep/root/a/link"), folder);
        Files.createSymbolicLink(folder.resolve("deep/root/a/dangling"), folder.resolve("nowhere"));
        store.delete("a");
        assertThat(store.exists("a")).isFalse();
        assertThat(kept).hasContent("x");
    }

    @Test
    void whatAFileCannotDoIsToldWithItsName() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "only Linux has a file that can't be synced");
        FileStore devices = new LocalFileStore(Path.of("/dev"));
        assertThatThrownBy(() -> devices.sync("full"))
                .isInstanceOf(IOException.class)
                .hasMessage("/dev/full: Invalid argument");
    }

    @Test
    void aLockOfAnotherProcessIsSeen() throws Exception {
        FileStore store = store();
        Closeable lock = store.lock("lock").orElseThrow();
        assertThat(lockInAnotherProcess()).isEqualTo("taken");
        lock.close();
        assertThat(lockInAnotherProcess()).isEqualTo("free");
    }

    private String lockInAnotherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Locker.class.getName(),
                        folder.resolve("deep/root").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    /** Another process that tries to take the lock. */
    static final class Locker {
        private Locker() {}

        public static void main(String[] args) throws IOException {
            System.out.println(new LocalFileStore(Path.of(args[0])).lock("lock").isPresent() ? "free" : "taken");
        }
    }
}
