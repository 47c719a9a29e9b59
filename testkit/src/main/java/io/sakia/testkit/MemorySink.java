package io.sakia.testkit;

import io.sakia.connector.Sink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A sink that keeps what is published, for a test to look at. Each task's records travel to the driver with its result; they can be seen
 * when their epoch is published. Publishing an epoch again replaces it.
 *
 * <pre>{@code
 * MemorySink<String> sink = new MemorySink<>("words");
 * words.to("words", sink);
 * …
 * sink.batches(); // [[to, be], [], [or]]
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MemorySink<T> implements Sink<T, MemorySink.Part<T>> {
    private final String name;
    private final TreeMap<Long, List<Part<T>>> epochs = new TreeMap<>();

    /** An empty sink. */
    public MemorySink(String name) {
        this.name = name;
    }

    /** The records of each published batch, in the order of batches and of their partitions. */
    public synchronized List<List<T>> batches() {
        TreeMap<Long, List<T>> batches = new TreeMap<>();
        for (Part<T> part : parts()) {
            batches.computeIfAbsent(part.batch(), batch -> new ArrayList<>()).addAll(part.records());
        }
        return List.copyOf(batches.values());
    }

    /** All published records, in the order of {@link #batches}. */
    public synchronized List<T> records() {
        return batches().stream().flatMap(List::stream).toList();
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public WriterFactory<T, Part<T>> writers() {
        return PartWriter::new;
    }

    @Override
    public Class<? extends Staged> stagedType() {
        return Part.class;
    }

    @Override
    public Publisher<Part<T>> open() {
        return new EpochPublisher();
    }

    private List<Part<T>> parts() {
        return epochs.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.<Part<T>>comparingLong(Part::batch).thenComparingInt(Part::partition))
                .toList();
    }

    /**
     * What one task wrote.
     *
     * @param batch the batch id
     * @param partition the partition, from 0
     * @param records the records
     */
    public record Part<T>(long batch, int partition, List<T> records) implements Staged {}

    private static final class PartWriter<T> implements Writer<T, Part<T>> {
        private final Target target;
        private final List<T> records = new ArrayList<>();

        PartWriter(Target target) {
            this.target = target;
        }

        @Override
        public void write(T record) {
            records.add(record);
        }

        @Override
        public Part<T> stage() {
            return new Part<>(target.batch(), target.partition(), records);
        }

        @Override
        public void abort() {
            records.clear();
        }
    }

    private final class EpochPublisher implements Publisher<Part<T>> {
        @Override
        public void publish(long epoch, List<Part<T>> staged) {
            synchronized (MemorySink.this) {
                epochs.put(epoch, List.copyOf(staged));
            }
        }

        @Override
        public void discard(List<Part<T>> staged) {} // what was staged hangs on nothing but the list itself
    }
}
