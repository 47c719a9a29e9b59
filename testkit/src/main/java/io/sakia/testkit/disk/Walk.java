package io.sakia.testkit.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what lies below a folder, names in order. */
final class Walk {
    private final DiskTree tree;

    Walk(DiskTree tree) {
        this.tree = tree;
    }

    /** What lies below a path, and itself at the end: what is in a folder comes before it. */
    List<List<String>> bottomUp(List<String> path) {
        List<List<String>> found = new ArrayList<>();
        collect(path, tree.find(path), found);
        return found;
    }

    /** The files below a folder. */
    List<List<String>> files(List<String> folder) {
        if (!(tree.find(folder) instanceof DiskFolder)) {
            return List.of();
        }
        return bottomUp(folder).stream()
                .filter(path -> tree.find(path) instanceof DiskFile)
                .toList();
    }

    void describe(StringBuilder text) {
        for (List<String> path : bottomUp(List.of())) {
            DiskNode node = tree.find(path);
            if (node instanceof DiskFile file) {
                text.append('/').append(String.join("/", path)).append(' ');
                text.append(file.content().length()).append('\n');
            } else if (node instanceof DiskFolder folder && folder.names.isEmpty() && !path.isEmpty()) {
                text.append('/').append(String.join("/", path)).append("/\n");
            }
        }
    }

    private static void collect(List<String> path, @Nullable DiskNode node, List<List<String>> found) {
        if (node == null) {
            return;
        }
        if (node instanceof DiskFolder folder) {
            for (Map.Entry<String, DiskNode> each : folder.names.entrySet()) {
                List<String> child = new ArrayList<>(path);
                child.add(each.getKey());
                collect(child, each.getValue(), found);
            }
        }
        found.add(path);
    }
}
