package io.sakia.connector;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in the folders of a store that knows only the files at any depth. Of a folder without files nobody knows whether it is one. */
final class Children {
    private Children() {}

    static List<FileStore.Child> of(FileStore store, String folder) throws IOException {
        int from = folder.isEmpty() || folder.endsWith("/") ? folder.length() : folder.length() + 1;
        Map<String, FileStore.Child> children = new TreeMap<>();
        for (FileStore.Entry file : store.list(folder)) {
            String rest = file.path().substring(from);
            int slash = rest.indexOf('/');
            if (slash < 0) {
                children.put(rest, new FileStore.Child(rest, false, file.length(), file.modified()));
            } else {
                String name = rest.substring(0, slash);
                children.putIfAbsent(name, new FileStore.Child(name, true, 0, file.modified()));
            }
        }
        if (children.isEmpty() && !store.exists(folder)) {
            throw new NoSuchFileException(store.root() + "/" + folder);
        }
        return List.copyOf(children.values());
    }

    static Optional<FileStore.Child> look(FileStore store, String path) throws IOException {
        if (!store.exists(path)) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/');
        String name = path.substring(slash + 1);
        if (!name.isEmpty()) {
            for (FileStore.Child child : store.children(path.substring(0, Math.max(0, slash)))) {
                if (child.name().equals(name)) {
                    return Optional.of(child);
                }
            }
        }
        return Optional.of(new FileStore.Child(name, true, 0, 0)); // a folder of which only the name is known
    }
}
