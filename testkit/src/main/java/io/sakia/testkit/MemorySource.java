package io.sakia.testkit;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A source that a test fills. What was added since the last batch is the next batch, cut into as many ranges as the batch wants; the
 * ranges hold the records, so reading one again gives the same.
 *
 * <pre>{@code
 * MemorySource<String> lines = new MemorySource<>("lines");
 * ssc.source(lines).print();
 * …
 * lines.add("a", "b", "c"); // in two partitions [a] [b, c]
 * }</pre>
 *
 * <p>It remembers all that was ever added: who opens it reads from the beginning, or from its cursor on. One that a {@link StreamTester} made
 * counts on from the cursor, so what is added to it comes after what was read in a life before. Thread-safe.
 */
public final class MemorySource<T> implements Source<T, MemorySource.Block<T>> {
    private final String name;
    private final boolean held;
    private final Consumer<String> story;
    private final List<T> added = new ArrayList<>();
    private final List<Runnable> signals = new CopyOnWriteArrayList<>();
    private boolean ended;

    /** An empty source; by default its input has this name. */
    public MemorySource(String name) {
        this(name, false, line -> {});
    }

    /**
     * An empty source.
     *
     * @param held whether new records are made known by {@link #release} alone
     * @param story is told what happens
     */
    MemorySource(String name, boolean held, Consumer<String> story) {
        this.name = name;
        this.held = held;
        this.story = story;
    }

    /** Adds records to the next batch. */
    @SafeVarargs
    public final void add(T... records) {
        List<T> list = new ArrayList<>(records.length);
        for (T record : records) {
            list.add(record);
        }
        addAll(list);
    }

    /** Adds records to the next batch. */
    public void addAll(List<? extends T> records) {
        List<T> copy = List.copyOf(records);
        synchronized (this) {
            if (ended) {
                throw new IllegalStateException("'" + name + "' has ended; add records before end()");
            }
            added.addAll(copy);
        }
        story.accept(name + " ◄ " + copy);
        if (!held) {
            release();
        }
    }

    /** Ends the source after what was added; a stream stops when all its inputs have ended. */
    public void end() {
        synchronized (this) {
            ended = true;
        }
        story.accept(name + " ends");
        if (!held) {
            release();
        }
    }

    /** Tells those who read that there is something new. */
    void release() {
        signals.forEach(Runnable::run);
    }

    @Override
    public String description() {
        return name;
    }

    @Override
    public RangeReader<T, Block<T>> reader() {
        return new BlockReader<>();
    }

    @Override
    public Class<? extends Range> rangeType() {
        return Block.class;
    }

    @Override
    public Class<Position> cursorType() {
        return Position.class;
    }

    @Override
    public Planner<Block<T>> open(@Nullable Cursor from, Runnable signal) {
        int read = from == null ? 0 : ((Position) from).records();
        int before =
                held ? read : 0; // a tester's source lives as long as its stream, and has none of the records before
        synchronized (this) {
            if (read - before > added.size()) {
                throw new IllegalStateException(
                        "'" + name + "' was read up to record " + read + " in a run before, and has only "
                                + added.size() + ": add the records of that run first, or go on with the same source");
            }
        }
        signals.add(signal);
        return new BlockPlanner(before, read - before, signal);
    }

    /**
     * Some records of one batch.
     *
     * @param items the records
     */
    public record Block<T>(List<T> items) implements Range {
        @Override
        public long records() {
            return items.size();
        }
    }

    /**
     * How far the source was read.
     *
     * @param records how many records from the first on
     */
    record Position(int records) implements Cursor {}

    private final class BlockPlanner implements Planner<Block<T>> {
        private final int before;
        private final Runnable signal;
        private int position;

        /**
         * Plans what comes.
         *
         * @param before how many records were read that this source does not have
         * @param position how many of those that it has were read
         */
        BlockPlanner(int before, int position, Runnable signal) {
            this.before = before;
            this.position = position;
            this.signal = signal;
        }

        @Override
        public Plan<Block<T>> plan(Limit limit) {
            List<T> taken;
            boolean over;
            boolean more;
            synchronized (MemorySource.this) {
                int to = position + (int) Math.min(added.size() - position, limit.records());
                taken = List.copyOf(added.subList(position, to));
                more = to < added.size();
                over = ended && !more;
            }
            position += taken.size();
            if (more && !taken.isEmpty()) {
                signal.run();
            }
            return new Plan<>(cut(taken, limit.parallelism()), new Position(before + position), over);
        }

        @Override
        public void close() {
            signals.remove(signal);
        }
    }

    private static <T> List<Block<T>> cut(List<T> records, int parallelism) {
        int count = Math.min(parallelism, records.size());
        List<Block<T>> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) i * records.size() / count);
            int to = (int) ((i + 1L) * records.size() / count);
            blocks.add(new Block<>(new ArrayList<>(records.subList(from, to))));
        }
        return blocks;
    }

    private record BlockReader<T>() implements RangeReader<T, Block<T>> {
        @Override
        public Reader<T> open(Block<T> block) {
            Iterator<T> records = block.items().iterator();
            return () -> records.hasNext() ? records.next() : null;
        }
    }
}
