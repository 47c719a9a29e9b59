package io.sakia.streaming.state;

import java.io.Serializable;

/**
 * A run of blocks in a state file.
 *
 * @param file its path in the checkpoint: {@code state/0000000017-….state}
 * @param offset where the first block begins, in bytes
 * @param length how many bytes the blocks have
 */
public record Extent(String file, long offset, long length) implements Serializable {
    /** Whether another run begins where this one ends. */
    boolean meets(Extent next) {
        return file.equals(next.file) && offset + length == next.offset;
    }

    /** This run and the one that it meets. */
    Extent with(Extent next) {
        return new Extent(file, offset, length + next.length);
    }
}
