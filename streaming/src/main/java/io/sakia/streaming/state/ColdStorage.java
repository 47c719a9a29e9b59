package io.sakia.streaming.state;

import java.io.IOException;

/** Bytes outside of memory, which are written at the end and read anywhere. Used by one thread at a time. */
interface ColdStorage extends AutoCloseable {
    /** Writes the first {@code length} bytes of an array at a place, which is the end of what was written. */
    void write(long at, byte[] bytes, int length) throws IOException;

    /** Reads bytes at a place, as many as are there but no more than {@code length}; gives how many. */
    int read(long at, byte[] into, int length) throws IOException;

    /** Where it is, for people. */
    @Override
    String toString();

    /** Deletes it. */
    @Override
    void close();

    /** Makes storages. */
    interface Maker extends AutoCloseable {
        /** Another one, with nothing in it. */
        ColdStorage make() throws IOException;

        /** Deletes all that were made. */
        @Override
        void close();
    }
}
