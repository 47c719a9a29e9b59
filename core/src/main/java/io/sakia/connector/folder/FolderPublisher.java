package io.sakia.connector.folder;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.StableHash;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The driver's half of a {@link FolderSink}: gathers the accepted files of an output folder in a hidden one, and renames that.
 *
 * <pre>
 *   staged ──rename each──► .F.publishing-ID ──+ _SUCCESS, .sakia-ID──► sync it ──rename──► F ──► staging folder deleted ──► sync
 * </pre>
 *
 * The ID is the hash of the staged files' names, which are unlike any other's. A crash leaves each file in one of two places,
 * so the same call goes on where the last one ended, and an F with the mark {@code .sakia-ID} in it has been published. That F may be known
 * to no disk yet, if the process that renamed it was killed; so the last sync is done then too.
 */
public final class FolderPublisher implements Sink.Publisher<StagedFile> {
    private final OutputFolder folder;
    private final FileStores stores;
    private final boolean durable;
    private final String run;
    private final Set<StagedFile> discarded = new LinkedHashSet<>();

    FolderPublisher(OutputFolder folder, FileStores stores, boolean durable, String run) {
        this.folder = folder;
        this.stores = stores;
        this.durable = durable;
        this.run = run;
    }

    /**
     * Refuses a job whose one output folder is there already, before it does its work in vain.
     *
     * @throws FileAlreadyExistsException if the folder exists
     */
    public void requireFree() throws IOException {
        if (folder instanceof OutputFolder.Fixed fixed) {
            StagedFile any = new StagedFile(fixed.path(), "", "");
            if (stores.open(any.parent()).exists(name(any))) {
                throw taken(fixed.path());
            }
        }
    }

    /** {@inheritDoc} A job without partitions publishes a folder with {@code _SUCCESS} alone, if the folder is a fixed one. */
    @Override
    public void publish(long epoch, List<StagedFile> staged) throws IOException {
        Map<String, List<StagedFile>> byFolder = byFolder(staged);
        if (folder instanceof OutputFolder.Fixed fixed) {
            byFolder.putIfAbsent(fixed.path(), List.of());
        }
        for (Map.Entry<String, List<StagedFile>> each : byFolder.entrySet()) {
            publish(each.getKey(), each.getValue());
        }
    }

    private void publish(String path, List<StagedFile> staged) throws IOException {
        StagedFile any = new StagedFile(path, "", "");
        FileStore store = stores.open(any.parent());
        String name = name(any);
        String id = id(staged);
        String mark = ".sakia-" + id;
        if (!store.exists(name)) {
            try {
                gatherAndRename(store, staged, any, mark);
            } catch (IOException e) {
                publishedByAnother(store, name + "/" + mark, e);
            }
        } else if (!store.exists(name + "/" + mark)) {
            throw taken(path);
        }
        store.delete(gathered(any, id));
        store.delete(any.stagingFolder());
        if (durable) {
            store.syncFolder("");
        }
    }

    private void gatherAndRename(FileStore store, List<StagedFile> staged, StagedFile any, String mark)
            throws IOException {
        String gathered = gathered(any, id(staged));
        for (StagedFile each : staged) {
            gather(store, each, gathered + "/" + each.part(), mark);
        }
        touch(store, gathered + "/_SUCCESS");
        touch(store, gathered + "/" + mark);
        if (durable) {
            store.syncFolder(gathered);
        }
        rename(store, gathered, name(any), any.folder());
    }

    /** A driver that was thought dead may publish the same at the same time; the one that comes second finds its files gone. */
    private static void publishedByAnother(FileStore store, String mark, IOException failure) throws IOException {
        boolean published = false;
        try {
            published = store.exists(mark);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        if (!published) {
            throw failure;
        }
    }

    private static void gather(FileStore store, StagedFile staged, String target, String mark) throws IOException {
        if (store.exists(target)) {
            if (store.exists(staged.path())) {
                throw new IllegalArgumentException("two staged files are meant for " + staged.part() + " of "
                        + staged.folder() + "; one of them is " + staged.file()
                        + ": publish what one attempt of each task staged");
            }
            return;
        }
        if (!store.exists(staged.path())) {
            throw new IOException("the staged file " + staged.path() + " in " + store.root() + " is gone, so "
                    + staged.folder()
                    + " can't be published; if it was published before and moved away since, say so by"
                    + " an empty file " + staged.folder() + "/" + mark);
        }
        store.rename(staged.path(), target);
    }

    private static void touch(FileStore store, String path) throws IOException {
        if (!store.exists(path)) {
            store.create(path).close();
        }
    }

    private static void rename(FileStore store, String from, String to, String path) throws IOException {
        try {
            store.rename(from, to);
        } catch (FileAlreadyExistsException e) { // taken since we looked
            FileAlreadyExistsException clearer = taken(path);
            clearer.initCause(e);
            throw clearer;
        }
    }

    @Override
    public void discard(List<StagedFile> staged) throws IOException {
        for (Map.Entry<String, List<StagedFile>> each : byFolder(staged).entrySet()) {
            StagedFile any = new StagedFile(each.getKey(), "", "");
            FileStore store = stores.open(any.parent());
            for (StagedFile file : each.getValue()) {
                store.delete(file.path());
            }
            store.delete(
                    gathered(any, id(each.getValue()))); // of a publish that found the folder taken at the last moment
            discarded.add(any);
        }
    }

    /** Removes the staging folders that discarding emptied; now no task of this run writes into them. */
    @Override
    public void close() throws IOException {
        for (StagedFile each : discarded) {
            FileStore store = stores.open(each.parent());
            if (store.list(each.stagingFolder()).isEmpty()) {
                store.delete(each.stagingFolder());
            }
        }
        discarded.clear();
    }

    private String id(List<StagedFile> staged) {
        List<String> files = staged.stream().map(StagedFile::file).sorted().toList();
        return Long.toHexString(StableHash.of(files.isEmpty() ? run : files));
    }

    private static Map<String, List<StagedFile>> byFolder(List<StagedFile> staged) {
        Map<String, List<StagedFile>> byFolder = new LinkedHashMap<>();
        for (StagedFile each : staged) {
            byFolder.computeIfAbsent(each.folder(), path -> new ArrayList<>()).add(each);
        }
        return byFolder;
    }

    private static String gathered(StagedFile any, String id) {
        return "." + name(any) + ".publishing-" + id;
    }

    private static String name(StagedFile staged) {
        return staged.folder().substring(staged.parent().length());
    }

    private static FileAlreadyExistsException taken(String path) {
        return new FileAlreadyExistsException(
                path, null, "the output folder already exists; choose another or delete it");
    }
}
