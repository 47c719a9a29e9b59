package io.sakia.connector.codec;

import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all leaves, by class and by tag. */
final class StandardCodecs {
    private static final Map<Class<?>, Leaf<?>> BY_CLASS = new HashMap<>();
    private static final Map<Integer, Leaf<?>> BY_TAG = new HashMap<>();

    static {
        for (List<Leaf<?>> leaves : List.of(Leaves.ALL, TimeLeaves.ALL, ArrayLeaves.ALL)) {
            for (Leaf<?> leaf : leaves) {
                BY_CLASS.put(leaf.type(), leaf);
                BY_TAG.put(leaf.tag(), leaf);
            }
        }
    }

    private StandardCodecs() {}

    /** The leaf of exactly this class, or null. */
    @SuppressWarnings("unchecked")
    static @Nullable Leaf<Object> leaf(Class<?> type) {
        return (Leaf<Object>) BY_CLASS.get(type);
    }

    /** The leaf of a value, or null. A region of {@link ZoneId} has a class without a public name. */
    static @Nullable Leaf<Object> leaf(Object value) {
        Leaf<Object> leaf = leaf(value.getClass());
        return leaf == null && value instanceof ZoneId ? leaf(ZoneId.class) : leaf;
    }

    /** The leaf of a tag, or null. */
    static @Nullable Leaf<?> byTag(int tag) {
        return BY_TAG.get(tag);
    }

    @SuppressWarnings("unchecked")
    static Leaf<Object> leaf(int tag) throws IOException {
        Leaf<?> leaf = BY_TAG.get(tag);
        if (leaf == null) {
            throw new IOException(
                    "the stored bytes are damaged, or a newer version wrote them: no type has tag " + tag);
        }
        return (Leaf<Object>) leaf;
    }
}
