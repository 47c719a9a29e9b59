package io.sakia.nexmark;

import io.sakia.connector.Cursor;
import io.sakia.connector.EventTime;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events of a generator as a source for streams. Its partitions take turns: of three, the first has the events 0, 3, 6 …
 *
 * <pre>{@code ssc.source(new NexmarkSource(NexmarkGenerator.standard(), 1_000_000, 50_000, 2))}</pre>
 *
 * @param generator makes the events
 * @param events how many there are; the source ends after them
 * @param batch how many a batch has at most
 * @param partitions how many partitions there are
 */
public record NexmarkSource(NexmarkGenerator generator, long events, long batch, int partitions)
        implements Source<Event, NexmarkSource.Part> {
    /** Refuses what can't be meant. */
    public NexmarkSource {
        if (events < 0 || batch < 1 || partitions < 1) {
            throw new IllegalArgumentException("a source has events >= 0, batch >= 1 and partitions >= 1, not " + events
                    + ", " + batch + " and " + partitions);
        }
    }

    /**
     * Events of one partition.
     *
     * @param number the partition, from 0
     * @param of how many partitions there are
     * @param from the place of the first event
     * @param to events before this place
     */
    public record Part(int number, int of, long from, long to) implements Range {
        @Override
        public long records() {
            return from >= to ? 0 : (to - from + of - 1) / of;
        }

        @Override
        public String partition() {
            return name(number);
        }
    }

    /**
     * How far the source was planned.
     *
     * @param events how many events
     */
    public record Position(long events) implements Cursor {}

    @Override
    public String description() {
        return "NEXMark";
    }

    @Override
    public RangeReader<Event, Part> reader() {
        NexmarkGenerator maker = generator;
        return part -> new PartReader(maker, part);
    }

    @Override
    public Class<Part> rangeType() {
        return Part.class;
    }

    @Override
    public Class<Position> cursorType() {
        return Position.class;
    }

    @Override
    public Optional<EventTime<Event>> eventTime() {
        return Optional.of(EventTime.ofMillis(Event::time).lateness(generator.lateness()));
    }

    @Override
    public Planner<Part> open(@Nullable Cursor from, Runnable signal) {
        signal.run();
        return new PartPlanner(from instanceof Position position ? position.events() : 0, signal);
    }

    private static String name(int partition) {
        return "p" + partition;
    }

    private static final class PartReader implements Reader<Event> {
        private final NexmarkGenerator generator;
        private final Part part;
        private long next;

        PartReader(NexmarkGenerator generator, Part part) {
            this.generator = generator;
            this.part = part;
            this.next = part.from();
        }

        @Override
        public @Nullable Event read() {
            if (next >= part.to()) {
                return null;
            }
            Event event = generator.event(next);
            next += part.of();
            return event;
        }

        @Override
        public String position() {
            return "event " + (next - part.of());
        }
    }

    private final class PartPlanner implements Planner<Part> {
        private final Runnable signal;
        private long planned;

        PartPlanner(long planned, Runnable signal) {
            this.planned = planned;
            this.signal = signal;
        }

        @Override
        public Plan<Part> plan(Limit limit) {
            long from = planned;
            planned += Math.min(events - planned, Math.min(batch, limit.records()));
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                // The first place from here on that is this partition's.
                Part part = new Part(i, partitions, from + Math.floorMod(i - from, (long) partitions), planned);
                if (part.records() > 0) {
                    parts.add(part);
                }
            }
            if (planned < events && planned > from) {
                signal.run();
            }
            return new Plan<>(parts, new Position(planned), planned == events);
        }

        @Override
        public Optional<Set<String>> partitions() {
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < partitions; i++) {
                names.add(name(i));
            }
            return Optional.of(names);
        }

        @Override
        public void close() {}
    }
}
