package io.sakia.streaming.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.text.FileRange;
import io.sakia.streaming.receiver.Block;
import io.sakia.streaming.receiver.ReceivedCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every range and cursor of the built-in sources can be kept in a batch log. */
class StoredTypesTest {
    private static final Codecs CODECS = Codecs.standard()
            .with(
                    Block.class,
                    FileRange.class,
                    GeneratorRange.class,
                    ReceivedCursor.class,
                    QueueCursor.class,
                    DirectoryCursor.class,
                    FileCursor.class,
                    GeneratorCursor.class);

    static List<Object> stored() {
        return List.of(
                new Block<>(7, List.of("a", "b")),
                new Block<>(8, List.of(Pair.of("a", 1L), Pair.of("b", 2L))),
                new FileRange("/data/a.txt", 10, 20),
                new GeneratorRange(42, 0, 10),
                new ReceivedCursor(3, 4),
                new QueueCursor(5, 6),
                new DirectoryCursor(List.of(new FoundFile("/data/a.txt", 1, 2), new FoundFile("/data/b.txt", 3, 4))),
                new DirectoryCursor(List.of(), new FoundFile("/data/a.txt", 1, 2), 1),
                new FileCursor("/data/a.txt", 99),
                new GeneratorCursor(12));
    }

    @ParameterizedTest
    @MethodSource("stored")
    void isReadAsItWasWritten(Object value) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CODECS.any().write(value, new DataOutputStream(bytes));
        assertThat(CODECS.any().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
                .isEqualTo(value);
    }
}
