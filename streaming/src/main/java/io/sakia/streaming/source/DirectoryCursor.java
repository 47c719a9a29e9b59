package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import java.util.List;

/**
 * How far a {@link DirectorySource} has been planned.
 *
 * @param seen the files that were read, or skipped at the first start, and are still in the folder; in the order of their paths
 */
public record DirectoryCursor(List<FoundFile> seen) implements Cursor {
    /** Copies the list. */
    public DirectoryCursor {
        seen = List.copyOf(seen);
    }
}
