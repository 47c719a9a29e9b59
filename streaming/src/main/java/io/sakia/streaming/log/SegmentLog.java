package io.sakia.streaming.log;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A log of records in numbered segments of a folder, written by one driver at a time: the one that opened it last.
 *
 * <pre>
 *   open ── replay ──► begin(base) ──► append … append, sync ──► append … append, sync ──► isLarge: roll(base), deleteBefore
 *    │ takes the        │ names how much                 │ publish what was synced, now
 *    │ next segment     │ of older segments counts       │ that nobody had taken over
 * </pre>
 *
 * Opening takes the next number by exclusive create, and only then reads what is older. {@link #sync} makes records durable, and
 * only then looks for a higher number. So of two drivers either the older one sees that it is fenced, and publishes nothing, or the newer
 * one reads the record and publishes the same to the end. Between {@link #open} and {@link #begin} nothing may be published: until
 * then another start may count less of the older segments. What an older driver appends later counts for nobody, as the base's segment
 * says how much of each older one does.
 *
 * <p>After an {@link IOException} of {@link #append} nothing was appended, and the log can be used further as long as {@link #mustRoll}
 * is false. After one of {@link #sync} or {@link #roll} the segment is in doubt: go on by {@link #roll}, and append what
 * {@link #isDurable} denies once more, unless the new base has it; or close the log. A {@link FencedException} is final.
 *
 * <p>For one thread at a time, except that one may {@link #sync} while another one appends: what was appended before the sync began is durable
 * after it. {@link GroupCommit} serves many. Interrupting a thread in it closes a local file: don't.
 *
 * <pre>{@code
 * try (SegmentLog log = SegmentLog.open(store, "log", LogSettings.defaults())) {
 *     log.replayNewest(record -> digest(record.kind(), record.payload()));
 *     log.begin(base());
 *     log.deleteBefore(log.segment());
 *     log.append(SEALED, sealed);
 *     log.sync();
 *     publish();
 * }
 * }</pre>
 */
public final class SegmentLog implements Closeable {
    /** The kind of a segment's first record: what its writer knew when it began it. */
    public static final int BASE = 0;

    /** The highest kind that a record can have; from 1. */
    public static final int HIGHEST_KIND = 239;

    private enum Phase {
        OPENED,
        BEGUN,
        FENCED,
        CLOSED
    }

    private final FileStore store;
    private final String folder;
    private final LogSettings settings;
    private final Fence fence;
    private final OlderSegments older;
    private final SortedMap<Long, Long> counted;
    private final long generation;
    private SegmentWriter writer;
    private long base;
    private long taken;
    private volatile Phase phase = Phase.OPENED;
    private volatile boolean mustRoll;

    /** Hears of records in order. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes a record. */
        void visit(LogRecord record) throws IOException;
    }

    private SegmentLog(Fence fence, LogSettings settings, OlderSegments older, SegmentWriter writer) {
        this.store = fence.store();
        this.folder = fence.folder();
        this.settings = settings;
        this.fence = fence;
        this.older = older;
        this.counted = older.counted();
        this.writer = writer;
        this.generation = writer.file().number();
        this.taken = generation;
    }

    /**
     * Takes the next segment of a folder, so that whoever wrote it before is fenced, and reads how much of the older ones counts.
     *
     * @param folder relative to the store's root; made if there is none
     * @throws DamagedLogException if bytes that had been stored are not what was stored
     * @throws FencedException if another driver opened the log at the same time, and took a higher segment
     */
    public static SegmentLog open(FileStore store, String folder, LogSettings settings) throws IOException {
        SegmentWriter writer = take(store, folder, settings.durability());
        try {
            if (settings.durability() == Durability.POWER) {
                store.syncFolder(folder);
            }
            Fence fence = new Fence(store, folder, writer.file().number());
            return new SegmentLog(fence, settings, OlderSegments.read(fence), writer);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, writer);
            throw e;
        }
    }

    /** Every number above the newest is tried at most once, so this ends, whatever stands there. */
    private static SegmentWriter take(FileStore store, String folder, Durability durability) throws IOException {
        long next = 1;
        while (true) {
            List<SegmentFile> files = SegmentFile.list(store, folder);
            next = files.isEmpty()
                    ? next
                    : Math.max(next, files.get(files.size() - 1).number() + 1);
            try {
                return SegmentWriter.create(store, new SegmentFile(folder, next), durability);
            } catch (FileAlreadyExistsException e) {
                next++; // another driver was quicker
            }
        }
    }

    /** Reads one record, in any process. */
    public static LogRecord read(FileStore store, String folder, LogRecord.Place place) throws IOException {
        try (RecordsFrom records = readFrom(store, folder, place)) {
            return records.next();
        }
    }

    /** Reads the records of a segment from one on, in any process: a task reads received records so. */
    public static RecordsFrom readFrom(FileStore store, String folder, LogRecord.Place place) throws IOException {
        return new RecordsFrom(store, new SegmentFile(folder, place.segment()), place.offset());
    }

    /** Reads the base of a segment, in any process. */
    public static byte[] readBase(FileStore store, String folder, long segment) throws IOException {
        try (RecordsFrom records = new RecordsFrom(store, new SegmentFile(folder, segment), SegmentHeader.PREFIX)) {
            LogRecord record = records.next();
            while (record.kind() != BASE) {
                record = records.next();
            }
            return record.payload();
        }
    }

    /** The segments that were there when the log was opened, by number. */
    public List<OlderSegment> older() {
        return older.segments();
    }

    /**
     * Shows all records of the older segments that count, in order. A segment that was deleted may be there again after a loss of
     * power.
     *
     * @throws DamagedLogException if one of them is not what was stored
     */
    public void replay(Visitor visitor) throws IOException {
        try {
            older.replay(visitor);
        } catch (IOException e) {
            throw fence.explain(e, taken);
        }
    }

    /**
     * Shows the records of one of the {@link #older} segments that count, the base first.
     *
     * @throws DamagedLogException if it is not what was stored
     */
    public void replay(OlderSegment segment, Visitor visitor) throws IOException {
        try {
            older.replay(segment, visitor);
        } catch (IOException e) {
            throw fence.explain(e, taken);
        }
    }

    /** Shows the records of the newest older segment that was begun, the base first: all there is to know, if bases are complete. */
    public void replayNewest(Visitor visitor) throws IOException {
        try {
            older.replayNewest(visitor);
        } catch (IOException e) {
            throw fence.explain(e, taken);
        }
    }

    /**
     * Makes the own segment durable with its base, and with it how much of the older ones counts. After this the older ones may be deleted,
     * and things be published.
     *
     * <p>After an error this log can't be used further: close it, and open the folder again.
     *
     * @param payload the base
     * @throws FencedException if another driver has opened the log since
     */
    public void begin(byte[] payload) throws IOException {
        if (phase != Phase.OPENED) {
            throw new IllegalStateException("a log is begun once: open " + fence.describe() + " again");
        }
        phase = Phase.CLOSED; // unless all goes well
        if (settings.durability() == Durability.POWER) {
            try {
                older.sync(counted);
            } catch (IOException e) {
                throw fence.explain(e, taken);
            }
        }
        base = start(writer, payload);
        phase = Phase.BEGUN;
    }

    /** Gives where the base ends. */
    private long start(SegmentWriter to, byte[] payload) throws IOException {
        to.prefix();
        to.append(Frame.HEADER, new SegmentHeader(generation, counted).encode());
        to.append(BASE, ByteBuffer.wrap(payload));
        long end = to.length();
        to.sync();
        if (settings.durability() == Durability.POWER) {
            store.syncFolder(folder);
        }
        requireNewest();
        to.append(Frame.BEGUN, ByteBuffer.allocate(0));
        return end;
    }

    /**
     * Appends a record. It is durable after the next {@link #sync}.
     *
     * @param kind from 1 to {@link #HIGHEST_KIND}
     * @param payload its remaining bytes, which stay; at most a GiB
     * @return where it stands
     * @throws IOException if it couldn't be written; then it is not in the log
     */
    public LogRecord.Place append(int kind, ByteBuffer payload) throws IOException {
        if (kind < 1 || kind > HIGHEST_KIND) {
            throw new IllegalArgumentException("a record's kind is from 1 to " + HIGHEST_KIND + ", not " + kind);
        }
        if (payload.remaining() > Frame.LARGEST) {
            throw new IllegalArgumentException(
                    "a record of a log has at most " + Frame.LARGEST + " bytes, not " + payload.remaining());
        }
        requireUsable();
        return new LogRecord.Place(segment(), writer.append(kind, payload));
    }

    /** Appends a record, as {@link #append(int, ByteBuffer)} does. */
    public LogRecord.Place append(int kind, byte[] payload) throws IOException {
        return append(kind, ByteBuffer.wrap(payload));
    }

    /**
     * Makes what was appended durable, and then makes sure that nobody has taken over: what was appended may be published now.
     *
     * @throws FencedException if somebody has: publish nothing
     */
    public void sync() throws IOException {
        requireUsable();
        writer.sync();
        requireNewest();
    }

    /** Makes sure that nobody has taken over. */
    public void requireNewest() throws IOException {
        try {
            fence.check(taken);
        } catch (FencedException e) {
            phase = Phase.FENCED;
            throw e;
        }
    }

    /** Whether so much was appended since the base that a new segment pays. */
    public boolean isLarge() {
        return writer.length() - base >= Math.max(settings.segmentBytes(), base);
    }

    /** Whether the segment is in doubt, so that nothing can be appended before {@link #roll}. */
    public boolean mustRoll() {
        return mustRoll || !writer.isGood();
    }

    /** Whether a record that this log has appended is as durable as the settings say. */
    public boolean isDurable(LogRecord.Place place) {
        long stored = place.segment() == segment() ? writer.stored() : counted.getOrDefault(place.segment(), 0L);
        return place.offset() < stored;
    }

    /**
     * Goes on in a new segment. What was appended to the last one becomes durable first, unless that one is in doubt: then what
     * {@link #isDurable} denies is not in the log any more.
     *
     * @param payload the new segment's base
     * @throws FencedException if another driver has taken the next segment
     */
    public void roll(byte[] payload) throws IOException {
        requireBegun();
        if (writer.canSync()) {
            writer.sync();
        }
        SegmentWriter next;
        try {
            next = SegmentWriter.create(store, new SegmentFile(folder, taken + 1), settings.durability());
        } catch (FileAlreadyExistsException e) {
            phase = Phase.FENCED;
            throw fence.because("generation " + (taken + 1));
        }
        if (!store.exists(new SegmentFile(folder, taken).path())) {
            phase = Phase.FENCED; // the next one was there and is gone: the own one was deleted before it
            next.close();
            throw fence.because("one that has deleted segment " + taken);
        }
        taken++;
        // A reader may find this one complete even if what follows fails, so the old one can't be gone on with.
        mustRoll = true;
        counted.put(segment(), writer.stored());
        try {
            base = start(next, payload);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, next);
            throw e;
        }
        SegmentWriter last = writer;
        writer = next;
        mustRoll = false;
        last.close();
    }

    /**
     * Deletes older segments.
     *
     * @param segment the lowest to be kept, at most the own one
     */
    public void deleteBefore(long segment) throws IOException {
        requireBegun();
        if (segment > segment()) {
            throw new IllegalArgumentException(
                    "segment " + segment() + " is being written: those before " + segment + " can't be deleted");
        }
        requireNewest();
        for (SegmentFile each : SegmentFile.list(store, folder)) {
            if (each.number() < segment) {
                store.delete(each.path());
                counted.remove(each.number());
            }
        }
    }

    /** The number of the segment that is being written. */
    public long segment() {
        return writer.file().number();
    }

    /** The number of this opening of the log; a later one's is higher. */
    public long generation() {
        return generation;
    }

    /** How many bytes the segment has that is being written. */
    public long bytes() {
        return writer.length();
    }

    /** Closes the file; what was not synced may be read by the next opening or not. */
    @Override
    public void close() throws IOException {
        phase = Phase.CLOSED;
        writer.close();
    }

    private void requireBegun() throws IOException {
        if (phase == Phase.FENCED) {
            requireNewest();
        }
        if (phase != Phase.BEGUN) {
            throw new IllegalStateException("the log " + fence.describe() + " is "
                    + (phase == Phase.OPENED ? "not begun: call begin first" : "closed: open it again"));
        }
    }

    private void requireUsable() throws IOException {
        requireBegun();
        if (mustRoll()) {
            throw new IOException(
                    writer.file().describe(store) + " is in doubt after a failure: roll to a new segment, or stop");
        }
    }

    private static void closeAfter(Exception failure, @Nullable Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException closing) {
            failure.addSuppressed(closing);
        }
    }
}
