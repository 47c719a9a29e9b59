package io.sakia.streaming.source;

import io.sakia.connector.FileStores;
import io.sakia.connector.text.PathPattern;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Lists folders by java.nio; of a pattern all folders that match when it is asked. */
final class LocalFolderListing implements FolderListing {
    @Override
    public List<FoundFile> list(String folder) throws IOException {
        Path path = Path.of(FileStores.local().absolute(folder));
        if (!Files.exists(path) && PathPattern.isPattern(path)) { // its name may look like a pattern
            return matching(new PathPattern(path));
        }
        List<FoundFile> found = new ArrayList<>();
        addAll(path, found);
        return found;
    }

    private static List<FoundFile> matching(PathPattern pattern) throws IOException {
        if (!Files.isDirectory(pattern.base())) {
            throw new NoSuchFileException(pattern.base().toString());
        }
        List<FoundFile> found = new ArrayList<>();
        for (Path match : pattern.matches()) {
            try {
                addAll(match, found);
            } catch (NoSuchFileException | NotDirectoryException e) {
                // a file, or a folder that was moved away since it matched
            }
        }
        return found;
    }

    private static void addAll(Path folder, List<FoundFile> found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                add(file, found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void add(Path file, List<FoundFile> found) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return; // moved away since the folder was read
        }
        if (attributes.isRegularFile()) {
            String path = FileStores.local().absolute(file.toString());
            found.add(new FoundFile(path, attributes.lastModifiedTime().toMillis(), attributes.size()));
        }
    }
}
