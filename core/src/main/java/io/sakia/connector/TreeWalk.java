package io.sakia.connector;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is found below a folder; what goes away while it looks is left out. */
final class TreeWalk extends SimpleFileVisitor<Path> {
    private final Path start;
    private final Path named;
    private final List<FileStore.Entry> files = new ArrayList<>();
    private final List<Path> bottomUp = new ArrayList<>();

    /**
     * A walk of one folder.
     *
     * @param start the folder
     * @param named what it is called in the paths of its files
     */
    TreeWalk(Path start, Path named) {
        this.start = start;
        this.named = named;
    }

    /** The files, but no links. */
    List<FileStore.Entry> files() {
        return files;
    }

    /** Everything, a folder after what is in it. */
    List<Path> bottomUp() {
        return bottomUp;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bottomUp.add(file);
        if (attributes.isRegularFile()) {
            files.add(new FileStore.Entry(
                    named.resolve(start.relativize(file)).toString().replace('\\', '/'),
                    attributes.size(),
                    attributes.lastModifiedTime().toMillis()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
        if (failure != null && !(failure instanceof NoSuchFileException)) {
            throw failure;
        }
        bottomUp.add(folder);
        return FileVisitResult.CONTINUE;
    }
}
