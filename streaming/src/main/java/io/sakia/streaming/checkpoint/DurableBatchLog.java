package io.sakia.streaming.checkpoint;

import io.sakia.connector.Cursor;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.batch.Recovered;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.log.SegmentLog;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.state.StateFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The log of a stream in a checkpoint. What the batch loop says is appended; the end of an epoch is made durable before anything of it is
 * published. When a segment has grown large, the next one begins with all that still counts. What nobody needs any more, neither a start nor
 * a batch that is retained, is deleted.
 *
 * <pre>
 *   batch loop       cut(7) ── planned(31) ── planned(32) ── … ── cut(8)      8 is cut when 7 is committed
 *   epoch's end        └─ state synced ── sealed(7), synced ── published ── committed(7)
 * </pre>
 *
 * The two meet in a lock that neither holds while it waits for the disk, except to begin a new segment.
 */
final class DurableBatchLog implements BatchLog {
    private final SakiaContext context;
    private final StreamGraph graph;
    private final Closeable lock;
    private final SegmentLog log;
    private final LogCodec codec;
    private final History history;
    private final Ledger ledger;
    private final LoggedTypes types;
    private final KeptTotals totals;
    private final StateFolder states;
    private final ReceivedFolder received;
    private final SinkFolders sinks;
    private final KeptFiles kept;
    private final Sweeper sweeper;
    private final Recovered recovered;
    private final List<Kept> keptNow = new ArrayList<>();
    private final Object writing = new Object(); // guards the log's end, the ledger and what follows
    private final Forgotten letGo = new Forgotten();
    private Cut cut = new Cut(List.of(), List.of());
    private Retired.Freed freed = Retired.Freed.NOTHING;
    private long firstSegment;
    private volatile Map<String, Cursor> forgotten = Map.of();

    /** What the log itself holds of an epoch that was cut. */
    private record Cut(List<LogEntry.Total> totals, List<Kept> kept) {}

    DurableBatchLog(
            SakiaContext context,
            StreamGraph graph,
            Closeable lock,
            SegmentLog log,
            LogCodec codec,
            History history,
            LoggedTypes types,
            PastTypes past,
            KeptTotals totals,
            StateFolder states,
            ReceivedFolder received,
            SinkFolders sinks,
            KeptFiles kept,
            Sweeper sweeper)
            throws IOException {
        this.context = context;
        this.graph = graph;
        this.lock = lock;
        this.log = log;
        this.codec = codec;
        this.history = history;
        this.ledger = history.ledger();
        this.types = types;
        this.totals = totals;
        this.states = states;
        this.received = received;
        this.sinks = sinks;
        this.kept = kept;
        this.sweeper = sweeper;
        this.recovered = read(past);
        recovered.sealed().forEach(letGo::planned);
        recovered.planned().forEach(letGo::planned);
    }

    @Override
    public Recovered recovered() {
        return recovered;
    }

    @Override
    public void begin() throws IOException {
        totals.restore(ledger.accumulators());
        ledger.rewrite(totals.save());
        ledger.runsEvery(interval());
        log.begin(codec.write(ledger.base()));
        history.retireUnnamed();
        history.begun(log.segment());
        Retired.Freed unneeded = history.free(); // this one's base says all that counts in older ones
        letGo.committed(unneeded.oldest());
        delete(unneeded);
        Set<String> needed = new HashSet<>(ledger.files());
        needed.addAll(history.retired());
        sweeper.begin(needed); // earlier runs' deletions are made up for
    }

    /** Inputs come as often as there are batches. */
    private long interval() {
        return graph.inputs().stream().mapToLong(Operator::slide).max().orElse(LogEntry.Base.UNKNOWN);
    }

    private void delete(Retired.Freed unneeded) throws IOException {
        if (unneeded.firstSegment() > firstSegment) {
            synchronized (writing) {
                log.deleteBefore(unneeded.firstSegment());
            }
            firstSegment = unneeded.firstSegment();
        }
        sweeper.delete(unneeded.files());
    }

    @Override
    public void planned(Planned batch) throws IOException {
        LogEntry.Planned entry = types.batch(batch);
        synchronized (writing) {
            append(entry);
            letGo.planned(batch);
        }
    }

    @Override
    public void cut() throws IOException {
        Cut next = new Cut(totals.save(), List.copyOf(keptNow));
        keptNow.clear();
        synchronized (writing) {
            cut = next;
        }
    }

    @Override
    public void keep(Operator<?> operator, List<? extends KeptOutput.Output<?>> outputs) {
        for (KeptOutput.Output<?> output : outputs) {
            keptNow.add(kept.store(context, operator, output));
        }
    }

    @Override
    public StateFolder states() {
        return states;
    }

    @Override
    public ReceivedFolder received() {
        return received;
    }

    @Override
    public Staging staging(String sink) {
        return sinks.of(sink);
    }

    @Override
    public Map<String, Cursor> forgotten() {
        return forgotten;
    }

    @Override
    public void sealed(Sealed epoch) throws IOException {
        states.sync(epoch.states().values().stream().flatMap(List::stream).toList());
        List<LogEntry.Output> outputs = new ArrayList<>();
        for (Map.Entry<String, List<? extends Sink.Staged>> output :
                epoch.outputs().entrySet()) {
            outputs.add(types.output(output.getKey(), output.getValue()));
        }
        List<LogEntry.Stored> stored = epoch.states().entrySet().stream()
                .map(state -> new LogEntry.Stored(state.getKey(), state.getValue()))
                .toList();
        Map<String, Cursor> letGoNow;
        synchronized (writing) {
            append(new LogEntry.Sealed(
                    epoch.epoch(), epoch.firstBatch(), epoch.lastBatch(), outputs, stored, cut.totals(), cut.kept()));
            letGoNow = letGo.sealed();
        }
        log.sync();
        forgotten = letGoNow;
    }

    @Override
    public void committed(long epoch) throws IOException {
        Retired.Freed durably;
        synchronized (writing) {
            long oldest = ledger.oldest(graph.reach());
            append(new LogEntry.Committed(epoch, oldest));
            if (log.isLarge()) {
                log.roll(codec.write(ledger.base()));
                history.begun(log.segment());
            }
            durably = freed; // by the last committed record, which was synced with this epoch's sealed one
            freed = history.free();
            letGo.committed(freed.oldest());
        }
        delete(durably);
        sweeper.committed();
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            log.close();
        }
    }

    private void append(LogEntry entry) throws IOException {
        log.append(entry.kind(), codec.write(entry));
        history.take(entry, log.segment());
    }

    /** What earlier runs have left; from here on the ledger has it as this version of the program stores it. */
    private Recovered read(PastTypes past) throws IOException {
        Recovered read = Recovery.of(ledger, past, kept, context, graph);
        List<LogEntry.Output> staged = new ArrayList<>();
        for (Map.Entry<String, List<? extends Sink.Staged>> output :
                read.outputs().entrySet()) {
            staged.add(types.output(output.getKey(), output.getValue()));
        }
        Map<String, byte[]> acknowledged = new LinkedHashMap<>();
        for (Map.Entry<String, Cursor> each : read.acknowledged().entrySet()) {
            acknowledged.put(each.getKey(), types.cursor(each.getKey(), each.getValue()));
        }
        ledger.rewrite(entries(read.sealed()), entries(read.planned()), acknowledged, staged);
        return read;
    }

    private List<LogEntry.Planned> entries(List<Planned> batches) throws IOException {
        List<LogEntry.Planned> entries = new ArrayList<>(batches.size());
        for (Planned batch : batches) {
            entries.add(types.batch(batch));
        }
        return entries;
    }
}
