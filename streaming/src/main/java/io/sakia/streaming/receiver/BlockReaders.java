package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import io.sakia.connector.FileStore;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.streaming.log.RecordsFrom;
import io.sakia.streaming.log.SegmentLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens blocks in tasks: those that hold their records, and those of an earlier run, of which the batch log tells only where they stand.
 *
 * @param folder where the logs of received records are
 * @param source the name of the source
 */
record BlockReaders<T>(ReceivedFolder folder, String source) implements RangeReader<T, Block<T>> {
    @Override
    public Reader<T> open(Block<T> block) throws Exception {
        return block.holdsRecords() ? Block.<T>reader().open(block) : new StoredReader<>(folder, source, block);
    }

    /** Reads the extents of a block one after the other. */
    private static final class StoredReader<T> implements Reader<T> {
        private final ReceivedFolder folder;
        private final String source;
        private final Block<T> block;
        private final FileStore store;
        private final Iterator<Block.Extent> extents;
        private Iterator<?> run = List.of().iterator();
        private @Nullable RecordsFrom frames;
        private @Nullable Codec<Object> codec;
        private long next;
        private long end;
        private long read;

        StoredReader(ReceivedFolder folder, String source, Block<T> block) throws IOException {
            this.folder = folder;
            this.source = source;
            this.block = block;
            this.store = folder.open();
            this.extents = block.extents().iterator();
        }

        @Override
        @SuppressWarnings("unchecked") // the receiver stored records of its type
        public @Nullable T read() throws IOException {
            while (next == end) {
                if (!extents.hasNext()) {
                    return null;
                }
                enter(extents.next());
            }
            while (!run.hasNext()) {
                readRun();
            }
            next++;
            read++;
            return (T) run.next();
        }

        private void enter(Block.Extent extent) throws IOException {
            close();
            String path = ReceivedFolder.of(source);
            try {
                codec = ReceivedFrame.codec(
                        folder.types().codecs(), SegmentLog.readBase(store, path, extent.segment()));
                frames = SegmentLog.readFrom(store, path, extent.place());
            } catch (NoSuchFileException e) {
                throw new IOException(
                        "records that " + source + " has received are missing, as " + e.getFile() + " in "
                                + store.root()
                                + " is: put it back from a copy of the checkpoint, or start with another checkpoint",
                        e);
            }
            next = extent.first();
            end = extent.first() + extent.count();
            run = List.of().iterator();
        }

        /** The next record of the log; the first one may begin before what is wanted, the others must go on where it ends. */
        private void readRun() throws IOException {
            if (frames == null || codec == null) {
                throw new IllegalStateException("no extent was entered");
            }
            ReceivedFrame frame = ReceivedFrame.decode(frames.next().payload());
            List<Object> records = frame.read(codec);
            if (frame.first() > next || (frame.count() > 0 && frame.end() <= next)) {
                throw new IOException("the log of what " + source + " has received, " + store.root() + "/"
                        + ReceivedFolder.of(source) + ", has records " + frame.first() + " to " + (frame.end() - 1)
                        + " where the batch log says that record " + next
                        + " stands: put back a copy of the checkpoint as a whole, or start with another one");
            }
            run = records.subList((int) Math.min(next - frame.first(), records.size()), records.size())
                    .iterator();
        }

        @Override
        public String position() {
            return "block " + block.id() + ", record " + read;
        }

        @Override
        public void close() throws IOException {
            if (frames != null) {
                frames.close();
                frames = null;
            }
        }
    }
}
