package io.sakia.embedded.disk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how long the table of a {@link java.util.HashMap} or {@link java.util.HashSet} is, which decides the order of iteration, now and
 * after what is added later. The JDK shows it in one place: the documented serial form.
 *
 * <pre>
 *   HashMap   … │ load factor, 4 bytes │ threshold, 4 │ 77 08 │ capacity, 4 │ size, 4 │ 70 for each key and value │ 78
 *   HashSet   … │ 77 0c │ capacity, 4 │ load factor, 4 │ size, 4 │ 70 for each element │ 78
 * </pre>
 *
 * @param capacity the length of the table
 * @param loadFactor how full it may become
 */
record HashCapacity(int capacity, float loadFactor) {
    private static final int BLOCK = 0x77;
    private static final int END = 1;

    /** Of a map of a size. */
    static HashCapacity ofMap(Object map, int size) {
        ByteBuffer bytes = bytes(map);
        int block = bytes.limit() - END - 2 * size - 8;
        require(bytes.get(block - 2) == BLOCK && bytes.get(block - 1) == 8 && bytes.getInt(block + 4) == size, map);
        return new HashCapacity(bytes.getInt(block), bytes.getFloat(block - 10));
    }

    /** Of a set of a size. */
    static HashCapacity ofSet(Object set, int size) {
        ByteBuffer bytes = bytes(set);
        int block = bytes.limit() - END - size - 12;
        require(bytes.get(block - 2) == BLOCK && bytes.get(block - 1) == 12 && bytes.getInt(block + 8) == size, set);
        return new HashCapacity(bytes.getInt(block), bytes.getFloat(block + 4));
    }

    private static void require(boolean asExpected, Object what) {
        if (!asExpected) {
            throw new UnspillableException(what.getClass(), "its serial form is not the one that is documented", null);
        }
    }

    private static ByteBuffer bytes(Object table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new WithoutElements(bytes, table)) {
            out.writeObject(table);
        } catch (IOException e) {
            throw new UnspillableException(table.getClass(), e.toString(), e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static final class WithoutElements extends ObjectOutputStream {
        private final Object table;

        WithoutElements(ByteArrayOutputStream out, Object table) throws IOException {
            super(out);
            this.table = table;
            enableReplaceObject(true);
        }

        @Override
        protected @Nullable Object replaceObject(Object object) {
            return object == table ? table : null;
        }
    }
}
