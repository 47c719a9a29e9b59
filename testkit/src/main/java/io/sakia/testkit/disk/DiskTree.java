package io.sakia.testkit.disk;

import io.sakia.testkit.disk.NameChange.Edge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a disk, with the changes of names that a loss of power may still undo.
 *
 * <p>A change is undone or made durable together with what hangs on it: what happened to the same names after it, or before it. So a
 * file that was durable once has one name after any crash, as the promise of {@code FileStore.rename} says.
 */
final class DiskTree {
    private final DiskFolder root;
    private final List<NameChange> unsynced = new ArrayList<>();

    /** An empty disk. */
    DiskTree() {
        this(new DiskFolder());
    }

    private DiskTree(DiskFolder root) {
        this.root = root;
    }

    /** What stands at a path; null if nothing does. */
    @Nullable
    DiskNode find(List<String> path) {
        DiskNode node = root;
        for (String name : path) {
            node = node instanceof DiskFolder folder ? folder.names.get(name) : null;
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** Gives a new file or folder its name; its folder exists. */
    void add(List<String> path, DiskNode node) {
        DiskName key = key(path);
        apply(new NameChange(key.folder(), List.of(new Edge(key, node)), List.of(key), false));
    }

    /** Removes the name of a file or empty folder. */
    void remove(List<String> path) {
        DiskName key = key(path);
        apply(new NameChange(key.folder(), List.of(new Edge(key, null)), List.of(key), false));
    }

    /** Renames what is there to a name that is free, in a folder that exists. */
    void rename(List<String> from, List<String> to) {
        DiskName source = key(from);
        DiskName target = key(to);
        DiskNode node = Objects.requireNonNull(find(from));
        List<DiskName> needs = keys(to);
        needs.add(source);
        boolean movesFolder = node instanceof DiskFolder && source.folder() != target.folder();
        apply(new NameChange(
                target.folder(), List.of(new Edge(source, null), new Edge(target, node)), needs, movesFolder));
    }

    /** Makes the names in a folder durable, and those that lead to it. */
    void sync(List<String> path) {
        DiskNode folder = find(path);
        Set<DiskName> needed = new HashSet<>(keys(path));
        boolean moves = false;
        List<NameChange> durable = new ArrayList<>();
        for (int i = unsynced.size() - 1; i >= 0; i--) {
            NameChange change = unsynced.get(i);
            if (change.home() == folder || touches(change, needed) || (moves && change.movesFolder())) {
                durable.add(change);
                needed.addAll(change.needs());
                moves |= change.movesFolder();
            }
        }
        Collections.reverse(durable);
        for (NameChange change : durable) {
            change.edges().forEach(edge -> put(edge.key().folder().durable, edge));
        }
        unsynced.removeAll(durable);
    }

    /** The tree as another process on the same machine finds it, after one died that still had some bytes to write. */
    DiskTree afterKill(@Nullable DiskFile torn, int missing) {
        Map<DiskNode, DiskNode> copies = new HashMap<>();
        if (torn != null) {
            copies.put(torn, torn.afterKill(missing));
        }
        DiskTree copy = new DiskTree((DiskFolder) copy(root, copies));
        for (NameChange change : unsynced) {
            copy.unsynced.add(new NameChange(
                    (DiskFolder) copy(change.home(), copies),
                    change.edges().stream().map(edge -> copy(edge, copies)).toList(),
                    change.needs().stream().map(key -> copy(key, copies)).toList(),
                    change.movesFolder()));
        }
        return copy;
    }

    /** The tree as a start of the machine after a loss of power finds it. */
    DiskTree afterLossOfPower(SplittableRandom random) {
        Map<DiskFolder, Map<String, DiskNode>> names = new HashMap<>();
        Set<DiskName> lost = new HashSet<>();
        boolean movesLost = false;
        int some = Tearing.howMany(unsynced.size(), random);
        boolean inOrder = random.nextBoolean();
        for (int i = 0; i < unsynced.size(); i++) {
            NameChange change = unsynced.get(i);
            boolean kept = (inOrder ? i < some : random.nextInt(unsynced.size()) < some)
                    && !change.needs().stream().anyMatch(lost::contains)
                    && !(movesLost && change.movesFolder());
            if (kept) {
                for (Edge edge : change.edges()) {
                    DiskFolder folder = edge.key().folder();
                    put(names.computeIfAbsent(folder, each -> new TreeMap<>(each.durable)), edge);
                }
            } else {
                change.edges().forEach(edge -> lost.add(edge.key()));
                movesLost |= change.movesFolder();
            }
        }
        return new DiskTree((DiskFolder) restart(root, names, random));
    }

    private static DiskNode restart(
            DiskNode node, Map<DiskFolder, Map<String, DiskNode>> names, SplittableRandom random) {
        if (node instanceof DiskFolder folder) {
            Map<String, DiskNode> left = new TreeMap<>(names.getOrDefault(folder, folder.durable));
            left.replaceAll((name, child) -> restart(child, names, random));
            return new DiskFolder(left);
        }
        return ((DiskFile) node).afterLossOfPower(random);
    }

    private void apply(NameChange change) {
        change.edges().forEach(edge -> put(edge.key().folder().names, edge));
        unsynced.add(change);
    }

    private static void put(Map<String, DiskNode> names, Edge edge) {
        DiskNode after = edge.after();
        if (after == null) {
            names.remove(edge.key().name());
        } else {
            names.put(edge.key().name(), after);
        }
    }

    private static boolean touches(NameChange change, Set<DiskName> keys) {
        return change.edges().stream().anyMatch(edge -> keys.contains(edge.key()));
    }

    private DiskName key(List<String> path) {
        int last = path.size() - 1;
        return new DiskName((DiskFolder) Objects.requireNonNull(find(path.subList(0, last))), path.get(last));
    }

    /** The names that lead to a path, and its own. */
    private List<DiskName> keys(List<String> path) {
        List<DiskName> keys = new ArrayList<>();
        DiskNode node = root;
        for (String name : path) {
            DiskFolder folder = (DiskFolder) Objects.requireNonNull(node);
            keys.add(new DiskName(folder, name));
            node = folder.names.get(name);
        }
        return keys;
    }

    private static Edge copy(Edge edge, Map<DiskNode, DiskNode> copies) {
        DiskNode after = edge.after();
        return new Edge(copy(edge.key(), copies), after == null ? null : copy(after, copies));
    }

    private static DiskName copy(DiskName key, Map<DiskNode, DiskNode> copies) {
        return new DiskName((DiskFolder) copy(key.folder(), copies), key.name());
    }

    private static DiskNode copy(DiskNode node, Map<DiskNode, DiskNode> copies) {
        DiskNode known = copies.get(node);
        if (known != null) {
            return known;
        }
        if (node instanceof DiskFile file) {
            DiskFile copy = file.afterKill(0);
            copies.put(file, copy);
            return copy;
        }
        DiskFolder folder = (DiskFolder) node;
        DiskFolder copy = new DiskFolder();
        copies.put(folder, copy);
        folder.names.forEach((name, child) -> copy.names.put(name, copy(child, copies)));
        folder.durable.forEach((name, child) -> copy.durable.put(name, copy(child, copies)));
        return copy;
    }
}
