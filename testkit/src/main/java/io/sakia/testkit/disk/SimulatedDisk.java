package io.sakia.testkit.disk;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that crashes where a test says, and keeps of it what a real disk might: for tests of sinks, logs and whatever else
 * writes through {@link FileStore} and must survive a loss of power or of its process.
 *
 * <pre>{@code
 * for (long n = 1; ; n++) {
 *     SimulatedDisk disk = new SimulatedDisk().crashAtOperation(n);
 *     try {
 *         writeTwoFiles(disk.stores());
 *     } catch (SimulatedCrash e) {
 *         // what it was doing shows in disk.history()
 *     }
 *     for (long seed = 0; seed < 20; seed++) {
 *         SimulatedDisk restarted = disk.restart(CrashMode.LOSS_OF_POWER, seed);
 *         assertWholeOrRecoverable(restarted.stores());
 *     }
 *     if (!disk.crashed()) break; // it has fewer operations
 * }
 * }</pre>
 *
 * <p>One object is one life of the machine: after its crash every operation on it fails with {@link SimulatedCrash}, on every thread and
 * through every store, output and stream that was opened on it. {@link #restart} gives the next life, and may be called several times,
 * with other seeds, for other outcomes of the same crash.
 *
 * <p>What survives a loss of power: bytes before the last sync of their file, and names that were there at the last sync of their folder.
 * Of later writes, a beginning or holes, with nothing, zeros or garbage behind; of later creations, renames and deletions any choice
 * that leaves everything under one name. After a failed sync, its bytes are in doubt whatever is synced later. What survives {@code kill
 * -9}: everything but the end of the write that was under way; and what was not synced then is still not.
 *
 * <p>Locks are held by one life: the next one finds them free.
 *
 * <p>Equal operations, crash points and seeds give equal disks. Thread-safe; with several threads which operation is the n-th is up to them.
 */
public final class SimulatedDisk {
    private static final int REMEMBERED = 1_000;

    /** 2026-01-01T00:00:00Z: when the first life began; each operation takes a millisecond. */
    private static final long BEGINNING = 1_767_225_600_000L;

    private final SimulatedStores stores = new SimulatedStores(this);
    private final DiskTree tree;
    private final long born;
    private final Set<List<String>> locks = new HashSet<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Deque<String> history = new ArrayDeque<>();
    private long operations;
    private long crashAt;
    private @Nullable String crash;
    private @Nullable DiskFile torn;
    private int tornBytes;

    private record Failure(
            long at, @Nullable DiskOperation operation, Predicate<String> path, Function<String, IOException> thrown) {
        boolean isDue(DiskOperation now, String name, long number) {
            boolean due = operation == null ? now.isCounted() && at == number : now == operation;
            return due && path.test(name);
        }
    }

    /** An empty disk. */
    public SimulatedDisk() {
        this(new DiskTree(), BEGINNING);
    }

    private SimulatedDisk(DiskTree tree, long born) {
        this.tree = tree;
        this.born = born;
    }

    /** The disk's folders, for the code under test; it may travel to tasks of the same JVM. */
    public FileStores stores() {
        return stores;
    }

    /** The store of a folder, as {@code stores().open(folder)} gives it. */
    public FileStore store(String folder) {
        return stores.open(folder);
    }

    /**
     * How many changes and syncs this life has seen. Folders that are created on the way to a file, and all that a folder's deletion
     * deletes, count one by one: a crash may come between them.
     */
    public synchronized long operations() {
        return operations;
    }

    /** Ends this life in the midst of its n-th operation, counted from 1. */
    public synchronized SimulatedDisk crashAtOperation(long n) {
        if (n <= operations) {
            throw new IllegalArgumentException(
                    "operation " + n + " is over: there were " + operations + ", the next is " + (operations + 1));
        }
        crashAt = n;
        return this;
    }

    /** Ends this life now. */
    public synchronized void crash() {
        if (crash == null) {
            crash = "the machine was switched off after operation " + operations;
        }
    }

    /** Whether this life has ended. */
    public synchronized boolean crashed() {
        return crash != null;
    }

    /**
     * The disk as the next start finds it. Ends this life, if nothing has yet.
     *
     * @param seed chooses what survived; equal seeds give equal disks
     */
    public synchronized SimulatedDisk restart(CrashMode mode, long seed) {
        crash();
        return afterCrash(mode, seed);
    }

    /**
     * The disk as the next start would find it if this life ended now. It goes on instead, so that one run can be looked at from many
     * crash points.
     *
     * @param seed chooses what survived; equal seeds give equal disks
     */
    public synchronized SimulatedDisk afterCrash(CrashMode mode, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DiskTree left = mode == CrashMode.LOSS_OF_POWER
                ? tree.afterLossOfPower(random)
                : tree.afterKill(torn, torn == null ? 0 : random.nextInt(tornBytes + 1));
        return new SimulatedDisk(left, now());
    }

    /** Makes the next operation of a kind fail; a write fails half-way, as on a full disk. Called twice, the next two fail. */
    public SimulatedDisk failNext(DiskOperation operation, IOException thrown) {
        return failNext(operation, path -> true, thrown);
    }

    /**
     * Makes the next operation of a kind on some path fail.
     *
     * @param path whether it is this file or folder, by its absolute path; of a rename, the old one
     */
    public synchronized SimulatedDisk failNext(DiskOperation operation, Predicate<String> path, IOException thrown) {
        failures.add(new Failure(0, operation, path, name -> thrown));
        return this;
    }

    /** Makes the n-th of {@link #operations}, counted from 1, fail without a crash. */
    public synchronized SimulatedDisk failAtOperation(long n, IOException thrown) {
        failures.add(new Failure(n, null, path -> true, name -> thrown));
        return this;
    }

    /** Makes the n-th of {@link #operations}, counted from 1, fail with an error that names its path, as those of real disks do. */
    public synchronized SimulatedDisk failAtOperation(long n, String reason) {
        failures.add(new Failure(n, null, path -> true, name -> new IOException(name + ": " + reason)));
        return this;
    }

    /** The latest operations of this life, one a line, numbered: what a failed test should show. */
    public synchronized List<String> history() {
        return List.copyOf(history);
    }

    /** The files and the folders in which nothing is, with the files' lengths: to see what a crash left. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        new Walk(tree).describe(text);
        return text.toString();
    }

    DiskTree tree() {
        return tree;
    }

    Set<List<String>> locks() {
        return locks;
    }

    long now() {
        return born + operations;
    }

    void requireAlive() {
        if (crash != null) {
            throw new SimulatedCrash(crash);
        }
    }

    /** To be called before each operation: counts it, and crashes or fails where a test wants that. */
    void begin(DiskOperation operation, List<String> path) throws IOException {
        requireAlive();
        String name = "/" + String.join("/", path);
        if (operation.isCounted()) {
            operations++;
            if (history.size() == REMEMBERED) {
                history.removeFirst();
            }
            history.add(operations + " " + operation + " " + name);
            if (operations == crashAt) {
                crash = "the machine crashed in its operation " + operations + ": " + operation + " " + name;
                throw new SimulatedCrash(crash);
            }
        }
        for (int i = 0; i < failures.size(); i++) {
            if (failures.get(i).isDue(operation, name, operations)) {
                throw failures.remove(i).thrown().apply(name);
            }
        }
    }

    void sync(List<String> path, DiskFile file) throws IOException {
        try {
            begin(DiskOperation.SYNC, path);
        } catch (IOException e) {
            file.failSync();
            throw e;
        }
        file.sync();
    }

    /** Remembers the write that was under way at the crash, of which any beginning may survive. */
    void torn(DiskFile file, byte[] bytes) {
        file.append(bytes, now());
        torn = file;
        tornBytes = bytes.length;
    }
}
