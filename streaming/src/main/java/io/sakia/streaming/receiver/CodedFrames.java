package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The records in {@link Frames}, each frame's as a codec wrote them. A frame that the codec can't read ends the iteration with an exception. */
final class CodedFrames<T> implements Iterator<T> {
    private final Frames frames;
    private final Codec<T> codec;
    private Iterator<T> frame = Collections.emptyIterator();

    CodedFrames(Frames frames, Codec<T> codec) {
        this.frames = frames;
        this.codec = codec;
    }

    @Override
    public boolean hasNext() {
        while (!frame.hasNext() && frames.hasNext()) {
            try {
                frame = CodedRecords.of(codec, ByteBuffer.wrap(frames.next())).iterator();
            } catch (IOException e) {
                throw new IllegalStateException(e.getMessage(), e); // the connection is well, what came is not
            }
        }
        return frame.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more records");
        }
        return frame.next();
    }
}
