package io.sakia.testkit.disk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A creation, rename or deletion that a loss of power may undo: all of it or nothing.
 *
 * @param home the folder whose sync makes it durable; of a rename, the new one
 * @param edges what becomes of which name
 * @param needs the names that must be durable before it is
 * @param movesFolder whether it moves a folder into another one, which all file systems keep in order
 */
record NameChange(DiskFolder home, List<Edge> edges, List<DiskName> needs, boolean movesFolder) {
    /** What a name stands for from now on. */
    record Edge(DiskName key, @Nullable DiskNode after) {}
}
