package io.sakia.streaming.checkpoint;

import io.sakia.connector.FileStores;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint holds, for people, as it stands: read without the program and its classes, and without taking the lock or a generation.
 *
 * <pre>{@code
 * CheckpointView view = CheckpointView.of("/data/counts.checkpoint", FileStores.local());
 * view.states().forEach(state -> System.out.println(state.name() + ": " + state.keys() + " keys"));
 * }</pre>
 *
 * @param folder where it is
 * @param generation the number of the start that wrote it last
 * @param segments the files of the batch log
 * @param epoch the last sealed epoch; 0 if none was
 * @param committed whether all of it is known to be published
 * @param sealed the batches of sealed epochs that are still read, oldest first
 * @param planned the batches that run again at the next start
 * @param sources where sources stand
 * @param states what stateful operators have stored
 * @param kept outputs of operators that windows read again
 * @param totals of accumulators
 * @param staged what sinks have staged and perhaps not published
 */
public record CheckpointView(
        String folder,
        long generation,
        List<Segment> segments,
        long epoch,
        boolean committed,
        List<Batch> sealed,
        List<Batch> planned,
        List<Source> sources,
        List<State> states,
        List<Kept> kept,
        List<Total> totals,
        List<Staged> staged) {
    /**
     * A file of the batch log.
     *
     * @param counted up to which byte it counts; 0 if nothing of it does
     * @param length how many bytes it has
     */
    public record Segment(String file, long counted, long length) {}

    /**
     * A batch.
     *
     * @param time in milliseconds since 1970
     */
    public record Batch(long id, long time, List<Share> shares) {}

    /** What a batch reads of a source. */
    public record Share(String source, List<String> ranges) {}

    /**
     * Where a source stands.
     *
     * @param planned after the last batch; null if there was none
     * @param sealed after the last sealed batch; null if there was none
     */
    public record Source(
            String name, @Nullable String planned, @Nullable String sealed) {}

    /**
     * What a stateful operator has stored.
     *
     * @param bytes of what counts in its files
     * @param lastWhole the epoch in which a partition was stored as a whole last; 0 if none was
     * @param lastEpoch the epoch in which something of it was stored last; 0 if nothing was
     */
    public record State(
            String name, int partitions, long keys, int files, long bytes, long lastWhole, long lastEpoch) {}

    /** What is kept of an operator's output. */
    public record Kept(String operator, long firstBatch, long lastBatch, int files) {}

    /** The total of an accumulator. */
    public record Total(String name, String value) {}

    /** What a sink has staged. */
    public record Staged(String sink, List<String> parts) {}

    /**
     * Reads what stands in a folder.
     *
     * @throws IOException if there is no checkpoint in it, or it can't be read; one clear line
     */
    public static CheckpointView of(String folder, FileStores stores) throws IOException {
        return new Viewing(stores.absolute(folder), stores).view();
    }
}
