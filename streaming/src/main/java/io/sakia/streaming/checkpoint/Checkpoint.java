package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Codecs;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.log.FencedException;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.log.LogSettings;
import io.sakia.streaming.log.LogView;
import io.sakia.streaming.log.OlderSegment;
import io.sakia.streaming.log.SegmentLog;
import io.sakia.streaming.receiver.Block;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.state.StateFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder from which a later run of a program goes on.
 *
 * <pre>
 *   lock      held while a driver lives, so that a second one is refused
 *   log/      what was planned, sealed and committed
 *   state/    what stateful operators hold
 *   kept/     what they put out, where a window reads it again
 *   received/ what receivers have stored
 *   sinks/    what sinks stage, and know of earlier runs
 * </pre>
 *
 * @param folder absolute
 * @param stores where the folder is
 * @param settings how it is kept
 * @param accumulators those that the program has named, once it is defined
 */
public record Checkpoint(
        String folder, FileStores stores, CheckpointSettings settings, Supplier<List<Accumulator<?, ?>>> accumulators)
        implements BatchLog.Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    /** The folder of the log. */
    static final String FOLDER = "log";

    @Override
    public BatchLog open(SakiaContext context, StreamGraph graph) throws IOException {
        Codecs codecs = context.registeredTypes().codecs();
        LoggedTypes types = new LoggedTypes(graph, codecs);
        FileStore store = stores.open(folder);
        Closeable lock = lock(store);
        SegmentLog log = null;
        try {
            log = SegmentLog.open(store, FOLDER, new LogSettings(settings.durability(), settings.segmentBytes()));
            LogReader reader = new LogReader(codecs);
            History history = read(log, reader);
            Ledger ledger = history.ledger();
            if (!ledger.isBegun()) {
                requireNothing(store);
            }
            StateFolder states = new StateFolder(stores, folder, log.generation(), settings.durability());
            CheckpointPlan plan = new Fit(ledger, reader.shapes(), codecs, reader.reading())
                    .plan(states, graph, types, accumulators.get());
            plan.require(settings.drop());
            Set<String> dropped = plan.dropped(settings.drop());
            ledger.drop(dropped);
            boolean durable = settings.durability() == Durability.POWER;
            return new DurableBatchLog(
                    context,
                    graph,
                    lock,
                    log,
                    new LogCodec(codecs, types.shapes()),
                    history,
                    types,
                    new PastTypes(types, reader.shapes(), reader.reading(), dropped),
                    new KeptTotals(
                            accumulators.get(), codecs.any(), reader.reading().any()),
                    states,
                    settings.received(folder, stores, context),
                    new SinkFolders(stores, folder, durable),
                    new KeptFiles(folder, stores, durable, log.generation()),
                    new Sweeper(store, log.generation(), foldersOf(settings.drop(), graph)));
        } catch (IOException | RuntimeException e) {
            close(log, lock, e);
            throw e;
        }
    }

    /** Without a log nothing says what the files of a checkpoint mean; a start that began anew would delete them. */
    private void requireNothing(FileStore store) throws IOException {
        for (String part : new String[] {StateFolder.FOLDER, KeptFiles.FOLDER}) {
            List<FileStore.Entry> files = store.list(part);
            if (!files.isEmpty()) {
                throw new IOException("the checkpoint " + folder + " has lost its log: " + FOLDER
                        + "/ holds nothing, and " + files.get(0).path()
                        + " is of a program that ran; put a copy of the whole checkpoint back, or delete the folder to begin"
                        + " anew");
            }
        }
    }

    /** The folders of sources and sinks that may go, and that the program does not have. */
    private static Set<String> foldersOf(Set<String> drop, StreamGraph graph) {
        Set<String> folders = new TreeSet<>();
        drop.forEach(name -> folders.add(ReceivedFolder.of(name)));
        drop.forEach(name -> folders.add(SinkFolders.name(name)));
        graph.outputs().forEach(output -> folders.remove(SinkFolders.name(String.valueOf(output.name()))));
        for (InputOperator<?> input : graph.inputs()) {
            if (input.logged().ranges() == Block.class) {
                folders.remove(ReceivedFolder.of(String.valueOf(input.name())));
            }
        }
        return folders;
    }

    /** Where the file system has no locks, the log alone keeps drivers apart. */
    private Closeable lock(FileStore store) throws IOException {
        if (!store.hasLocks()) {
            return () -> {};
        }
        return store.lock("lock")
                .orElseThrow(() -> new IOException("the checkpoint " + folder
                        + " is in use by another program, or by another run of this one: stop that first, or give this one"
                        + " a checkpoint of its own"));
    }

    private History read(SegmentLog log, LogReader reader) throws IOException {
        History history = new History(settings.retention());
        List<OlderSegment> begun =
                log.older().stream().filter(OlderSegment::begun).toList();
        if (settings.retention().isAny() && !begun.isEmpty()) {
            for (OlderSegment segment : begun.subList(0, begun.size() - 1)) {
                readPast(log, segment, reader, history);
            }
        }
        log.replayNewest(record -> read(reader, record, history));
        return history;
    }

    private void read(LogReader reader, LogRecord record, History history) throws IOException {
        read(folder, reader, record, entry -> history.take(entry, record.place().segment()));
    }

    /** What the newest segment does not say any more is only of use to look back at, so a start does not depend on it. */
    private void readPast(SegmentLog log, OlderSegment segment, LogReader reader, History history) throws IOException {
        try {
            log.replay(segment, record -> read(reader, record, history));
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "batches from before segment {} of the log can't be run again any more: {}",
                    segment.number() + 1,
                    e.getMessage());
            history.forget();
        }
    }

    /**
     * What becomes of what the folder holds in this version of the program. Reads only: whoever runs on it is not disturbed.
     *
     * @throws IOException if there is no checkpoint, or it can't be read
     */
    public CheckpointPlan plan(SakiaContext context, StreamGraph graph) throws IOException {
        Codecs codecs = context.registeredTypes().codecs();
        LogReader reader = new LogReader(codecs);
        Ledger ledger = new Ledger();
        for (LogRecord record : view(folder, stores).records()) {
            read(folder, reader, record, ledger::take);
        }
        return new Fit(ledger, reader.shapes(), codecs, reader.reading())
                .plan(
                        new StateFolder(stores, folder, 0, settings.durability()),
                        graph,
                        new LoggedTypes(graph, codecs),
                        accumulators.get());
    }

    /** The log in a folder, as it stands. */
    static LogView view(String folder, FileStores stores) throws IOException {
        LogView view = LogView.of(stores.open(folder), FOLDER);
        if (view.records().isEmpty()) {
            throw new IOException(folder
                    + (view.segments().isEmpty()
                            ? " holds no checkpoint: there is no batch log in a folder '" + FOLDER + "' below it"
                            : " holds nothing yet: its program ended before it had begun the batch log"));
        }
        return view;
    }

    /** Takes the next entry of a log. */
    @FunctionalInterface
    interface Reading {
        void take(LogEntry entry) throws IOException;
    }

    /** Reads the next record of a log. */
    static void read(String folder, LogReader reader, LogRecord record, Reading reading) throws IOException {
        try {
            reading.take(reader.read(record));
        } catch (IOException | RuntimeException e) { // the latter where what is read contradicts itself
            throw new IOException(
                    "the log of the checkpoint " + folder + " can't be read at segment "
                            + record.place().segment() + ", byte "
                            + record.place().offset() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void close(@Nullable SegmentLog log, Closeable lock, Exception failure) {
        try (lock) {
            if (log != null) {
                log.close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
