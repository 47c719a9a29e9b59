package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Codecs;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.log.LogView;
import io.sakia.streaming.state.StateFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a checkpoint tells of past batches, to run them again. Only reads; its driver may be running, and may let go of what was found here.
 *
 * <pre>
 *   BASE ── PLANNED 31 ── PLANNED 32 ─┬─ SEALED 8 ── COMMITTED 8 ── PLANNED 33 ─┬─ SEALED 9 …
 *                                     │                                         │
 *                  a start from here would run 31 and 32 again                33 again
 * </pre>
 */
public final class PastLog {
    private final String folder;
    private final FileStores stores;
    private final List<LogRecord> records;
    private final List<PastEpoch> epochs = new ArrayList<>();
    private long last;
    private long interval;

    private PastLog(String folder, FileStores stores) throws IOException {
        this.folder = folder;
        this.stores = stores;
        Checkpoint.view(folder, stores); // refuses what is no checkpoint
        FileStore store = stores.open(folder);
        this.records = LogView.past(store, Checkpoint.FOLDER);
        Set<String> there = new HashSet<>();
        for (String files : List.of(StateFolder.FOLDER, KeptFiles.FOLDER)) {
            store.list(files).forEach(file -> there.add(file.path()));
        }
        find(there);
    }

    /**
     * Reads the log in a folder.
     *
     * @throws IOException if there is no checkpoint in it, or it can't be read; one clear line
     */
    public static PastLog of(String folder, FileStores stores) throws IOException {
        return new PastLog(stores.absolute(folder), stores);
    }

    private void find(Set<String> there) throws IOException {
        LogReader reader = new LogReader(Codecs.standard());
        Ledger ledger = new Ledger();
        for (int i = 0; i < records.size(); i++) {
            int position = i;
            try {
                Checkpoint.read(folder, reader, records.get(i), entry -> {
                    if (entry instanceof Sealed sealed) {
                        find(ledger, position, sealed.lastBatch(), there);
                    }
                    ledger.take(entry);
                });
            } catch (IOException e) {
                i = nextBase(i, e) - 1; // what can't be understood ends the past before it
                epochs.clear();
                ledger.clear();
            }
        }
        interval = ledger.interval();
        long published = ledger.isCommitted() ? ledger.epoch() : ledger.epoch() - 1;
        find(ledger, records.size(), Long.MAX_VALUE, there);
        epochs.replaceAll(epoch -> epoch.epoch() > published ? epoch : published(epoch));
    }

    private int nextBase(int after, IOException failure) throws IOException {
        for (int i = after + 1; i < records.size(); i++) {
            if (records.get(i).kind() == LogEntry.Base.KIND) {
                return i;
            }
        }
        throw failure;
    }

    /** Batches behind the last one of an epoch may have been planned before it was sealed. */
    private void find(Ledger ledger, int position, long lastBatch, Set<String> there) {
        List<PastBatch> batches = new ArrayList<>();
        for (Planned batch : ledger.planned()) {
            if (batch.batch() > lastBatch) {
                break;
            }
            batches.add(new PastBatch(
                    batch.batch(), batch.time(), ledger.epoch() + 1, false, batch.parallelism(), batch.fingerprint()));
        }
        if (batches.isEmpty()) {
            return;
        }
        last = batches.get(batches.size() - 1).id();
        if (!there.containsAll(ledger.files())) {
            epochs.clear(); // some that are older may be whole by chance; those that follow one another are of more use
        } else {
            epochs.add(new PastEpoch(ledger.epoch() + 1, batches, ledger.interval(), position));
        }
    }

    private static PastEpoch published(PastEpoch epoch) {
        return new PastEpoch(
                epoch.epoch(),
                epoch.batches().stream()
                        .map(batch -> new PastBatch(
                                batch.id(),
                                batch.time(),
                                batch.epoch(),
                                true,
                                batch.parallelism(),
                                batch.fingerprint()))
                        .toList(),
                epoch.interval(),
                epoch.position());
    }

    /** The checkpoint's folder. */
    public String folder() {
        return folder;
    }

    /** The epochs that can be run again, oldest first; the last one may still be open. */
    public List<PastEpoch> epochs() {
        return List.copyOf(epochs);
    }

    /** In milliseconds the distance of batches in the last run; 0 if they began with the data, negative if the log does not tell. */
    public long interval() {
        return interval;
    }

    /** The last batch that was planned; 0 if none was. */
    public long last() {
        return last;
    }

    /** Lets a program, which is defined and runs nothing else, walk through it. */
    public PastWalk walk(
            SakiaContext context,
            StreamGraph graph,
            CheckpointSettings settings,
            List<Accumulator<?, ?>> accumulators) {
        return new PastWalk(folder, stores, records, context, graph, settings, accumulators);
    }
}
