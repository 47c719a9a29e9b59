package io.sakia.streaming.receiver;

import io.sakia.connector.Codec;
import io.sakia.connector.FileStore;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.streaming.log.GroupCommit;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.log.LogSettings;
import io.sakia.streaming.log.SegmentLog;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of one source's receiver: what is stored stands in it before it is planned, until no batch and no window reads it again.
 *
 * <pre>
 *   position   0        40        80        120       160
 *              ├─ seg 1 ─┼─ seg 2 ─┼─ seg 3 ─┼─ seg 4 ─►
 *                            ▲          ▲
 *                  forgotten ┘          └ planned, as the batch log says: what follows waits for the next batch after a restart
 *              └ deleted ┘
 * </pre>
 *
 * Positions count a source's records over all runs; those of records that could not be logged are left out. Thread-safe.
 */
final class ReceivedLog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

    private final String source;
    private final Codec<Object> codec;
    private final boolean written;
    private final ThreadPoolExecutor writer;
    private final GroupCommit commit;
    private final NavigableMap<Long, Long> ends; // of the records in each segment; guarded by itself
    private final long end;
    private List<Found> found;

    /** Records that an earlier run has stored and not planned. */
    record Found(LogRecord.Place place, long first, boolean together, List<Object> records) {}

    private ReceivedLog(
            String source,
            Codec<Object> codec,
            boolean written,
            ThreadPoolExecutor writer,
            GroupCommit commit,
            NavigableMap<Long, Long> ends,
            long end,
            List<Found> found) {
        this.source = source;
        this.codec = codec;
        this.written = written;
        this.writer = writer;
        this.commit = commit;
        this.ends = ends;
        this.end = end;
        this.found = found;
    }

    /**
     * Opens the log of a source; null if nothing is to be logged and no earlier run has left something.
     *
     * @param planned up to which position earlier runs have planned
     */
    static @Nullable ReceivedLog open(ReceivedFolder place, String name, String source, long planned)
            throws IOException {
        FileStore store = place.open();
        String folder = ReceivedFolder.of(name);
        if (!place.writing() && store.list(folder).isEmpty()) {
            return null;
        }
        Codecs codecs = place.types().codecs();
        SegmentLog log = SegmentLog.open(store, folder, new LogSettings(place.durability(), place.segmentBytes()));
        try {
            Replay replay = new Replay(codecs, planned);
            log.replay(record -> {
                try {
                    replay.take(record);
                } catch (IOException e) {
                    throw new IOException(
                            "what the receiver of " + source + " has stored can't be read (" + store.root() + "/"
                                    + folder + ", segment " + record.place().segment() + ", byte "
                                    + record.place().offset() + "): " + e.getMessage(),
                            e);
                }
            });
            log.begin(ReceivedFrame.base(codecs));
            replay.ends.put(log.segment(), 0L);
            ThreadPoolExecutor writer = writer("sakia-received " + source);
            GroupCommit commit = new GroupCommit(log, () -> ReceivedFrame.base(codecs), writer);
            return new ReceivedLog(
                    source, codecs.any(), place.writing(), writer, commit, replay.ends, replay.end, replay.found);
        } catch (IOException | RuntimeException e) {
            try (log) {
                throw e;
            }
        }
    }

    /** One thread, which no receiver waits for when it stops, and nobody interrupts. */
    private static ThreadPoolExecutor writer(String name) {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), action -> {
            Thread thread = new Thread(group, action, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What earlier runs have stored and not planned, in order; once. */
    List<Found> takeFound() {
        List<Found> taken = found;
        found = List.of();
        return taken;
    }

    /** The position behind all that was there when the log was opened. */
    long end() {
        return end;
    }

    /** Whether records are appended, and not only read that an earlier run has left. */
    boolean isWritten() {
        return written;
    }

    /**
     * The bytes of records, one after the other.
     *
     * @throws UnknownTypeException if one of them is of a type that is not registered
     */
    byte[] encode(List<?> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            for (Object record : records) {
                codec.write(record, out);
            }
        } catch (UnknownTypeException e) {
            throw e.in("a record of " + source);
        } catch (IOException e) {
            throw new UncheckedIOException("a record of " + source + " can't be stored: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Appends records; gives where they stand once they are durable. */
    CompletableFuture<LogRecord.Place> append(ReceivedFrame frame) {
        return commit.append(ReceivedFrame.KIND, frame.encode()).thenApply(place -> {
            synchronized (ends) {
                ends.merge(place.segment(), frame.end(), Math::max);
            }
            return place;
        });
    }

    /** Nothing before a position is read again: deletes the segments that hold nothing else. */
    void forget(long position) {
        long lowest;
        long keep;
        synchronized (ends) {
            lowest = ends.firstKey();
            keep = ends.lastKey();
            for (Map.Entry<Long, Long> segment : ends.entrySet()) {
                if (segment.getValue() > position) {
                    keep = segment.getKey();
                    break;
                }
            }
            ends.headMap(keep).clear();
        }
        if (keep > lowest) {
            commit.deleteBefore(keep).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn("{}: received records that nobody needs any more can't be deleted", source, failure);
                }
            });
        }
    }

    @Override
    public void close() throws IOException {
        try {
            commit.close();
        } finally {
            writer.shutdown();
        }
    }

    /** Gathers what a log says. */
    private static final class Replay {
        private final Codecs codecs;
        private final long planned;
        private final NavigableMap<Long, Long> ends = new TreeMap<>();
        private final List<Found> found = new ArrayList<>();
        private @Nullable Codec<Object> codec;
        private long end;

        Replay(Codecs codecs, long planned) {
            this.codecs = codecs;
            this.planned = planned;
        }

        void take(LogRecord record) throws IOException {
            if (record.kind() == SegmentLog.BASE) {
                codec = ReceivedFrame.codec(codecs, record.payload());
                ends.put(record.place().segment(), 0L);
                return;
            }
            if (record.kind() != ReceivedFrame.KIND || codec == null) {
                throw new IOException("no record of the kind " + record.kind() + " belongs there");
            }
            ReceivedFrame frame = ReceivedFrame.decode(record.payload());
            if (frame.first() < end || frame.count() < 0) {
                throw new IOException(frame.count() + " records from position " + frame.first()
                        + " on stand behind those up to position " + end);
            }
            end = frame.end();
            ends.put(record.place().segment(), end);
            if (end > planned) {
                int rest = (int) Math.max(0, planned - frame.first());
                List<Object> records = frame.read(codec);
                found.add(new Found(
                        record.place(),
                        frame.first() + rest,
                        frame.together(),
                        List.copyOf(records.subList(rest, records.size()))));
            }
        }
    }
}
