package io.sakia.streaming.output;

import io.sakia.connector.FileStores;
import io.sakia.connector.Published;
import io.sakia.connector.Sink;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.StagedFile;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.error.LetterFolder;
import io.sakia.streaming.error.StoredLetters;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps the dead letters of a program with its checkpoint, exactly once: a folder for each batch that has any. */
public final class LetterOutput extends OutputOperation {
    /** The output's name in the checkpoint. */
    private static final String NAME = "dead letters";

    private final Operator<StoredLetters> letters;
    private final SinkOutput<StoredLetters, StagedFile> output;

    /**
     * Keeps letters in a folder.
     *
     * @param letters puts out nothing in a batch without letters
     * @param durable whether they survive a loss of power
     */
    public LetterOutput(Operator<StoredLetters> letters, LetterFolder folder, FileStores stores, boolean durable) {
        super(Origin.internal("deadLetters"), letters);
        this.letters = letters;
        this.output = new SinkOutput<>(
                Origin.internal("deadLetters"),
                letters,
                new FolderSink<>(
                        StoredLetters.format(),
                        folder.output(),
                        stores,
                        durable,
                        UUID.randomUUID().toString()));
        name(NAME);
        output.name(NAME);
    }

    @Override
    public void open() throws Exception {
        output.open();
    }

    @Override
    public void run(OutputScope scope, Batch batch) {
        Plan<StoredLetters> plan = letters.plan(batch);
        if (plan != null && plan.partitions() > 0) {
            output.run(scope, batch);
        }
    }

    @Override
    public List<StagedFile> seal() {
        return output.seal();
    }

    @Override
    public Class<? extends Sink.Staged> stagedType() {
        return output.stagedType();
    }

    @Override
    public Optional<? extends Published<?>> published(Batch batch) {
        return output.published(batch);
    }

    @Override
    public void restore(List<? extends Sink.Staged> staged) {
        output.restore(staged);
    }

    @Override
    public void publish(long epoch) throws Exception {
        output.publish(epoch);
    }

    @Override
    public void discard(boolean sealed) throws Exception {
        output.discard(sealed);
    }

    @Override
    public void close() throws Exception {
        output.close();
    }
}
