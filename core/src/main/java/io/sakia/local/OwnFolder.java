package io.sakia.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of its own, {@code sakia-<process>-<random>}, that nobody else can look into. Until it is closed it holds a lock on a file
 * in it, by which others know that it is in use; a folder whose process has died is removed by the next one that comes by. Thread-safe.
 *
 * <pre>{@code
 * try (OwnFolder own = OwnFolder.in(Path.of("/tmp"))) {
 *     Files.writeString(own.newFile(".records"), "…"); // /tmp/sakia-4711-0815/1.records
 * }
 * }</pre>
 */
public final class OwnFolder implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("sakia-(\\d+)-.+");
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel lock;
    private final AtomicLong names = new AtomicLong();
    private final Thread atExit;

    private OwnFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
        this.atExit = new Thread(() -> delete(path), "sakia-delete-" + path.getFileName());
    }

    /** Makes a folder of its own in a given one, and removes what dead processes left there. */
    public static OwnFolder in(Path given) throws IOException {
        Files.createDirectories(given);
        removeStale(given);
        Path path = Files.createTempDirectory(
                given, "sakia-" + ProcessHandle.current().pid() + "-");
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OwnFolder folder = new OwnFolder(path, lock);
        if (lock.tryLock() == null) {
            throw new IOException("a new file in " + path + " is locked by another process");
        }
        try {
            Runtime.getRuntime().addShutdownHook(folder.atExit);
        } catch (IllegalStateException e) {
            delete(path); // the process is ending
            throw new IOException("the process is ending", e);
        }
        return folder;
    }

    /** The name of a new file, which ends as it is told. */
    public Path newFile(String ending) {
        return path.resolve(names.incrementAndGet() + ending);
    }

    /** Deletes the folder and all that is in it. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            // nobody needs the lock any more
        }
        delete(path);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook finds nothing
        }
    }

    private static void removeStale(Path given) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(given, "sakia-*")) {
            for (Path folder : folders) {
                Matcher matcher = NAME.matcher(String.valueOf(folder.getFileName()));
                if (matcher.matches() && isDead(matcher.group(1)) && isUnlocked(folder.resolve(LOCK))) {
                    delete(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that can't be listed may still be written to
        }
    }

    private static boolean isDead(String process) {
        try {
            return ProcessHandle.of(Long.parseLong(process)).isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** A process of another container has a number that says nothing here, but its lock can be seen. */
    private static boolean isUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // gone already, or taken by somebody else: the next engine tries again
        }
    }
}
