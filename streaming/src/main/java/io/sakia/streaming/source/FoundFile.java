package io.sakia.streaming.source;

import java.io.Serializable;

/**
 * A file as a {@link FolderListing} found it. A file that is replaced under its name is another one.
 *
 * @param path as a reader takes it
 * @param modified when it was modified last, in milliseconds since 1970
 * @param length in bytes
 */
public record FoundFile(String path, long modified, long length) implements Serializable {
    /** Whether it is one of the files that are left alone: those whose names begin with a dot or an underscore, or are being copied. */
    boolean isHidden() {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.startsWith(".") || name.startsWith("_") || name.endsWith("._COPYING_");
    }
}
