package io.sakia.testkit.disk;

import java.util.Map;
import java.util.TreeMap;

/** A folder: the names in it as a living process finds them, and as a loss of power would leave them at least. */
final class DiskFolder extends DiskNode {
    final TreeMap<String, DiskNode> names;
    final TreeMap<String, DiskNode> durable;

    DiskFolder() {
        this.names = new TreeMap<>();
        this.durable = new TreeMap<>();
    }

    /** A folder of which all is durable. */
    DiskFolder(Map<String, DiskNode> durable) {
        this.names = new TreeMap<>(durable);
        this.durable = new TreeMap<>(durable);
    }
}
