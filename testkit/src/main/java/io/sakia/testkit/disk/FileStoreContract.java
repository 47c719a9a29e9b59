package io.sakia.testkit.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sakia.connector.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileStore} must do, for who brings one for another file system: extend it, and say how to open an empty one. What a crash
 * leaves is not among it, as no test can pull a plug.
 *
 * <pre>{@code
 * class LocalFileStoreTest extends FileStoreContract {
 *     @TempDir Path folder;
 *
 *     @Override
 *     protected FileStore store() {
 *         return new LocalFileStore(folder.resolve("root"));
 *     }
 * }
 * }</pre>
 */
public abstract class FileStoreContract {
    private static final int THREADS = 4;

    /** A store in one and the same folder each time, which is empty or missing when a test begins. */
    protected abstract FileStore store() throws IOException;

    @Test
    void whatIsWrittenCanBeRead() throws IOException {
        try (FileStore.Output output = store().create("a/b/file")) {
            output.write(bytes("one,"));
            ByteBuffer part = bytes("..two..");
            part.position(2).limit(5);
            output.write(part);
            assertEquals(0, part.remaining());
            assertEquals(7, output.length());
            assertEquals("one,two", read("a/b/file", 0));
            output.sync();
        }
        assertEquals("two", read("a/b/file", 4));
        assertEquals("", read("a/b/file", 7));
        assertEquals("", read("a/b/file", 99));
        store().sync("a/b/file");
    }

    @Test
    void theEndCanBeTakenBack() throws IOException {
        try (FileStore.Output output = store().create("file")) {
            output.write(bytes("123456"));
            output.truncate(2);
            assertEquals(2, output.length());
            output.write(bytes("x"));
            assertEquals("12x", read("file", 0));
            assertThrows(IllegalArgumentException.class, () -> output.truncate(4));
            assertThrows(IllegalArgumentException.class, () -> output.truncate(-1));
            output.truncate(0);
            assertEquals("", read("file", 0));
        }
    }

    @Test
    void aClosedOutputTakesNothing() throws IOException {
        FileStore.Output output = store().create("file");
        output.close();
        output.close();
        assertThrows(IOException.class, () -> output.write(bytes("x")));
    }

    @Test
    void ofManyWhoCreateOneWins() throws Exception {
        assertEquals(1, winners(() -> {
            store().create("folder/file").close();
            return null;
        }));
    }

    @Test
    void whatIsThereIsNotCreatedAgain() throws IOException {
        write("file", "x");
        assertThrows(FileAlreadyExistsException.class, () -> store().create("file"));
        assertEquals("x", read("file", 0));
        write("folder/file", "x");
        assertThrows(FileAlreadyExistsException.class, () -> store().create("folder"));
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        write("file", "x");
        IOException e = assertThrows(IOException.class, () -> store().create("file/below"));
        assertFalse(e instanceof FileAlreadyExistsException, "the name 'file/below' is not taken: " + e);
        assertEquals(List.of(), store().list("file"));
    }

    @Test
    void whatIsMissingIsSaidToBe() throws IOException {
        assertThrows(NoSuchFileException.class, () -> store().open("none", 0));
        assertThrows(NoSuchFileException.class, () -> store().sync("none"));
        assertThrows(NoSuchFileException.class, () -> store().syncFolder("none"));
        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> store().rename("none", "new/none"));
        assertTrue(String.valueOf(e.getMessage()).contains("none"), e.toString());
        assertFalse(store().exists("none"));
        assertFalse(store().exists("new"));
        assertEquals(List.of(), store().list("none"));
        store().delete("none");
    }

    @Test
    void filesAreListedByTheirPaths() throws IOException {
        assertEquals(List.of(), paths(""));
        for (String path : List.of("b", "a/z", "a/b/c", "a-", "a.b/c", ".hidden/x", "a0")) {
            write(path, path);
        }
        assertEquals(List.of(".hidden/x", "a-", "a.b/c", "a/b/c", "a/z", "a0", "b"), paths(""));
        assertEquals(List.of("a/b/c", "a/z"), paths("a"));
        assertEquals(5, store().list("a").get(0).length());
        assertTrue(store().list("a").get(0).modified() > 0);
    }

    @Test
    void filesAndFoldersAreRenamed() throws IOException {
        write("a/file", "x");
        store().rename("a/file", "b/c/file");
        assertEquals(List.of("b/c/file"), paths(""));
        assertTrue(store().exists("a"));
        store().rename("b", "d/e");
        assertEquals(List.of("d/e/c/file"), paths(""));
        assertEquals("x", read("d/e/c/file", 0));
    }

    @Test
    void anOutputFollowsItsFile() throws IOException {
        try (FileStore.Output output = store().create("a/file")) {
            output.write(bytes("1"));
            store().rename("a", "b");
            output.write(bytes("2"));
        }
        assertEquals("12", read("b/file", 0));
    }

    @Test
    void aRenameNeverReplaces() throws IOException {
        write("a", "a");
        write("b", "b");
        write("f/file", "f");
        write("g/file", "g");
        assertThrows(FileAlreadyExistsException.class, () -> store().rename("a", "b"));
        assertThrows(FileAlreadyExistsException.class, () -> store().rename("f", "g"));
        assertThrows(FileAlreadyExistsException.class, () -> store().rename("a", "g"));
        assertThrows(FileAlreadyExistsException.class, () -> store().rename("f", "b"));
        store().delete("g/file");
        assertThrows(FileAlreadyExistsException.class, () -> store().rename("f", "g"));
        assertEquals(List.of("a", "b", "f/file"), paths(""));
    }

    @Test
    void ofManyWhoRenameOneWins() throws Exception {
        for (int i = 0; i < THREADS; i++) {
            write("from" + i, "x");
        }
        List<Integer> next = new ArrayList<>(List.of(0, 1, 2, 3));
        assertEquals(1, winners(() -> {
            int mine;
            synchronized (next) {
                mine = next.remove(0);
            }
            store().rename("from" + mine, "to");
            return null;
        }));
        assertEquals(THREADS, paths("").size());
    }

    @Test
    void aFolderIsDeletedWithAllInIt() throws IOException {
        write("a/b/c", "x");
        write("a/d", "x");
        write("ab", "x");
        store().delete("a");
        assertFalse(store().exists("a"));
        assertEquals(List.of("ab"), paths(""));
        store().delete("ab");
        assertEquals(List.of(), paths(""));
    }

    @Test
    void foldersAreSynced() throws IOException {
        write("a/b/file", "x");
        store().syncFolder("a/b");
        store().syncFolder("a");
        store().syncFolder("");
    }

    @Test
    void pathsDoNotLeadOut() {
        assertThrows(IllegalArgumentException.class, () -> store().create("../file"));
        assertThrows(IllegalArgumentException.class, () -> store().exists("a/../../b"));
    }

    @Test
    void aLockHasOneHolder() throws IOException {
        if (!store().hasLocks()) {
            assertThrows(UnsupportedOperationException.class, () -> store().lock("lock"));
            return;
        }
        Closeable lock = store().lock("folder/lock").orElseThrow();
        assertEquals(Optional.empty(), store().lock("folder/lock"));
        assertEquals(Optional.empty(), store().lock("folder/../folder/lock"));
        Closeable other = store().lock("folder/other").orElseThrow();
        lock.close();
        lock.close();
        Closeable again = store().lock("folder/lock").orElseThrow();
        lock.close();
        assertEquals(Optional.empty(), store().lock("folder/lock"));
        again.close();
        other.close();
        assertTrue(store().exists("folder/lock"));
    }

    @Test
    void binaryBytesAreKept() throws IOException {
        byte[] all = new byte[100_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 31);
        }
        try (FileStore.Output output = store().create("file")) {
            output.write(ByteBuffer.wrap(all).asReadOnlyBuffer());
        }
        try (InputStream in = store().open("file", 0)) {
            assertArrayEquals(all, in.readAllBytes());
        }
    }

    private static int winners(Callable<?> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                attempts.add(() -> {
                    try {
                        attempt.call();
                        return true;
                    } catch (FileAlreadyExistsException e) {
                        return false;
                    }
                });
            }
            int winners = 0;
            for (Future<Boolean> each : threads.invokeAll(attempts)) {
                winners += each.get() ? 1 : 0;
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(String path, String text) throws IOException {
        try (FileStore.Output output = store().create(path)) {
            output.write(bytes(text));
        }
    }

    private String read(String path, long position) throws IOException {
        try (InputStream in = store().open(path, position)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private List<String> paths(String folder) throws IOException {
        return store().list(folder).stream().map(FileStore.Entry::path).toList();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
