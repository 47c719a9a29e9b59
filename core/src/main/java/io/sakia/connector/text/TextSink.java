package io.sakia.connector.text;

import io.sakia.connector.FileStores;
import io.sakia.connector.Published;
import io.sakia.connector.Sink;
import io.sakia.connector.folder.FolderPublisher;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.StagedFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes records as lines of text, a folder for each batch and in it a file for each partition, as {@link FolderSink} does.
 *
 * <pre>{@code
 * new TextSink<>(new OutputFolder.PerBatch("/out/words", ""));
 * }</pre>
 *
 * <p>A record is written as {@link String#valueOf(Object)} gives it, in UTF-8, and a {@code \n} behind it.
 */
public final class TextSink<T> implements Sink<T, StagedFile> {
    private final FolderSink<T> sink;

    /** Writes to local folders, and makes staged files durable. */
    public TextSink(OutputFolder folder) {
        this.sink = new FolderSink<>(new TextFormat<>(Compression.NONE), folder);
    }

    /**
     * Writes to folders of any file system.
     *
     * @param durable whether a staged file is made to survive a loss of power; if not, it survives the process
     * @param run what tells this sink's files from those of every other one at the same place: a random UUID
     */
    public TextSink(OutputFolder folder, FileStores stores, boolean durable, String run) {
        this.sink = new FolderSink<>(new TextFormat<>(Compression.NONE), folder, stores, durable, run);
    }

    @Override
    public String description() {
        return sink.description();
    }

    @Override
    public WriterFactory<T, StagedFile> writers() {
        return sink.writers();
    }

    @Override
    public Class<StagedFile> stagedType() {
        return StagedFile.class;
    }

    @Override
    public Optional<Published<T>> published(long batch, long time) {
        return sink.published(batch, time);
    }

    @Override
    public FolderPublisher open() throws IOException {
        return sink.open();
    }
}
