package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Codecs;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.log.LogSettings;
import io.sakia.streaming.log.SegmentLog;
import io.sakia.streaming.state.StateFolder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The folder from which a later run of a program goes on.
 *
 * <pre>
 *   lock      held while a driver lives, so that a second one is refused
 *   log/      what was planned, sealed and committed
 *   state/    what stateful operators hold
 *   kept/     what they put out, where a window reads it again
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

    @Override
    public BatchLog open(SakiaContext context, StreamGraph graph) throws IOException {
        Codecs codecs = context.registeredTypes().codecs();
        LoggedTypes types = new LoggedTypes(graph, codecs);
        FileStore store = stores.open(folder);
        Closeable lock = lock(store);
        SegmentLog log = null;
        try {
            log = SegmentLog.open(store, "log", new LogSettings(settings.durability(), settings.segmentBytes()));
            LogReader reader = new LogReader(codecs);
            Ledger ledger = read(log, reader);
            Fit.require(folder, graph, ledger, settings.drop());
            ledger.drop(settings.drop());
            boolean durable = settings.durability() == Durability.POWER;
            return new DurableBatchLog(
                    context,
                    graph,
                    lock,
                    log,
                    new LogCodec(codecs, types.shapes()),
                    ledger,
                    types,
                    new PastTypes(types, reader.shapes(), reader.reading()),
                    new Totals(
                            accumulators.get(), codecs.any(), reader.reading().any()),
                    new StateFolder(stores, folder, log.generation(), settings.durability()),
                    new KeptFiles(folder, stores, durable, log.generation()),
                    new Files(store, log.generation()));
        } catch (IOException | RuntimeException e) {
            close(log, lock, e);
            throw e;
        }
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

    private Ledger read(SegmentLog log, LogReader reader) throws IOException {
        Ledger ledger = new Ledger();
        log.replayNewest(entry -> {
            try {
                ledger.take(reader.read(entry));
            } catch (IOException e) {
                throw new IOException(
                        "the log of the checkpoint " + folder + " can't be read at segment "
                                + entry.place().segment() + ", byte "
                                + entry.place().offset() + ": " + e.getMessage(),
                        e);
            }
        });
        return ledger;
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
