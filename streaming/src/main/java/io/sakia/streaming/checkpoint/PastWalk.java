package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Codecs;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.state.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A walk of a program through a past log, from epoch to epoch. What it meets is read once, as long as it walks forward. */
public final class PastWalk {
    private final String folder;
    private final FileStores stores;
    private final List<LogRecord> records;
    private final SakiaContext context;
    private final StreamGraph graph;
    private final CheckpointSettings settings;
    private final List<Accumulator<?, ?>> accumulators;
    private final Codecs codecs;
    private final LoggedTypes types;
    private final Ledger ledger = new Ledger();
    private LogReader reader;
    private int position;

    PastWalk(
            String folder,
            FileStores stores,
            List<LogRecord> records,
            SakiaContext context,
            StreamGraph graph,
            CheckpointSettings settings,
            List<Accumulator<?, ?>> accumulators) {
        this.folder = folder;
        this.stores = stores;
        this.records = records;
        this.context = context;
        this.graph = graph;
        this.settings = settings;
        this.accumulators = accumulators;
        this.codecs = context.registeredTypes().codecs();
        this.types = new LoggedTypes(graph, codecs);
        this.reader = new LogReader(codecs);
    }

    /**
     * The log as the program finds it that is to run an epoch's batches again: those are its planned ones. It can't be written.
     *
     * @throws IOException if the program does not fit, or something is missing; one clear line
     */
    public BatchLog before(PastEpoch epoch) throws IOException {
        goTo(epoch);
        StateFolder states = new StateFolder(stores, folder, 0, settings.durability());
        CheckpointPlan plan =
                new Fit(ledger, reader.shapes(), codecs, reader.reading()).plan(states, graph, types, accumulators);
        plan.require(settings.drop());
        KeptFiles kept = new KeptFiles(folder, stores, false, 0);
        return new PastBatchLog(
                Recovery.of(ledger, past(plan.dropped(settings.drop())), kept, context, graph)
                        .planningUntil(epoch.last().id()),
                new KeptTotals(accumulators, codecs.any(), reader.reading().any()),
                ledger.accumulators(),
                states,
                settings.received(folder, stores, context));
    }

    /** An epoch's batches, for a program that has just run those before it. */
    public List<BatchLog.Planned> batches(PastEpoch epoch) throws IOException {
        goTo(epoch);
        PastTypes past = past(Set.of());
        List<BatchLog.Planned> batches = new ArrayList<>();
        for (LogEntry.Planned batch : ledger.planned()) {
            if (batch.batch() <= epoch.last().id()) { // later ones were planned before it was sealed
                batches.add(past.batch(batch));
            }
        }
        return batches;
    }

    private PastTypes past(Set<String> dropped) throws IOException {
        return new PastTypes(types, reader.shapes(), reader.reading(), dropped);
    }

    private void goTo(PastEpoch epoch) throws IOException {
        int base = base(epoch);
        if (position < base || position > epoch.position()) {
            ledger.clear();
            reader = new LogReader(codecs);
            position = base;
        }
        for (; position < epoch.position(); position++) {
            Checkpoint.read(folder, reader, records.get(position), ledger::take);
        }
    }

    /** The base after which all is told that leads to an epoch. */
    private int base(PastEpoch epoch) {
        for (int i = epoch.position() - 1; i > 0; i--) {
            if (records.get(i).kind() == LogEntry.Base.KIND) {
                return i;
            }
        }
        return 0;
    }
}
