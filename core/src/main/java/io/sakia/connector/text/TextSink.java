package io.sakia.connector.text;

import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import java.util.UUID;

/**
 * Writes records as lines of text, a folder for each batch and in it a file for each partition. Readers see a folder with all
 * its files or no folder.
 *
 * <pre>
 *   task      .words-1000.staged/part-00000-…      hidden, one file an attempt
 *   publish   .words-1000.publishing-…/part-00000  the accepted ones, with _SUCCESS
 *             words-1000/                          by one rename
 * </pre>
 *
 * <pre>{@code
 * new TextSink<>(new OutputFolder.PerBatch("/out/words", ""));
 * }</pre>
 *
 * <p>A record is written as {@link String#valueOf(Object)} gives it, in UTF-8, and a {@code \n} behind it.
 */
public final class TextSink<T> implements Sink<T, StagedText> {
    private final OutputFolder folder;
    private final FileStores stores;
    private final boolean durable;
    private final String run;

    /** Writes to local folders, and makes staged files durable. */
    public TextSink(OutputFolder folder) {
        this(folder, FileStores.local(), true, UUID.randomUUID().toString());
    }

    /**
     * Writes to folders of any file system.
     *
     * @param durable whether a staged file is made to survive a loss of power; if not, it survives the process
     * @param run what tells this sink's files from those of every other one at the same place: a random UUID
     */
    public TextSink(OutputFolder folder, FileStores stores, boolean durable, String run) {
        this.folder = folder;
        this.stores = stores;
        this.durable = durable;
        this.run = run;
    }

    @Override
    public String description() {
        return "text files under " + folder.description();
    }

    @Override
    public WriterFactory<T, StagedText> writers() {
        return new Writers<>(absolute(folder), stores, durable, run);
    }

    @Override
    public TextPublisher open() {
        return new TextPublisher(absolute(folder), stores, durable, run);
    }

    /** A relative path means the driver's working folder, also on executors. */
    private OutputFolder absolute(OutputFolder any) {
        if (any instanceof OutputFolder.PerBatch perBatch) {
            // A prefix may end with a slash, which a path would lose.
            String marked = stores.absolute(perBatch.prefix() + "x");
            return new OutputFolder.PerBatch(
                    marked.substring(0, marked.length() - 1), perBatch.suffix(), perBatch.numbered());
        }
        return new OutputFolder.Fixed(stores.absolute(any.path(0, 0)));
    }

    private record Writers<T>(OutputFolder folder, FileStores stores, boolean durable, String run)
            implements WriterFactory<T, StagedText> {
        @Override
        public Writer<T, StagedText> open(Target target) throws Exception {
            String part = String.format("part-%05d", target.partition());
            String file = part + "-" + target.batch() + "-" + target.attempt() + "-" + run;
            StagedText staged = new StagedText(folder.path(target.time(), target.batch()), file, part);
            return new TextWriter<>(stores.open(staged.parent()), staged, durable);
        }
    }
}
