package io.sakia.streaming.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sakia.Pair;
import io.sakia.connector.Cursor;
import io.sakia.connector.FileStores;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.folder.PartFormat;
import io.sakia.streaming.time.Time;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLettersTest {
    private static final RegisteredTypes TYPES = new RegisteredTypes(List.of(Click.class));

    @TempDir
    Path checkpoint;

    record Click(String user) {}

    record Stranger(String name) {}

    @Test
    void lettersAreReadInTheOrderOfBatches() throws Exception {
        store(10, letter(10, "parse", "b"));
        store(9, letter(9, "parse", "a"), letter(9, "check", new Click("ann")), letter(9, "check", new Stranger("x")));
        assertThat(folder().letters())
                .extracting(StoredLetter::operator, StoredLetter::record, StoredLetter::number)
                .containsExactly(
                        tuple("parse", "a", 0),
                        tuple("check", "Click[user=ann]", 0),
                        tuple("check", "Stranger[name=x]", -1),
                        tuple("parse", "b", 0));
    }

    @Test
    void aSourceGivesTheRecordsOfItsOperatorThatWereAskedFor() throws Exception {
        store(1, letter(1, "parse", "a"), letter(1, "check", new Click("ann")), letter(1, "parse", "b"));
        store(2, letter(2, "check", new Click("bob")));
        LetterSource<String> parse = LetterSource.of(checkpoint.toString(), "parse", String.class);
        assertThat(given(parse, null).records()).isEmpty();
        assertThat(folder().replay()).hasSize(4);
        assertThat(folder().replay()).isEmpty();
        Given<String> first = given(parse, null);
        assertThat(first.records()).containsExactly("a", "b");
        assertThat(given(LetterSource.of(checkpoint.toString(), "check", Click.class, Click.class), null)
                        .records())
                .containsExactly(new Click("ann"), new Click("bob"));

        store(3, letter(3, "parse", "c"));
        assertThat(given(parse, first.end()).records()).isEmpty();
        assertThat(folder().replay()).extracting(StoredLetter::record).containsExactly("c");
        assertThat(given(parse, first.end()).records()).containsExactly("c");
        assertThat(given(parse, null).records()).containsExactly("a", "b", "c");
    }

    @Test
    void pairsAreRecordsToo() throws Exception {
        store(1, letter(1, "sum", Pair.of("a", 7)));
        folder().replay();
        assertThat(given(LetterSource.of(checkpoint.toString(), "sum", Pair.class), null)
                        .records())
                .containsExactly(Pair.of("a", 7));
        assertThat(folder().letters().get(0).key()).isEqualTo("a");
    }

    @Test
    void aDamagedFileIsAClearError() throws Exception {
        Path file = store(1, letter(1, "parse", "a"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> folder().letters())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("part-00000");
    }

    private record Given<T>(List<T> records, Cursor end) {}

    private static <T> Given<T> given(LetterSource<T> source, @Nullable Cursor from) throws Exception {
        List<T> records = new ArrayList<>();
        Source.Plan<LetterSource.Letters> plan = source.open(from, () -> {}).plan(Source.Limit.none(1));
        for (LetterSource.Letters range : plan.ranges()) {
            try (Reader<T> reader = source.reader().open(range)) {
                for (T record; (record = reader.read()) != null; ) {
                    records.add(record);
                }
            }
        }
        assertThat(plan.ended()).isTrue();
        return new Given<>(records, plan.end());
    }

    private LetterFolder folder() {
        return LetterFolder.of(checkpoint.toString(), FileStores.local());
    }

    private Path store(long batch, DeadLetter... letters) throws IOException {
        Path file = Files.createDirectories(Path.of(folder().output().path(1000 * batch, batch)))
                .resolve("part-00000");
        try (OutputStream out = Files.newOutputStream(file);
                PartFormat.RecordWriter<StoredLetters> writer =
                        StoredLetters.format().open(out)) {
            writer.write(StoredLetters.of(List.of(letters), TYPES));
        }
        return file;
    }

    private static DeadLetter letter(long batch, String operator, Object record) {
        return new DeadLetter(
                operator,
                "map at Clicks.java:3",
                batch,
                new Time(1000 * batch),
                "lines",
                "",
                "",
                new DeadLetter.Cause("java.lang.IllegalArgumentException", "no", List.of()),
                record);
    }
}
