package io.sakia.embedded;

import java.util.Iterator;
import java.util.List;

/** Blocks read one after another, without copying them into one. */
record JoinedBlocks(List<? extends Block> parts) implements Block {
    @Override
    public int size() {
        int size = 0;
        for (Block part : parts) {
            size = Math.addExact(size, part.size());
        }
        return size;
    }

    @Override
    public void push(Attempt attempt, Link link) {
        for (Block part : parts) {
            part.push(attempt, link);
        }
    }

    @Override
    public Iterator<Object> iterator(Attempt attempt) {
        return new ConcatenatedIterator(parts.size(), part -> parts.get(part).iterator(attempt));
    }
}
