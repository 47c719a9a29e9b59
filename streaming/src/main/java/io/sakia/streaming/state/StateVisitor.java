package io.sakia.streaming.state;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a version of a partition's state, whole or as what differs from an older version, each key once. Doing in turn what it is told
 * to a copy of the older version, or to an empty state for a whole one, gives the version itself, with its keys in the same order.
 *
 * <pre>
 *   older   a=1  b=2  c=3  d=4          visited:  b removed   c in place 5   d last 4   e last 7
 *   newer   a=1  c=5  d=4  e=7          (d was renewed)
 * </pre>
 */
interface StateVisitor<K, S> {
    /**
     * Comes first.
     *
     * @param whole whether the keys that are visited are all there are, each as {@link Change#LAST}
     */
    void begin(boolean whole) throws IOException;

    /**
     * Takes a key.
     *
     * @param hash the stable hash of the key
     * @param state its state, not copied; null if it has none any more
     */
    void visit(Change change, K key, long hash, @Nullable S state) throws IOException;

    /** What happens to a key. */
    enum Change {
        /** It has no state any more. */
        REMOVED(0),
        /** It has another state and keeps its place in the order. */
        IN_PLACE(1),
        /** It gets a state and the last place in the order, whether it had one before or not. */
        LAST(2);

        private final int code;

        Change(int code) {
            this.code = code;
        }

        /** What stands for it in files. */
        int code() {
            return code;
        }

        /** What a code stands for, or null if for nothing. */
        static @Nullable Change ofCode(int code) {
            return switch (code) {
                case 0 -> REMOVED;
                case 1 -> IN_PLACE;
                case 2 -> LAST;
                default -> null;
            };
        }
    }
}
