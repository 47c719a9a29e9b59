package io.sakia.streaming.error;

import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.object.ObjectFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dead letters of a batch as they are stored. The records themselves stand behind them, those of each operator as the bytes of an object file, so that the
 * letters can be read without the program's classes, and the records with those of the operator alone.
 *
 * <pre>
 *   CHECKPOINT/letters/batch-TIME-BATCH/part-00000     an object file of one StoredLetters
 * </pre>
 *
 * @param letters in their order
 * @param records for each operator an object file of the records that can be stored, in the order of their numbers
 */
public record StoredLetters(List<StoredLetter> letters, Map<String, byte[]> records) implements Serializable {
    /** No letters. */
    static final StoredLetters NONE = new StoredLetters(List.of(), Map.of());

    /** The types that a file of letters has. */
    static final RegisteredTypes TYPES = new RegisteredTypes(List.of(StoredLetters.class, StoredLetter.class));

    /** Copies the list and the map. */
    public StoredLetters {
        letters = List.copyOf(letters);
        records = Map.copyOf(records);
    }

    /** How letters are written to files. */
    public static PartFormat<StoredLetters> format() {
        return new ObjectFormat<>(TYPES);
    }

    /** Letters with those of their records that a program's types can store. */
    static StoredLetters of(List<DeadLetter> letters, RegisteredTypes types) throws IOException {
        Map<String, Records> records = new LinkedHashMap<>();
        List<StoredLetter> stored = new ArrayList<>(letters.size());
        for (DeadLetter letter : letters) {
            int number = -1;
            if (isStorable(types.codecs(), letter.record())) {
                Records its = records.get(letter.operator());
                if (its == null) {
                    its = new Records(types);
                    records.put(letter.operator(), its);
                }
                number = its.add(letter.record());
            }
            stored.add(StoredLetter.of(letter, number));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (Map.Entry<String, Records> each : records.entrySet()) {
            files.put(each.getKey(), each.getValue().file());
        }
        return new StoredLetters(stored, files);
    }

    private static boolean isStorable(Codecs codecs, Object record) {
        try (DataOutputStream nowhere = new DataOutputStream(OutputStream.nullOutputStream())) {
            codecs.any().write(record, nowhere);
            return true;
        } catch (UnknownTypeException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            return false; // it fails on itself: its text is all there is
        }
    }

    /** The records of one operator on their way to a file. */
    private static final class Records {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final PartFormat.RecordWriter<Object> file;
        private int count;

        Records(RegisteredTypes types) throws IOException {
            file = new ObjectFormat<>(types).open(bytes);
        }

        int add(Object record) throws IOException {
            file.write(record);
            return count++;
        }

        byte[] file() throws IOException {
            file.close();
            return bytes.toByteArray();
        }
    }
}
