package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredPart;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a second run needs to know of the first, in the order in which it is written. An epoch may be sealed and committed on another thread
 * than batches are planned on: after {@link #cut}, batches of the next epoch may be planned meanwhile.
 *
 * <pre>
 *   planned(1) planned(2) … planned(n)   sealed(1..n)   [sinks publish]   committed(1..n)   planned(n+1) …
 *        │                                    │                                │
 *        └ run again on the same plan         └ only publish to the end        └ done
 * </pre>
 */
public interface BatchLog extends Closeable {
    /** Opens the log of a program, for one run. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens it, and reads what earlier runs have left.
         *
         * @throws IOException if it can't be read, is somebody else's now, or does not fit the program; one clear line
         */
        BatchLog open(SakiaContext context, StreamGraph graph) throws IOException;
    }

    /** What earlier runs have left. */
    Recovered recovered();

    /** From here on this run writes the log, and earlier runs that still live can't any more. */
    void begin() throws IOException;

    /** A batch is about to run on this plan. */
    void planned(Planned batch) throws IOException;

    /**
     * An epoch ends here: batches that are planned from now on belong to the next one. Its state has been stored and its output staged. What
     * accumulators hold now is taken with it.
     */
    default void cut() throws IOException {}

    /** Stores what operators put out in the epoch that ends, where later batches read it again after a restart. */
    void keep(Operator<?> operator, List<? extends KeptOutput.Output<?>> outputs) throws Exception;

    /** Where states are stored; null if they aren't. */
    @Nullable
    StateFolder states();

    /** Where received records are kept until they are planned and after; null if they aren't. */
    default @Nullable ReceivedFolder received() {
        return null;
    }

    /** A folder for a sink alone, by its name; null if nothing is kept. */
    default @Nullable Staging staging(String sink) {
        return null;
    }

    /** How far each source, by its name, need not be read again, whatever happens from here on. */
    default Map<String, Cursor> forgotten() {
        return Map.of();
    }

    /** The last epoch that was cut is complete: its state is made durable, and from here on it is only published to the end. */
    void sealed(Sealed epoch) throws IOException;

    /** An epoch's output is published. */
    void committed(long epoch) throws IOException;

    /** Whether a later run can read it, so that what was sealed will be published even if this run ends first. */
    boolean isDurable();

    @Override
    void close() throws IOException;

    /**
     * All that a second run of a batch needs.
     *
     * @param batch the batch id
     * @param time the batch's time in milliseconds
     * @param previous the last batch's time
     * @param zero the time from which slides are counted
     * @param paused for how many milliseconds nobody had run the stream
     * @param sources each source's share, in the order of the graph
     * @param parallelism the number of partitions where nothing else is said
     * @param seed what random choices of the batch start from
     * @param fingerprint stands for the program's graph
     * @param marks how far event time has come
     */
    record Planned(
            long batch,
            long time,
            long previous,
            long zero,
            long paused,
            List<Share> sources,
            int parallelism,
            long seed,
            long fingerprint,
            List<Mark> marks) {
        /** Copies the lists. */
        public Planned {
            sources = List.copyOf(sources);
            marks = List.copyOf(marks);
        }
    }

    /**
     * A source's share of a batch.
     *
     * @param source the source's name
     * @param ranges what is read
     * @param end the cursor after it, or null for an input that can't be read again
     */
    record Share(
            String source,
            List<? extends Range> ranges,
            @Nullable Cursor end) {}

    /**
     * How far the event time of a stream has come in a batch: what is due by then is let go of.
     *
     * @param eventTime the name under which it is followed
     * @param watermark in milliseconds since 1970
     */
    record Mark(String eventTime, long watermark) {}

    /**
     * A run of batches that become final together.
     *
     * @param epoch the epoch's number, from 1
     * @param firstBatch the first batch id
     * @param lastBatch the last batch id
     * @param states what each stateful operator has stored at its end, by its name
     * @param outputs what each output has staged, by its name
     */
    record Sealed(
            long epoch,
            long firstBatch,
            long lastBatch,
            Map<String, List<StoredPart>> states,
            Map<String, List<? extends Sink.Staged>> outputs) {}

    /** A log that is gone with the process: nothing is recovered from it. */
    static BatchLog none() {
        return new NoBatchLog();
    }
}
