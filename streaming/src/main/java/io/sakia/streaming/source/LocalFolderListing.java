package io.sakia.streaming.source;

import io.sakia.connector.FileStores;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Lists folders by java.nio. */
final class LocalFolderListing implements FolderListing {
    @Override
    public List<FoundFile> list(String folder) throws IOException {
        Path path = Path.of(FileStores.local().absolute(folder));
        List<FoundFile> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                add(file, found);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
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
