package io.sakia.connector;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A {@link FileStore} in a folder of the local file system.
 *
 * <p>What it promises of a loss of power holds where the file system keeps the promises of POSIX and renames in one step, as ext4, XFS, Btrfs
 * and APFS do.
 */
public final class LocalFileStore implements FileStore {
    private static final Object RENAMING = new Object();

    /** How often a folder is emptied into which others still write, before that is an error. */
    private static final int DELETIONS = 100;

    private final Path root;

    /** A store in {@code root}, which is created with the first file. */
    public LocalFileStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String root() {
        return root.toString();
    }

    @Override
    public Output create(String path) throws IOException {
        Path file = resolve(path);
        LocalFolders.createParent(file);
        return new LocalOutput(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    @Override
    public InputStream open(String path, long position) throws IOException {
        FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.READ);
        try {
            channel.position(position);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        return Channels.newInputStream(channel);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        Path start = resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        // The folder itself may be a link, which a walk would not follow; links in it are not followed.
        Path real = start.toRealPath();
        TreeWalk walk = new TreeWalk(real, root.relativize(start));
        Files.walkFileTree(real, walk);
        return walk.files().stream().sorted(Comparator.comparing(Entry::path)).toList();
    }

    @Override
    public List<Child> children(String folder) throws IOException {
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(resolve(folder))) {
            for (Path each : stream) {
                if (Files.isDirectory(each) || Files.isRegularFile(each)) {
                    look(each).ifPresent(children::add);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(Child::name));
        return children;
    }

    @Override
    public Optional<Child> look(String path) throws IOException {
        return look(resolve(path));
    }

    private static Optional<Child> look(Path path) throws IOException {
        Path name = path.getFileName();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Child(
                    name == null ? "" : name.toString(),
                    attributes.isDirectory(),
                    attributes.isDirectory() ? 0 : attributes.size(),
                    attributes.lastModifiedTime().toMillis()));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // perhaps moved away since the folder was read
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>POSIX renames replace a file or an empty folder silently, so the target is looked for first. Of callers in one process one wins.
     * Of two processes that rename to one name in the same instant, the later one is refused if both move folders that have something in
     * them; a file it would replace. A link that is made first and a name that is removed afterwards would not, but a crash between
     * the two would leave both names. So processes that could meet must be kept apart otherwise, as drivers are by their generation.
     */
    @Override
    public void rename(String from, String to) throws IOException {
        Path source = resolve(from);
        Path target = resolve(to);
        synchronized (RENAMING) {
            if (!Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoSuchFileException(source.toString());
            }
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            LocalFolders.createParent(target);
            try {
                Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) { // the JDK tells a folder that is not empty by its message only
                if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)
                        && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    FileAlreadyExistsException taken = new FileAlreadyExistsException(target.toString());
                    taken.initCause(e);
                    throw taken;
                }
                throw e;
            }
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path start = resolve(path);
        for (int i = 1; Files.exists(start, LinkOption.NOFOLLOW_LINKS); i++) {
            TreeWalk walk = new TreeWalk(start, start);
            Files.walkFileTree(start, walk);
            try {
                for (Path each : walk.bottomUp()) {
                    Files.deleteIfExists(each);
                }
            } catch (DirectoryNotEmptyException e) { // somebody has put something in since
                if (i == DELETIONS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public void sync(String path) throws IOException {
        Path file = resolve(path);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            at(file, () -> channel.force(false));
        }
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        LocalFolders.sync(resolve(folder), root);
    }

    @Override
    public boolean renamesAtomically() {
        return true;
    }

    @Override
    public boolean hasLocks() {
        return true;
    }

    @Override
    public Optional<Closeable> lock(String path) throws IOException {
        Path file = resolve(path);
        LocalFolders.createParent(file);
        return LocalLock.take(file);
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("the path '" + path + "' leads out of " + root);
        }
        return resolved;
    }

    /** A channel's errors say what is wrong ("No space left on device") and not with which file. */
    private static void at(Path file, Work work) throws IOException {
        try {
            work.run();
        } catch (FileSystemException | ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            FileSystemException clearer = new FileSystemException(file.toString(), null, e.getMessage());
            clearer.initCause(e);
            throw clearer;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static final class LocalOutput implements Output {
        private final Path file;
        private final FileChannel channel;
        private long length;

        LocalOutput(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            at(file, () -> {
                while (bytes.hasRemaining()) {
                    length += channel.write(bytes);
                }
            });
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void truncate(long newLength) throws IOException {
            if (newLength < 0 || newLength > length) {
                throw new IllegalArgumentException(
                        "the file has " + length + " bytes, and can't be cut to " + newLength);
            }
            at(file, () -> channel.truncate(newLength));
            length = newLength;
        }

        @Override
        public void sync() throws IOException {
            at(file, () -> channel.force(false));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
