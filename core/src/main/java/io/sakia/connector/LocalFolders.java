package io.sakia.connector;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes local folders, and makes them durable: a folder is when its name in the folder above was synced, and so on up to the top.
 *
 * <p>Above a store's root that is done once for each root in a process, and again after this process made a folder there: stores are opened
 * for each task, and a sync of a folder costs about as much as one of a file even if there is nothing to write.
 */
final class LocalFolders {
    private static final Set<Path> DURABLE_ROOTS = new HashSet<>();

    /** How many folders were made: one that was made during a sync may not be durable after it. */
    private static long made;

    private LocalFolders() {}

    static void createParent(Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            create(parent);
        }
    }

    private static void create(Path folder) throws IOException {
        createParent(folder);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                NotDirectoryException clearer = new NotDirectoryException(folder.toString());
                clearer.initCause(e);
                throw clearer;
            }
        }
        synchronized (DURABLE_ROOTS) {
            made++;
            DURABLE_ROOTS.removeIf(root -> root.startsWith(folder));
        }
    }

    /** Makes durable what is in a folder, and the folder. */
    static void sync(Path folder, Path root) throws IOException {
        force(folder);
        for (Path above = folder.getParent(); above != null && above.startsWith(root); above = above.getParent()) {
            force(above);
        }
        long madeBefore;
        synchronized (DURABLE_ROOTS) {
            if (DURABLE_ROOTS.contains(root)) {
                return;
            }
            madeBefore = made;
        }
        syncAbove(root);
        synchronized (DURABLE_ROOTS) {
            if (made == madeBefore) {
                DURABLE_ROOTS.add(root);
            }
        }
    }

    private static void syncAbove(Path root) throws IOException {
        for (Path each = root.getParent(); each != null; each = each.getParent()) {
            try {
                force(each);
            } catch (AccessDeniedException e) {
                return; // who may not open a folder has no right to make one in it as a rule, nor in those above
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
