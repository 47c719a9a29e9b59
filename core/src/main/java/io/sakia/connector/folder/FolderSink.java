package io.sakia.connector.folder;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.Published;
import io.sakia.connector.Sink;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to a folder for each batch and in it a file for each partition. Readers see a folder with all its files or no folder.
 *
 * <pre>
 *   task      .words-1000.staged/part-00000-…      hidden, one file an attempt
 *   publish   .words-1000.publishing-…/part-00000  the accepted ones, with _SUCCESS
 *             words-1000/                          by one rename
 * </pre>
 *
 * <pre>{@code
 * new FolderSink<>(new TextFormat<>(Compression.GZIP), new OutputFolder.PerBatch("/out/words", ""));
 * }</pre>
 */
public final class FolderSink<T> implements Sink<T, StagedFile> {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSink.class);

    private final PartFormat<T> format;
    private final OutputFolder folder;
    private final FileStores stores;
    private final boolean durable;
    private final String run;

    /** Writes to local folders, and makes staged files durable. */
    public FolderSink(PartFormat<T> format, OutputFolder folder) {
        this(format, folder, FileStores.local());
    }

    /** Writes to folders of any file system, and makes staged files durable. */
    public FolderSink(PartFormat<T> format, OutputFolder folder, FileStores stores) {
        this(format, folder, stores, true, UUID.randomUUID().toString());
    }

    /**
     * Writes to folders of any file system.
     *
     * @param durable whether a staged file is made to survive a loss of power; if not, it survives the process
     * @param run what tells this sink's files from those of every other one at the same place: a random UUID
     */
    public FolderSink(PartFormat<T> format, OutputFolder folder, FileStores stores, boolean durable, String run) {
        this.format = format;
        this.folder = folder;
        this.stores = stores;
        this.durable = durable;
        this.run = run;
    }

    @Override
    public String description() {
        return format.description() + " under " + folder.description();
    }

    @Override
    public WriterFactory<T, StagedFile> writers() {
        return new Writers<>(format, absolute(folder), stores, durable, run);
    }

    @Override
    public Class<StagedFile> stagedType() {
        return StagedFile.class;
    }

    @Override
    public FolderPublisher open() throws IOException {
        OutputFolder its = absolute(folder);
        String place = its.path(0, 0);
        FileStore store = stores.open(place.substring(0, place.lastIndexOf('/') + 1));
        if (!store.renamesAtomically()) {
            LOG.warn(
                    "{} is not written exactly once: a rename on {} is not one step, so after a crash a folder may be there in part, or its records twice; write to"
                            + " a file system such as HDFS if that matters",
                    description(),
                    store.root());
        }
        return new FolderPublisher(its, stores, durable, run);
    }

    @Override
    public Optional<Published<T>> published(long batch, long time) {
        return Optional.of(new PublishedFolder<>(absolute(folder).path(time, batch), stores, format));
    }

    static String part(int partition) {
        return String.format("part-%05d", partition);
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

    private record Writers<T>(PartFormat<T> format, OutputFolder folder, FileStores stores, boolean durable, String run)
            implements WriterFactory<T, StagedFile> {
        @Override
        public Writer<T, StagedFile> open(Target target) throws Exception {
            String part = part(target.partition());
            String file = part + "-" + target.batch() + "-" + target.attempt() + "-" + run;
            StagedFile staged =
                    new StagedFile(folder.path(target.time(), target.batch()), file, part + format.extension());
            return PartFile.create(stores.open(staged.parent()), staged, durable, format);
        }
    }
}
