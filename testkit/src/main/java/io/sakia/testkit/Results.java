package io.sakia.testkit;

import io.sakia.Pair;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a stream under test put out, batch by batch. A batch in which it puts nothing out (a window between two slides) is absent; one
 * whose records are none is there, and empty.
 *
 * <pre>{@code
 * Results<Pair<String, Long>> counts = tester.output("counts");
 * …
 * counts.last();    // [(be,2), (to,2)]
 * counts.batches(); // [batch 1: [(be,1)], batch 3: [(be,2), (to,2)]]
 * }</pre>
 *
 * <p>Records stand in the order of their partitions. Thread-safe.
 */
public final class Results<T> {
    private final String stream;
    private final LongSupplier lastBatch;
    private final List<Output<T>> outputs = new ArrayList<>();

    Results(String stream, LongSupplier lastBatch) {
        this.stream = stream;
        this.lastBatch = lastBatch;
    }

    /**
     * A batch's records.
     *
     * @param batch the batch id, from 1
     * @param time the batch's time
     * @param records the records
     */
    public record Output<T>(long batch, Time time, List<T> records) {
        /** As {@code batch 3: [(be,2), (to,2)]}. */
        @Override
        public String toString() {
            return "batch " + batch + ": " + records;
        }
    }

    /** The batches that put something out, in their order. */
    public synchronized List<Output<T>> batches() {
        return List.copyOf(outputs);
    }

    /** The records of a batch, if it put something out. */
    public Optional<List<T>> batch(long id) {
        return batches().stream()
                .filter(output -> output.batch() == id)
                .map(Output::records)
                .findFirst();
    }

    /** The records of the last batch; a {@link NoSuchElementException} if there was none or it put nothing out. */
    public List<T> last() {
        long id = lastBatch.getAsLong();
        return batch(id)
                .orElseThrow(() -> new NoSuchElementException(
                        id == 0
                                ? "no batch has run yet: call tick() first"
                                : "batch " + id + " put nothing out for '" + stream + "'; so far: " + batches()));
    }

    /** As {@link #last}, in the natural order of the records (pairs by key, then by value), or else by their text. */
    public List<T> lastSorted() {
        return last().stream().sorted(Results::compare).toList();
    }

    /** All records of all batches, in order. */
    public List<T> all() {
        return batches().stream().flatMap(output -> output.records().stream()).toList();
    }

    /** As the list of {@link #batches}. */
    @Override
    public String toString() {
        return stream + " " + batches();
    }

    synchronized void add(Output<T> output) {
        outputs.add(output);
    }

    @SuppressWarnings("unchecked") // comparables of one class compare with each other
    private static int compare(Object a, Object b) {
        if (a instanceof Pair<?, ?> first && b instanceof Pair<?, ?> second) {
            int byKey = compare(first.key(), second.key());
            return byKey != 0 ? byKey : compare(first.value(), second.value());
        }
        if (a instanceof Comparable<?> comparable && a.getClass() == b.getClass()) {
            return ((Comparable<Object>) comparable).compareTo(b);
        }
        return Comparator.<String>naturalOrder().compare(a.toString(), b.toString());
    }
}
