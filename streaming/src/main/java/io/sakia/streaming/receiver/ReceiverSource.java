package io.sakia.streaming.receiver;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
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
 * <p>The source has ended when the receiver calls {@link Receiver#stop(String)} and all that it stored is planned. If it stopped
 * with a cause, the plan after the last record throws. A drained source plans what is left, and then nothing, without ending.
 */
public final class ReceiverSource<T> implements Source<T, Block<T>> {
    private final int streamId;
    private final String description;
    private final Receiver<T> receiver;
    private final ReceiverSettings settings;

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
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public RangeReader<T, Block<T>> reader() {
        return Block.reader();
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
        ReceiverBuffer<T> buffer = new ReceiverBuffer<>(description, settings, signal);
        ReceiverSupervisor<T> supervisor =
                new ReceiverSupervisor<>(streamId, description, receiver, settings, buffer, signal);
        supervisor.start();
        return new ReceiverPlanner<>(description, supervisor, buffer, signal, start);
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
