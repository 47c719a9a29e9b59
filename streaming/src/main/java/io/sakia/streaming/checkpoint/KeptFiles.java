package io.sakia.streaming.checkpoint;

import io.sakia.connector.FileStores;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.StagedFile;
import io.sakia.connector.object.ObjectFile;
import io.sakia.connector.object.ObjectFormat;
import io.sakia.connector.object.ObjectReader;
import io.sakia.engine.SinkAction;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.graph.EmptyPlan;
import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import java.util.List;
import java.util.UUID;

/**
 * Stores what operators put out where it can't be computed again, as object files, a file for each partition. A file counts when the log names
 * it; nobody else does, so it need not move to another place for that.
 */
final class KeptFiles {
    /** The folder in the checkpoint. */
    static final String FOLDER = "kept";

    private final String checkpoint;
    private final FileStores stores;
    private final boolean durable;
    private final long generation;
    private final String run = UUID.randomUUID().toString();

    /** Below the checkpoint's folder, in a run of the program. */
    KeptFiles(String checkpoint, FileStores stores, boolean durable, long generation) {
        this.checkpoint = checkpoint;
        this.stores = stores;
        this.durable = durable;
        this.generation = generation;
    }

    /** Stores what came out of an operator in a batch. */
    <T> Kept store(SakiaContext context, Operator<?> operator, KeptOutput.Output<T> output) {
        String name = String.valueOf(operator.name());
        long batch = output.batch().id();
        Plan<T> plan = output.plan();
        if (plan.partitions() == 0) {
            return new Kept(name, batch, List.of());
        }
        String file = batch + "-" + generation + "-" + Long.toHexString(StableHash.of(name));
        OutputFolder place = new OutputFolder.Fixed(checkpoint + "/" + FOLDER + "/" + file);
        FolderSink<T> files =
                new FolderSink<>(new ObjectFormat<>(context.registeredTypes()), place, stores, durable, run);
        List<StagedFile> staged = context.run(
                operator.origin(),
                plan,
                SinkAction.write(
                        files.writers(), name, batch, output.batch().time().milliseconds()));
        return new Kept(
                name,
                batch,
                staged.stream().map(each -> FOLDER + "/" + each.path()).toList());
    }

    /** A plan that reads what is stored. */
    Plan<?> read(Operator<?> operator, Kept kept, RegisteredTypes types) {
        if (kept.files().isEmpty()) {
            return EmptyPlan.of(operator.origin(), 0);
        }
        List<ObjectFile> files = kept.files().stream()
                .map(file -> new ObjectFile(checkpoint + "/" + file))
                .toList();
        return new SourceNode<>(operator.origin(), files, new ObjectReader<>(stores, types, Object.class));
    }
}
