package io.sakia.streaming.graph;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Source;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.SourceInfo;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.time.BatchInterval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where records enter a program. The batch loop opens it once, then calls {@link #prepare} before each batch.
 *
 * <pre>
 *   open ──► repeat ──► plan … ──► prepare ──► plan … ──► committed … ──► drain ──► prepare until nothing is left ──► close
 *            └ after a restart, what was logged
 * </pre>
 */
public abstract class InputOperator<T> extends Operator<T> {
    private long slide;

    /** An input with no operators above it. */
    protected InputOperator(Origin origin) {
        super(origin, List.of());
    }

    /** The name by default: what is read. */
    public abstract String description();

    /** Tells when batches begin: with fixed ones the input puts out once an interval. */
    public final void comesAt(BatchInterval interval) {
        slide = interval instanceof BatchInterval.Fixed fixed ? fixed.duration().toMillis() : 0;
    }

    @Override
    public final long slide() {
        return slide;
    }

    /** Where what it takes in is kept until it is planned, if it is of the kind that comes but once. Before {@link #open}, with a checkpoint. */
    public void storeIn(ReceivedFolder folder) {}

    /** Counts what it reads in a context, without being opened: for tools that only {@link #repeat}. */
    public void countIn(SakiaContext context) {}

    /**
     * Starts.
     *
     * @param from where the last logged share ended, or null at the first start
     * @param signal may be run whenever there are new records
     */
    public abstract void open(SakiaContext context, @Nullable Cursor from, Runnable signal) throws Exception;

    /** Takes the next batch's share, without waiting; false if there is nothing. */
    public abstract boolean prepare(Source.Limit limit) throws Exception;

    /** Takes a share that was logged in an earlier run, in place of {@link #prepare}. */
    public abstract void repeat(List<? extends Range> ranges, @Nullable Cursor end);

    /** How what is logged of its shares is kept; an {@link IllegalStateException} if what it gives can't be had again. */
    public abstract Logged logged();

    /** The classes that ranges and cursors are of. */
    public record Logged(Class<? extends Range> ranges, Class<? extends Cursor> cursors) {}

    /** Whether nothing will follow what was prepared last. */
    public abstract boolean ended();

    /** In milliseconds how often a self-clocked stream must look here because there is no signal; 0 for never. */
    public long pollInterval() {
        return 0;
    }

    /** The ranges of the prepared share, for the batch log. */
    public abstract List<? extends Range> ranges();

    /** The cursor after the prepared share, for the batch log; null for an input that can't be read again. */
    public abstract @Nullable Cursor cursor();

    /** The figures of the prepared share, after the batch. */
    public abstract SourceInfo info();

    /** How many records the prepared share has, after the batch; 0 where nothing tells. */
    public long records() {
        return 0;
    }

    /** How many bytes the prepared share has, where it could not tell its records beforehand; 0 elsewhere. */
    public long bytes() {
        return 0;
    }

    /** What lies before the cursor is committed. */
    public abstract void committed(Cursor cursor) throws Exception;

    /** Nothing up to the cursor is read again. */
    public void forgotten(Cursor cursor) throws Exception {}

    /** Stops taking in new records. */
    public abstract void drain() throws Exception;

    /** Frees everything; may be called without {@link #open}. */
    public abstract void close() throws Exception;

    /** The time before which no record will be in later shares, if that is known. */
    public OptionalLong watermark() {
        return OptionalLong.empty();
    }

    /** The names of the partitions that there are, if they are known. */
    public Optional<Set<String>> partitions() {
        return Optional.empty();
    }

    @Override
    public final String note() {
        EventTracking<?> time = tracking();
        return "reads " + description() + (time == null ? "" : ", " + time.note());
    }

    @Override
    public final boolean isAnchor() {
        return true;
    }
}
