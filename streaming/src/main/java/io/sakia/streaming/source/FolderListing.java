package io.sakia.streaming.source;

import io.sakia.connector.FileSearch;
import io.sakia.connector.FileStores;
import java.io.IOException;
import java.util.List;

/** Looks what files are in a folder, wherever it is. */
@FunctionalInterface
public interface FolderListing {
    /**
     * The files directly in a folder, in any order, with paths that a reader can open; no folders, but hidden files too.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such folder
     */
    List<FoundFile> list(String folder) throws IOException;

    /**
     * Lists folders of a file system. Of a {@link io.sakia.connector.PathPattern} it lists all folders that match when it is asked, perhaps none; the
     * folder before the first wildcard must be there.
     */
    static FolderListing on(FileStores stores) {
        return folder -> FileSearch.on(stores).within(folder).stream()
                .map(file -> new FoundFile(file.path(), file.modified(), file.length()))
                .toList();
    }

    /** Lists folders of the local file system, and whatever is mounted there; a path may begin with {@code file:}. */
    static FolderListing local() {
        return on(FileStores.local());
    }
}
