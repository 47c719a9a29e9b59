package io.sakia.streaming.error;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.Reader;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.object.ObjectFile;
import io.sakia.connector.object.ObjectReader;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dead letters that a checkpoint keeps.
 *
 * <pre>
 *   CHECKPOINT/letters/batch-TIME-BATCH/part-00000     the letters of a batch
 *   CHECKPOINT/letters/replays/NUMBER-BATCH            a request to give again what came until that batch, and was not asked for before
 * </pre>
 *
 * <pre>{@code
 * LetterFolder.of("/data/counts.checkpoint", FileStores.local()).letters().forEach(System.out::println);
 * }</pre>
 */
public final class LetterFolder implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The folder in a checkpoint. */
    private static final String FOLDER = "letters";

    private static final String PREFIX = "batch";
    private static final Pattern PART = Pattern.compile(FOLDER + "/" + PREFIX + "--?[0-9]+-([0-9]+)/part-[0-9]+");

    /** Where files of no bytes stand whose names say all: the number of a request and its last batch. */
    private static final String REQUESTS = FOLDER + "/replays";

    private static final Pattern REQUEST = Pattern.compile(REQUESTS + "/([0-9]+)-([0-9]+)");

    private final String checkpoint;
    private final FileStores stores;

    private LetterFolder(String checkpoint, FileStores stores) {
        this.checkpoint = checkpoint;
        this.stores = stores;
    }

    /** Of a checkpoint's folder. */
    public static LetterFolder of(String checkpoint, FileStores stores) {
        return new LetterFolder(stores.absolute(checkpoint), stores);
    }

    /** Where each batch's letters are written. */
    public OutputFolder output() {
        return new OutputFolder.PerBatch(checkpoint + "/" + FOLDER + "/" + PREFIX, "", true);
    }

    /**
     * All letters whose epoch was published, in the order of batches.
     *
     * @throws IOException if they can't be read; one clear line
     */
    public List<StoredLetter> letters() throws IOException {
        List<StoredLetter> letters = new ArrayList<>();
        for (Part part : parts()) {
            letters.addAll(read(part.path()).letters());
        }
        return letters;
    }

    /** The last batch whose letters were asked for again; 0 if none were. */
    public long lastReplayed() throws IOException {
        return requests().stream().mapToLong(Request::lastBatch).max().orElse(0);
    }

    /**
     * Asks for all letters that were not asked for before: a {@link LetterSource} gives their records again when its program starts next.
     *
     * @return those letters
     */
    public List<StoredLetter> replay() throws IOException {
        long last = lastReplayed();
        List<StoredLetter> again =
                letters().stream().filter(letter -> letter.batch() > last).toList();
        if (!again.isEmpty()) {
            long number = requests().size() + 1L;
            long until = again.get(again.size() - 1).batch();
            stores.open(checkpoint)
                    .create(REQUESTS + "/" + number + "-" + until)
                    .close();
        }
        return again;
    }

    /** A request to give letters again: those of batches after the last request's, until this one's last. */
    record Request(long number, long lastBatch) {}

    /** A file of letters, by its path in the checkpoint. */
    record Part(String path, long batch) {}

    /** What was asked for, in that order. */
    List<Request> requests() throws IOException {
        List<Request> requests = new ArrayList<>();
        for (FileStore.Entry file : stores.open(checkpoint).list(REQUESTS)) {
            Matcher name = REQUEST.matcher(file.path());
            if (name.matches()) {
                requests.add(new Request(Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
            }
        }
        requests.sort(Comparator.comparingLong(Request::number));
        return requests;
    }

    /** All files of letters, in the order of batches. */
    List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        for (FileStore.Entry file : stores.open(checkpoint).list(FOLDER)) {
            Matcher name = PART.matcher(file.path());
            if (name.matches()) {
                parts.add(new Part(file.path(), Long.parseLong(name.group(1))));
            }
        }
        parts.sort(Comparator.comparingLong(Part::batch).thenComparing(Part::path));
        return parts;
    }

    /** Reads a file of letters. */
    StoredLetters read(String path) throws IOException {
        ObjectReader<StoredLetters> reader = new ObjectReader<>(stores, StoredLetters.TYPES, StoredLetters.class);
        try (Reader<StoredLetters> file = reader.open(new ObjectFile(checkpoint + "/" + path))) {
            StoredLetters letters = file.read();
            return letters == null ? StoredLetters.NONE : letters;
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(path + " can't be read: " + e, e);
        }
    }
}
