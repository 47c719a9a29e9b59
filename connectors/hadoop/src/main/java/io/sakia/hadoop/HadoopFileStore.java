package io.sakia.hadoop;

import io.sakia.connector.FileStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException;

/**
 * A {@link FileStore} in a folder of a Hadoop file system.
 *
 * <p>On HDFS its promises hold: a file is created by one of many, a rename is one step of the NameNode, which has it on disk before it answers, and what was
 * {@linkplain Output#sync synced} is on the disks of all DataNodes of the block. A file that a killed process was writing is closed for it before anybody else
 * syncs or cuts it.
 */
final class HadoopFileStore implements FileStore {
    /** Where a rename is one step, and nothing is replaced by it. */
    private static final Set<String> ATOMIC = Set.of("hdfs", "viewfs", "ofs", "o3fs", "file");

    private final FileSystem system;
    private final FileContext context;
    private final Path root;

    HadoopFileStore(Systems systems, Path root) {
        this.system = systems.system();
        this.context = systems.context();
        this.root = root;
    }

    @Override
    public String root() {
        return root.toString();
    }

    @Override
    public Output create(String path) throws IOException {
        Path file = resolve(path);
        try {
            return new HadoopOutput(system, file, Asked.of(file, () -> system.create(file, false)));
        } catch (FileSystemException e) {
            if (e.getCause() instanceof AlreadyBeingCreatedException) {
                throw taken(file, e);
            }
            throw e;
        }
    }

    private static FileAlreadyExistsException taken(Path path, IOException cause) {
        FileAlreadyExistsException taken = new FileAlreadyExistsException(path.toString());
        taken.initCause(cause);
        return taken;
    }

    @Override
    public InputStream open(String path, long position) throws IOException {
        Path file = resolve(path);
        FSDataInputStream in = Asked.of(file, () -> system.open(file));
        try {
            Asked.to(file, () -> {
                try {
                    in.seek(position);
                } catch (EOFException e) {
                    in.skipBytes(Integer.MAX_VALUE); // behind its end there is nothing, which is no error
                }
            });
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
        return in;
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        Path start = resolve(folder);
        List<Entry> files = new ArrayList<>();
        try {
            Asked.to(start, () -> {
                if (!system.getFileStatus(start).isDirectory()) {
                    return;
                }
                RemoteIterator<LocatedFileStatus> all = system.listFiles(start, true);
                while (all.hasNext()) {
                    LocatedFileStatus file = all.next();
                    files.add(new Entry(relative(file.getPath()), file.getLen(), file.getModificationTime()));
                }
            });
        } catch (NoSuchFileException e) {
            // the folder, or one in it that was there a moment ago
        }
        files.sort(Comparator.comparing(Entry::path));
        return files;
    }

    @Override
    public List<Child> children(String folder) throws IOException {
        Path start = resolve(folder);
        FileStatus itself = Asked.of(start, () -> system.getFileStatus(start));
        if (!itself.isDirectory()) {
            throw new NotDirectoryException(start.toString());
        }
        List<Child> children = new ArrayList<>();
        for (FileStatus child : Asked.of(start, () -> system.listStatus(start))) {
            children.add(child(child));
        }
        children.sort(Comparator.comparing(Child::name));
        return children;
    }

    @Override
    public Optional<Child> look(String path) throws IOException {
        Path file = resolve(path);
        try {
            return Optional.of(child(Asked.of(file, () -> system.getFileStatus(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Child child(FileStatus status) {
        return new Child(
                status.getPath().getName(),
                status.isDirectory(),
                status.isDirectory() ? 0 : status.getLen(),
                status.getModificationTime());
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Path source = resolve(from);
        Path target = resolve(to);
        if (!Asked.of(source, () -> system.exists(source))) {
            throw new NoSuchFileException(source.toString());
        }
        Asked.to(target, () -> system.mkdirs(target.getParent()));
        try {
            Asked.to(target, () -> context.rename(source, target, Options.Rename.NONE));
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) { // a file and a folder that may not stand for each other, too
            if (system.exists(source) && system.exists(target)) {
                throw taken(target, e);
            }
            throw e;
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Path start = resolve(path);
        Asked.to(start, () -> system.delete(start, true));
    }

    @Override
    public boolean exists(String path) throws IOException {
        Path file = resolve(path);
        return Asked.of(file, () -> system.exists(file));
    }

    @Override
    public void sync(String path) throws IOException {
        Path file = resolve(path);
        Leases.of(system).close(file);
        try (Output again = new HadoopOutput(system, file, Asked.of(file, () -> system.append(file)))) {
            again.sync();
        }
    }

    /** The NameNode has it on disk already. */
    @Override
    public void syncFolder(String folder) throws IOException {
        Path itself = resolve(folder);
        if (!itself.equals(root)) {
            Asked.of(itself, () -> system.getFileStatus(itself));
        }
    }

    @Override
    public boolean renamesAtomically() {
        return ATOMIC.contains(system.getUri().getScheme());
    }

    private Path resolve(String path) {
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                throw new IllegalArgumentException("the path '" + path + "' leads out of " + root);
            }
        }
        return path.isEmpty() ? root : new Path(root, path);
    }

    private String relative(Path file) {
        String whole = system.makeQualified(file).toUri().getPath();
        String base = root.toUri().getPath();
        return whole.substring(base.endsWith("/") ? base.length() : base.length() + 1);
    }
}
