package io.sakia.streaming.source;

import io.sakia.connector.Cursor;
import io.sakia.connector.codec.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a {@link DirectorySource} has been planned.
 *
 * @param seen the files that were read, or skipped at the first start, and are still in the folder; in the order of their paths
 * @param begun a file of which more is to come, or null
 * @param position how many of its bytes were planned
 */
public record DirectoryCursor(
        List<FoundFile> seen,
        @Default @Nullable FoundFile begun,
        @Default("0") long position) implements Cursor {
    /** Copies the list. */
    public DirectoryCursor {
        seen = List.copyOf(seen);
    }

    /** A cursor between files. */
    public DirectoryCursor(List<FoundFile> seen) {
        this(seen, null, 0);
    }
}
