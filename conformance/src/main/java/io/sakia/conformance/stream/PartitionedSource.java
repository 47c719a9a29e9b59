package io.sakia.conformance.stream;

import io.sakia.connector.Cursor;
import io.sakia.connector.EventTime;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A source of numbers in partitions, each the time of itself, that tells what a source can tell of event time. */
final class PartitionedSource implements Source<Long, PartitionedSource.Part> {
    private final Map<String, List<Long>> added = new TreeMap<>();
    private final @Nullable EventTime<Long> eventTime;
    private @Nullable Set<String> partitions;
    private @Nullable Long watermark;
    private boolean ended;

    PartitionedSource(@Nullable EventTime<Long> eventTime) {
        this.eventTime = eventTime;
    }

    /** Some numbers of one partition. */
    record Part(String partition, List<Long> numbers) implements Range {}

    /** How many batches were planned. */
    record Position(long batches) implements Cursor {}

    synchronized void add(String partition, Long... numbers) {
        added.put(partition, List.of(numbers));
    }

    synchronized void partitions(String... names) {
        partitions = Set.of(names);
    }

    synchronized void watermark(long time) {
        watermark = time;
    }

    synchronized void end() {
        ended = true;
    }

    @Override
    public String description() {
        return "partitions";
    }

    @Override
    public RangeReader<Long, Part> reader() {
        return part -> {
            Iterator<Long> numbers = part.numbers().iterator();
            return () -> numbers.hasNext() ? numbers.next() : null;
        };
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Part.class;
    }

    @Override
    public Class<? extends Cursor> cursorType() {
        return Position.class;
    }

    @Override
    public Optional<EventTime<Long>> eventTime() {
        return Optional.ofNullable(eventTime);
    }

    @Override
    public Planner<Part> open(@Nullable Cursor from, Runnable signal) {
        return new Planner<>() {
            private long batches;

            @Override
            public Plan<Part> plan(Limit limit) {
                synchronized (PartitionedSource.this) {
                    List<Part> parts = new ArrayList<>();
                    added.forEach((partition, numbers) -> parts.add(new Part(partition, numbers)));
                    added.clear();
                    return new Plan<>(parts, new Position(++batches), ended);
                }
            }

            @Override
            public OptionalLong watermark() {
                synchronized (PartitionedSource.this) {
                    return watermark == null ? OptionalLong.empty() : OptionalLong.of(watermark);
                }
            }

            @Override
            public Optional<Set<String>> partitions() {
                synchronized (PartitionedSource.this) {
                    return Optional.ofNullable(partitions);
                }
            }

            @Override
            public void close() {}
        };
    }
}
