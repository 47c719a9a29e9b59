package io.sakia.connector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A {@link FileStore} in a folder of the local file system. */
public final class LocalFileStore implements FileStore {
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
        createParent(file);
        return new LocalOutput(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
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
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(start)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    entries.add(new Entry(
                            root.relativize(path).toString().replace('\\', '/'),
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis()));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A rename on a local file system replaces an empty folder or a file silently, so the target is looked for first; two
     * processes that rename to the same name at the same instant are kept apart by the generation of the driver, not here.
     */
    @Override
    public void rename(String from, String to) throws IOException {
        Path target = resolve(to);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        createParent(target);
        Files.move(resolve(from), target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String path) throws IOException {
        Path start = resolve(path);
        if (!Files.exists(start)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> paths = Files.walk(start)) {
            found = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : found) {
            Files.deleteIfExists(each);
        }
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(resolve(path));
    }

    @Override
    public void sync(String path) throws IOException {
        try (FileChannel channel = FileChannel.open(resolve(path), StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        try (FileChannel channel = FileChannel.open(resolve(folder), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public boolean renamesAtomically() {
        return true;
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("the path '" + path + "' leads out of " + root);
        }
        return resolved;
    }

    private static void createParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }

    private static final class LocalOutput implements Output {
        private final FileChannel channel;
        private long length;

        LocalOutput(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                length += channel.write(bytes);
            }
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void truncate(long newLength) throws IOException {
            channel.truncate(newLength);
            length = newLength;
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
