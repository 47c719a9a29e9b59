package io.sakia.connector.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.Reader;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.codec.UnknownTypeException;
import io.sakia.connector.folder.PartFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectFilesTest {
    private static final RegisteredTypes TYPES = new RegisteredTypes(List.of(Click.class));
    private static final RegisteredTypes NONE = new RegisteredTypes(List.of());

    @TempDir
    Path folder;

    /** A record that must be registered. */
    public record Click(String user, long at) {}

    /** A class that nobody registers. */
    public record Other(int number) {
        static int made;

        /** Counts how often it was made. */
        public Other {
            made++;
        }
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        List<Object> records = List.of(
                new Click("ann", 5), "text", 7, 8L, 2.5, Pair.of("a", List.of(1, 2)), Map.of("k", new Click("bob", 6)));
        assertThat(read(write(TYPES, records), TYPES)).isEqualTo(records);
        assertThat(read(write(TYPES, List.of()), TYPES)).isEmpty();
    }

    @Test
    void givesBackManyBlocks() throws IOException {
        List<Object> records = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            records.add(new Click("user" + i, i));
        }
        records.add("x".repeat(300_000)); // larger than a block
        records.add(1);
        byte[] bytes = write(TYPES, records);
        assertThat(bytes.length).isGreaterThan(4 * (64 << 10));
        assertThat(read(bytes, TYPES)).isEqualTo(records);
    }

    @Test
    void theSameRecordsGiveTheSameBytes() throws IOException {
        List<Object> records = List.of("a", new Click("b", 1));
        assertThat(write(TYPES, records)).isEqualTo(write(TYPES, records));
    }

    @Test
    void refusesToWriteWhatIsNotRegistered() {
        assertThatThrownBy(() -> write(NONE, List.of(new Click("ann", 5))))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessage(Click.class.getName() + " can't be stored, which is needed for a record of an object file:"
                        + " it is not among the types that are known or registered; add"
                        + " sc.types(ObjectFilesTest.Click.class) to the program");
    }

    @Test
    void readsNoTypeThatIsNotRegistered() throws IOException {
        byte[] bytes = write(new RegisteredTypes(List.of(Other.class)), List.of("first", new Other(1)));
        int made = Other.made;
        assertThatThrownBy(() -> read(bytes, TYPES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("record 1 of " + folder)
                .hasMessageContaining("@ byte " + head(new RegisteredTypes(List.of(Other.class))) + " can't be read")
                .hasMessageContaining(
                        "which the program has not registered: add sc.types(ObjectFilesTest.Other.class)");
        assertThat(Other.made).isEqualTo(made);
    }

    @Test
    void refusesRecordsOfAnotherClass() throws IOException {
        Path file = file(write(TYPES, List.of("a", 1)));
        assertThatThrownBy(() -> all(new ObjectReader<>(TYPES, String.class).open(new ObjectFile(file.toString()))))
                .hasMessageContaining("record 1 of ")
                .hasMessageContaining("is a java.lang.Integer, where a java.lang.String is wanted");
    }

    @Test
    void tellsOtherFiles() throws IOException {
        assertThatThrownBy(() -> read("hello world, this is text".getBytes(), TYPES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no object file: it does not begin with SAKIAOBJ");
        assertThatThrownBy(() -> read(new byte[0], TYPES)).hasMessageContaining("is no object file");
        byte[] newer = write(TYPES, List.of("a"));
        newer[8] = 3;
        assertThatThrownBy(() -> read(newer, TYPES)).hasMessageContaining("version 3 of the format");
    }

    @Test
    void tellsWhereAFileWasCutOff() throws IOException {
        byte[] whole = write(TYPES, List.of("a", new Click("b", 1), 3));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, TYPES))
                    .as("the first %d bytes", length)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(folder.toString());
        }
        int head = head(TYPES);
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, head + 5), TYPES))
                .hasMessageContaining("is damaged at the block that begins at byte " + head + ": the file was cut off");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, head - 1), TYPES))
                .hasMessageContaining("is damaged in what stands before its first block");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1), TYPES))
                .hasMessageContaining("something stands behind its end");
    }

    @Test
    void everyChangedByteIsFound() throws IOException {
        byte[] whole = write(TYPES, List.of("a", new Click("b", 1), 3));
        for (int i = 0; i < whole.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> read(changed, TYPES))
                        .as("bit %d of byte %d", bit, i)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void randomBytesEndInAnError() throws IOException {
        Random random = new Random(20261123);
        byte[] whole = write(TYPES, List.of("a", new Click("b", 1), List.of(1, 2, 3)));
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = Arrays.copyOf(whole, 9 + random.nextInt(2 * whole.length));
            for (int i = 9; i < bytes.length; i++) {
                if (i >= whole.length || random.nextInt(4) == 0) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            refuses(bytes, round);
        }
    }

    /** What a stranger writes has right checksums: then the codecs must hold. */
    @Test
    void randomPayloadsWithRightChecksumsEndInAnError() throws IOException {
        Random random = new Random(11);
        byte[] whole = write(TYPES, List.of("abc", new Click("b", 1), List.of(1, 2, 3), Map.of(1, 2)));
        int head = head(TYPES);
        byte[] payload = Arrays.copyOfRange(whole, head + 13, whole.length - 17);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] changed = payload.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(whole, 0, head);
            out.writeByte(ObjectLayout.BLOCK);
            out.writeInt(changed.length);
            out.writeInt(4);
            out.writeInt(ObjectLayout.blockCrc(changed.length, 4, changed, changed.length));
            out.write(changed);
            out.writeByte(ObjectLayout.END);
            out.writeInt(1);
            out.writeLong(4);
            out.writeInt(ObjectLayout.endCrc(1, 4));
            try {
                read(bytes.toByteArray(), TYPES);
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException | Error e) {
                fail("round " + round, e);
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    /** How many bytes stand before the first block. */
    private static int head(RegisteredTypes types) throws IOException {
        return write(types, List.of()).length - 17;
    }

    @Test
    void theVersionWithoutShapesIsStillRead() throws IOException {
        List<Object> records = List.of("abc", new Click("b", 1), 3);
        byte[] whole = write(TYPES, records);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(ObjectLayout.MAGIC);
        bytes.write(ObjectLayout.WITHOUT_SHAPES);
        bytes.write(whole, head(TYPES), whole.length - head(TYPES));
        assertThat(read(bytes.toByteArray(), TYPES)).isEqualTo(records);
    }

    @Test
    void aDamagedLengthTakesNoRoom() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(write(TYPES, List.of()), 0, head(TYPES));
        out.writeByte(ObjectLayout.BLOCK);
        out.writeInt(Integer.MAX_VALUE - 8);
        out.writeInt(1);
        out.writeInt(0);
        assertThatThrownBy(() -> read(bytes.toByteArray(), TYPES)).hasMessageContaining("the file was cut off");
    }

    @Test
    void aFoldersFilesComeInTheOrderOfTheirNames() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));
        for (int i : IntStream.range(0, 12).map(i -> 11 - i).toArray()) {
            Files.write(out.resolve(String.format("part-%05d", i)), write(TYPES, List.of(i)));
        }
        Files.createFile(out.resolve("_SUCCESS"));
        List<Object> all = new ArrayList<>();
        for (ObjectFile file : ObjectFile.plan(FileStores.local(), out.toString())) {
            all.addAll(all(new ObjectReader<>(TYPES, Integer.class).open(file)));
        }
        assertThat(all).isEqualTo(IntStream.range(0, 12).boxed().toList());
    }

    private void refuses(byte[] bytes, int round) {
        try {
            read(bytes, TYPES);
            fail("round " + round + " was read: " + Arrays.toString(bytes));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(folder.toString());
        }
    }

    private static byte[] write(RegisteredTypes types, List<Object> records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PartFormat.RecordWriter<Object> writer = new ObjectFormat<>(types).open(bytes)) {
            for (Object record : records) {
                writer.write(record);
            }
        }
        return bytes.toByteArray();
    }

    private List<Object> read(byte[] bytes, RegisteredTypes types) throws IOException {
        return all(new ObjectReader<>(types, Object.class)
                .open(new ObjectFile(file(bytes).toString())));
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("part-00000"), bytes);
    }

    private static <T> List<Object> all(Reader<T> reader) throws IOException {
        List<Object> records = new ArrayList<>();
        try (reader) {
            for (T record; (record = reader.read()) != null; ) {
                records.add(record);
            }
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
        return records;
    }
}
