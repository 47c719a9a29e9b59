package io.sakia.streaming.error;

import io.sakia.connector.Cursor;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.object.ObjectReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The records that an operator has rejected, once more: after {@code sakia deadletters DIR --replay} they come in the first batch of the program's next start,
 * each exactly once; then this source has ended. Put it beside what the operator reads:
 *
 * <pre>{@code
 * lines.union(ssc.source(LetterSource.of("/data/clicks.checkpoint", "clicks", String.class)).named("clicks again"))
 *      .map(Click::parse).named("clicks").onError(deadLetter())
 * }</pre>
 *
 * <p>A record that is rejected again is a dead letter again, of the batch in which that was. Behind a shuffle the records are pairs, which go to the places of
 * their keys. Records whose types can't be stored are left out: only their text was kept.
 *
 * @param <T> the records
 */
public final class LetterSource<T> implements Source<T, LetterSource.Letters> {
    private final LetterFolder folder;
    private final String operator;
    private final Class<T> type;
    private final RegisteredTypes types;

    private LetterSource(LetterFolder folder, String operator, Class<T> type, RegisteredTypes types) {
        this.folder = folder;
        this.operator = operator;
        this.type = type;
        this.types = types;
    }

    /**
     * What an operator of a program has rejected.
     *
     * @param checkpoint the folder of the program's checkpoint
     * @param operator the operator's name, as {@code named} gave it
     * @param type what it rejected
     * @param types others that are stored in it: those that {@code ssc.types} was given
     */
    public static <T> LetterSource<T> of(String checkpoint, String operator, Class<T> type, Class<?>... types) {
        return of(checkpoint, FileStores.of(checkpoint, Map.of()), operator, type, types);
    }

    /** As {@link #of(String, String, Class, Class[])}, where the checkpoint is on any file system. */
    public static <T> LetterSource<T> of(
            String checkpoint, FileStores stores, String operator, Class<T> type, Class<?>... types) {
        return new LetterSource<>(
                LetterFolder.of(checkpoint, stores), operator, type, new RegisteredTypes(List.of(types)));
    }

    /**
     * The letters of a batch.
     *
     * @param path the file in the checkpoint
     * @param batch the batch in which they were rejected
     */
    public record Letters(String path, long batch) implements Range {}

    /**
     * How far requests were followed.
     *
     * @param request the number of the last one
     */
    public record Followed(long request) implements Cursor {}

    @Override
    public String description() {
        return "letters of " + operator;
    }

    @Override
    public Class<Letters> rangeType() {
        return Letters.class;
    }

    @Override
    public Class<Followed> cursorType() {
        return Followed.class;
    }

    @Override
    public Planner<Letters> open(@Nullable Cursor from, Runnable signal) throws IOException {
        long followed = from instanceof Followed before ? before.request() : 0;
        List<Letters> ranges = new ArrayList<>();
        long after = 0;
        long last = followed;
        for (LetterFolder.Request request : folder.requests()) {
            if (request.number() > followed) {
                for (LetterFolder.Part part : folder.parts()) {
                    if (part.batch() > after && part.batch() <= request.lastBatch()) {
                        ranges.add(new Letters(part.path(), part.batch()));
                    }
                }
                last = request.number();
            }
            after = request.lastBatch();
        }
        return new Once(ranges, followed, new Followed(last));
    }

    @Override
    public RangeReader<T, Letters> reader() {
        return new Opening<>(folder, operator, new ObjectReader<>(types, type));
    }

    /** Gives all at once, in the first batch that may have records. */
    private static final class Once implements Planner<Letters> {
        private final Cursor end;
        private List<Letters> ranges;
        private Cursor at;

        Once(List<Letters> ranges, long followed, Cursor end) {
            this.ranges = ranges;
            this.at = new Followed(followed);
            this.end = end;
        }

        @Override
        public Plan<Letters> plan(Limit limit) {
            List<Letters> given = limit.records() == 0 ? List.of() : ranges;
            if (limit.records() > 0) {
                ranges = List.of();
                at = end;
            }
            return new Plan<>(given, at, ranges.isEmpty());
        }

        @Override
        public void close() {}
    }

    /** Opens the letters of a batch, and gives the records of those that an operator has rejected. */
    private record Opening<T>(LetterFolder folder, String operator, ObjectReader<T> records)
            implements RangeReader<T, Letters> {
        @Override
        public Reader<T> open(Letters range) throws IOException {
            StoredLetters stored = folder.read(range.path());
            byte[] file = stored.records().get(operator);
            if (file == null) {
                return () -> null;
            }
            List<StoredLetter> its = stored.letters().stream()
                    .filter(letter -> letter.operator().equals(operator) && letter.number() >= 0)
                    .toList();
            return new Placed<>(its, records.open(new ByteArrayInputStream(file), range.path()));
        }
    }

    /** The records of letters, each with the position that it had. */
    private static final class Placed<T> implements Reader<T> {
        private final Iterator<StoredLetter> letters;
        private final Reader<T> records;
        private String position = "";

        Placed(List<StoredLetter> letters, Reader<T> records) {
            this.letters = letters.iterator();
            this.records = records;
        }

        @Override
        public @Nullable T read() throws Exception {
            T record = records.read();
            if (record != null && letters.hasNext()) {
                StoredLetter letter = letters.next();
                position = letter.position().isEmpty() ? "a letter of batch " + letter.batch() : letter.position();
            }
            return record;
        }

        @Override
        public String position() {
            return position;
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
