package io.sakia.streaming.graph;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.SourceInfo;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.receiver.StoringSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An input that reads a {@link Source}: each batch reads the ranges that were planned for it. */
public final class SourceOperator<T, R extends Range> extends InputOperator<T> {
    private static final Source.Limit ANY = Source.Limit.none(1);

    private final @Nullable EventTracking<T> tracking;
    private Source<T, R> source;
    private @Nullable SakiaContext context;
    private Source.@Nullable Planner<R> planner;
    private Source.@Nullable Plan<R> prepared;
    private Source.Limit limit = ANY;
    private Map<String, Source.Progress> progress = Map.of();
    private @Nullable RangeReader<T, R> reader;
    private @Nullable Accumulator<Pair<Integer, Long>, Map<Integer, Long>> counts;

    /** An input over a source. */
    public SourceOperator(Origin origin, Source<T, R> source) {
        super(origin);
        this.source = source;
        this.tracking = source.eventTime()
                .map(eventTime -> new EventTracking<>(origin, eventTime, List.of(this)))
                .orElse(null);
    }

    @Override
    public String description() {
        return source.description();
    }

    /** Reads another source in place of the program's, before {@link #open}: how a program is tested. */
    @SuppressWarnings("unchecked") // whoever replaces a source gives records of its type
    public void replace(Source<?, ?> other) {
        source = (Source<T, R>) other;
    }

    @Override
    public void storeIn(ReceivedFolder folder) {
        if (source instanceof StoringSource storing) {
            storing.storeIn(folder, Objects.requireNonNull(name(), "an input has a name"));
        }
    }

    @Override
    public void countIn(SakiaContext newContext) {
        context = newContext;
    }

    @Override
    public void open(SakiaContext newContext, @Nullable Cursor from, Runnable signal) throws Exception {
        context = newContext;
        planner = source.open(from, signal);
    }

    @Override
    @SuppressWarnings("unchecked") // they were logged from plans of this source
    public void repeat(List<? extends Range> ranges, @Nullable Cursor end) {
        limit = ANY;
        progress = Map.of();
        take(new Source.Plan<>((List<R>) ranges, Objects.requireNonNull(end), false));
    }

    @Override
    public Logged logged() {
        return new Logged(source.rangeType(), source.cursorType());
    }

    @Override
    public boolean prepare(Source.Limit newLimit) throws Exception {
        limit = newLimit;
        Source.Plan<R> plan = planner().plan(newLimit);
        progress = planner().progress();
        take(plan);
        return !plan.ranges().isEmpty();
    }

    /** A counter for each batch: whoever reads an old batch again, as a window does, counts nothing of the new one. */
    private void take(Source.Plan<R> plan) {
        prepared = plan;
        boolean told = true;
        for (R range : plan.ranges()) {
            told &= range.records() >= 0;
        }
        @Nullable Accumulator<Pair<Integer, Long>, Map<Integer, Long>> counter = told ? null : counter();
        counts = counter;
        reader = counter == null ? source.reader() : new CountingReader<>(source.reader(), counter);
    }

    @Override
    protected Plan<T> compute(Batch batch) {
        Plan<T> read = new SourceNode<>(origin(), prepared().ranges(), Objects.requireNonNull(reader));
        return tracking == null ? read : tracking.over(read, batch, origin());
    }

    @Override
    public @Nullable EventTracking<T> tracking() {
        return tracking;
    }

    @Override
    public OptionalLong watermark() {
        return planner().watermark();
    }

    @Override
    public Optional<Set<String>> partitions() {
        return planner().partitions();
    }

    @Override
    public boolean ended() {
        return prepared != null && prepared.ended();
    }

    @Override
    public List<Range> ranges() {
        return prepared().ranges().stream().map(Range::logged).toList();
    }

    @Override
    public Cursor cursor() {
        return prepared().end();
    }

    @Override
    public SourceInfo info() {
        String name = name();
        return new SourceInfo(
                name == null ? description() : name, prepared().ranges().size(), records(), limit.records(), progress);
    }

    @Override
    public long records() {
        long records = 0;
        for (R range : prepared().ranges()) {
            records += Math.max(0, range.records());
        }
        if (counts != null) {
            for (long read : counts.value().values()) {
                records += read;
            }
        }
        return records;
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (R range : prepared().ranges()) {
            if (range.records() < 0) {
                bytes += Math.max(0, range.bytes());
            }
        }
        return bytes;
    }

    @Override
    public void committed(Cursor cursor) throws Exception {
        planner().committed(cursor);
    }

    @Override
    public void forgotten(Cursor cursor) throws Exception {
        planner().forgotten(cursor);
    }

    @Override
    public void drain() throws Exception {
        planner().drain();
    }

    @Override
    public void close() throws Exception {
        if (planner != null) {
            planner.close();
        }
    }

    private Accumulator<Pair<Integer, Long>, Map<Integer, Long>> counter() {
        Function0<Map<Integer, Long>> none = TreeMap::new;
        return Objects.requireNonNull(context, "the source is not open")
                .accumulator(
                        "records of " + description(),
                        Aggregate.of(none, SourceOperator::put, SourceOperator::putAll, SourceOperator::read));
    }

    private Source.Planner<R> planner() {
        return Objects.requireNonNull(planner, "the source is not open");
    }

    private Source.Plan<R> prepared() {
        return Objects.requireNonNull(prepared, "nothing is prepared");
    }

    private static Map<Integer, Long> put(Map<Integer, Long> counts, Pair<Integer, Long> count) {
        counts.merge(count.key(), count.value(), Math::max);
        return counts;
    }

    private static Map<Integer, Long> putAll(Map<Integer, Long> counts, Map<Integer, Long> others) {
        others.forEach((partition, count) -> counts.merge(partition, count, Math::max));
        return counts;
    }

    private static Map<Integer, Long> read(Map<Integer, Long> counts) {
        return Map.copyOf(counts);
    }
}
