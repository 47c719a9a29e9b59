package io.sakia.embedded.disk;

import io.sakia.local.OwnFolder;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders that an engine writes to when memory runs out: one of its own in each folder that it was given, made when it is first
 * needed, deleted at the end. A folder that fails is left out from then on. Thread-safe.
 */
public final class SpillFolders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFolders.class);

    private final List<Path> given;
    private final RecordFormat format = new RecordFormat();
    private final Map<Path, OwnFolder> made = new LinkedHashMap<>();
    private final Map<Path, String> broken = new LinkedHashMap<>();
    private int turn;
    private boolean closed;
    private @Nullable Cleaner cleaner;

    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();

    /** Folders that are used in turn. */
    public SpillFolders(List<Path> folders) {
        this.given = List.copyOf(folders);
    }

    /** How records are written. */
    public RecordFormat format() {
        return format;
    }

    /** How many files were made so far. */
    public long files() {
        return files.get();
    }

    /** How many bytes were written so far. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * A new file in a folder that works.
     *
     * @throws IOException when no folder is left that works; it says what is wrong with each
     */
    public SpillFile create() throws IOException {
        while (true) {
            Path folder = next();
            try {
                SpillFile file = new SpillFile(this, folder, own(folder).newFile(".records"), cleaner());
                files.incrementAndGet();
                return file;
            } catch (IOException e) {
                leaveOut(folder, e);
            }
        }
    }

    /** Deletes everything; files that are still read can't be read on. */
    @Override
    public synchronized void close() {
        closed = true;
        made.values().forEach(OwnFolder::close);
        made.clear();
    }

    /** Notes that a folder failed. */
    void leaveOut(Path folder, IOException why) {
        synchronized (this) {
            if (closed || broken.putIfAbsent(folder, why.toString()) != null) {
                return;
            }
        }
        LOG.warn("{} can't be written to and is not used any more: {}", folder, why.toString());
    }

    void written(long more) {
        bytes.addAndGet(more);
    }

    private synchronized Cleaner cleaner() {
        if (cleaner == null) {
            cleaner = Cleaner.create();
        }
        return cleaner;
    }

    private synchronized OwnFolder own(Path folder) throws IOException {
        OwnFolder own = made.get(folder);
        if (own == null) {
            own = OwnFolder.in(folder);
            made.put(folder, own);
        }
        return own;
    }

    private synchronized Path next() throws IOException {
        if (closed) {
            throw new IOException("the engine is closed");
        }
        for (int i = 0; i < given.size(); i++) {
            Path folder = given.get(turn++ % given.size());
            if (!broken.containsKey(folder)) {
                return folder;
            }
        }
        throw new IOException("memory is used up and there is no folder to write to: " + String.join("; ", troubles())
                + ". Name folders with room in sakia.local.dir, or raise sakia.memory");
    }

    private List<String> troubles() {
        List<String> troubles = new ArrayList<>();
        broken.forEach((folder, why) -> troubles.add(folder + " (" + free(folder) + "): " + why));
        return troubles;
    }

    private static String free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() + " bytes free";
        } catch (IOException e) {
            return "free space unknown";
        }
    }
}
