package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that a {@link Receiver} stores, as a source: a batch takes what has come since the last one, up to its limit, in
 * the order of arrival, cut into blocks of roughly equal size.
 *
 * <pre>{@code
 * Source<String, Block<String>> ticks = new ReceiverSource<>("ticks", new Ticks(), ReceiverSettings.defaults());
 * // stored: a b c d e; limit: 4 records, 2 ranges → Block(0, [a, b]) Block(1, [c, d]), and e waits for the next batch
 * }</pre>
 *
 * <p>In a stream with a checkpoint, what the receiver stores is logged there first, and a batch that is run again reads it from there.
 *
 * <p>The source has ended when the receiver calls {@link Receiver#stop(String)} and all that it stored is planned. If it stopped
 * with a cause, the plan after the last record throws. A drained source plans what is left, and then nothing, without ending.
 */
public final class ReceiverSource<T> implements Source<T, Block<T>>, StoringSource {
    private final int streamId;
    private final String description;
    private final Receiver<T> receiver;
    private final ReceiverSettings settings;
    private @Nullable ReceivedFolder folder;
    private String name;

    /** A source on a receiver, which can't be part of another at the same time. */
    public ReceiverSource(String description, Receiver<T> receiver, ReceiverSettings settings) {
        this(0, description, receiver, settings);
    }

    /** A source with a number, by which a program with several tells them apart. */
    public ReceiverSource(int streamId, String description, Receiver<T> receiver, ReceiverSettings settings) {
        this.streamId = streamId;
        this.description = description;
        this.receiver = receiver;
        this.settings = settings;
        this.name = description;
    }

    @Override
    public void storeIn(ReceivedFolder newFolder, String newName) {
        folder = newFolder;
        name = newName;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public RangeReader<T, Block<T>> reader() {
        ReceivedFolder place = folder;
        return place == null ? Block.reader() : new BlockReaders<>(place, name);
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Block.class;
    }

    @Override
    public Class<ReceivedCursor> cursorType() {
        return ReceivedCursor.class;
    }

    @Override
    public Planner<Block<T>> open(@Nullable Cursor from, Runnable signal) throws Exception {
        ReceivedCursor start = from == null ? ReceivedCursor.START : received(from);
        ReceivedFolder place = folder;
        ReceivedLog log = place == null ? null : ReceivedLog.open(place, name, description, start.records());
        try {
            ReceiverBuffer<T> buffer = buffer(log, start, signal);
            ReceiverSupervisor<T> supervisor =
                    new ReceiverSupervisor<>(streamId, description, receiver, settings, buffer, signal);
            supervisor.start();
            return new ReceiverPlanner<>(description, supervisor, buffer, log, signal, start);
        } catch (Exception | Error e) {
            if (log != null) {
                log.close();
            }
            throw e;
        }
    }

    private ReceiverBuffer<T> buffer(@Nullable ReceivedLog log, ReceivedCursor start, Runnable signal) {
        if (log == null) {
            return new ReceiverBuffer<>(description, settings, signal, null, start.records());
        }
        ReceiverBuffer<T> buffer = new ReceiverBuffer<>(
                description, settings, signal, log.isWritten() ? log : null, Math.max(start.records(), log.end()));
        List<ReceivedLog.Found> found = log.takeFound();
        buffer.restore(found);
        if (!found.isEmpty()) {
            signal.run();
        }
        return buffer;
    }

    private ReceivedCursor received(Cursor from) {
        if (from instanceof ReceivedCursor received) {
            return received;
        }
        throw new IllegalArgumentException(
                "the checkpoint has a " + from.getClass().getName() + " for " + description
                        + ", which a receiver can't continue from: give the source the name of its own that it had");
    }
}
