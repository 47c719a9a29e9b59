package io.sakia.testkit.disk;

import io.sakia.connector.FileStore;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The store of one folder of a simulated disk. */
final class SimulatedStore implements FileStore {
    private final SimulatedDisk disk;
    private final List<String> root;

    SimulatedStore(SimulatedDisk disk, List<String> root) {
        this.disk = disk;
        this.root = List.copyOf(root);
    }

    @Override
    public String root() {
        return text(root);
    }

    @Override
    public Output create(String path) throws IOException {
        synchronized (disk) {
            return new SimulatedOutput(disk, resolve(path), newFile(resolve(path)));
        }
    }

    @Override
    public InputStream open(String path, long position) throws IOException {
        synchronized (disk) {
            List<String> file = resolve(path);
            disk.begin(DiskOperation.OPEN, file);
            DiskNode node = disk.tree().find(file);
            if (node == null) {
                throw new NoSuchFileException(text(file));
            }
            if (!(node instanceof DiskFile found)) {
                throw new FileNotFoundException(text(file) + " is a folder");
            }
            return new SimulatedInput(disk, file, found, position);
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        synchronized (disk) {
            List<String> start = resolve(folder);
            disk.begin(DiskOperation.LIST, start);
            List<Entry> entries = new ArrayList<>();
            for (List<String> path : new Walk(disk.tree()).files(start)) {
                if (disk.tree().find(path) instanceof DiskFile file) {
                    String name = String.join("/", path.subList(root.size(), path.size()));
                    entries.add(new Entry(name, file.content().length(), file.modified()));
                }
            }
            entries.sort(Comparator.comparing(Entry::path));
            return entries;
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        synchronized (disk) {
            List<String> source = resolve(from);
            List<String> target = resolve(to);
            disk.requireAlive();
            if (disk.tree().find(source) == null) {
                throw new NoSuchFileException(text(source));
            }
            if (disk.tree().find(target) != null) {
                throw new FileAlreadyExistsException(text(target));
            }
            if (target.size() > source.size()
                    && target.subList(0, source.size()).equals(source)) {
                throw new IOException(text(source) + " can't be moved into itself, to " + text(target));
            }
            createParent(target);
            disk.begin(DiskOperation.RENAME, source);
            disk.tree().rename(source, target);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        synchronized (disk) {
            disk.requireAlive();
            for (List<String> each : new Walk(disk.tree()).bottomUp(resolve(path))) {
                if (!each.isEmpty()) {
                    disk.begin(DiskOperation.DELETE, each);
                    disk.tree().remove(each);
                }
            }
        }
    }

    @Override
    public boolean exists(String path) throws IOException {
        synchronized (disk) {
            disk.begin(DiskOperation.EXISTS, resolve(path));
            return disk.tree().find(resolve(path)) != null;
        }
    }

    @Override
    public void sync(String path) throws IOException {
        synchronized (disk) {
            List<String> file = resolve(path);
            disk.requireAlive();
            if (!(disk.tree().find(file) instanceof DiskFile found)) {
                throw new NoSuchFileException(text(file));
            }
            disk.sync(file, found);
        }
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        synchronized (disk) {
            List<String> path = resolve(folder);
            disk.requireAlive();
            DiskNode node = disk.tree().find(path);
            if (node == null) {
                throw new NoSuchFileException(text(path));
            }
            if (node instanceof DiskFile) {
                throw new NotDirectoryException(text(path));
            }
            disk.begin(DiskOperation.SYNC_FOLDER, path);
            disk.tree().sync(path);
        }
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
        synchronized (disk) {
            List<String> file = resolve(path);
            disk.requireAlive();
            if (disk.tree().find(file) == null) {
                newFile(file);
            }
            if (!disk.locks().add(file)) {
                return Optional.empty();
            }
            AtomicBoolean held = new AtomicBoolean(true);
            return Optional.of(() -> {
                if (held.getAndSet(false)) {
                    unlock(file);
                }
            });
        }
    }

    private void unlock(List<String> file) {
        synchronized (disk) {
            disk.locks().remove(file);
        }
    }

    private DiskFile newFile(List<String> path) throws IOException {
        disk.requireAlive();
        if (disk.tree().find(path) != null) {
            throw new FileAlreadyExistsException(text(path));
        }
        createParent(path);
        disk.begin(DiskOperation.CREATE, path);
        DiskFile file = new DiskFile(disk.now());
        disk.tree().add(path, file);
        return file;
    }

    private void createParent(List<String> path) throws IOException {
        for (int i = 1; i < path.size(); i++) {
            List<String> folder = List.copyOf(path.subList(0, i));
            DiskNode node = disk.tree().find(folder);
            if (node == null) {
                disk.begin(DiskOperation.CREATE_FOLDER, folder);
                disk.tree().add(folder, new DiskFolder());
            } else if (node instanceof DiskFile) {
                throw new NotDirectoryException(text(folder));
            }
        }
    }

    private List<String> resolve(String path) {
        List<String> resolved = SimulatedStores.names(root() + "/" + path);
        if (resolved.size() < root.size() || !resolved.subList(0, root.size()).equals(root)) {
            throw new IllegalArgumentException("the path '" + path + "' leads out of " + root());
        }
        return resolved;
    }

    private static String text(List<String> path) {
        return "/" + String.join("/", path);
    }
}
