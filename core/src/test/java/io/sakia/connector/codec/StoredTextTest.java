package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.stats.StatCounter;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StoredTextTest {
    private static final Codecs CODECS = Codecs.standard()
            .with(Samples.Order.class, Samples.Drawing.class, Samples.Session.class, Samples.Chain.class);

    private static String any(Codecs codecs, Object value, int longest) throws IOException {
        DataInputStream in = Program.in(CodecsTest.bytes(codecs.any(), value));
        String text = new StoredText(codecs.shapes(), Codecs.standard(), longest).of(Shape.any(), in);
        assertThat(in.available()).as("bytes left of %s", value).isZero();
        return text;
    }

    private static String any(Object value) throws IOException {
        return any(CODECS, value, 10_000);
    }

    @Test
    void classesOfOtherProgramsAreShown() throws IOException {
        Program program = Program.of(
                        "record Click(String user, long at, List<String> tags, Page page) {} sealed interface Page"
                                + " permits Home, Item {} record Home() implements Page {} record Item(Colour colour) implements Page {}"
                                + " enum Colour { RED }")
                .with("Click");
        Object item = program.make("Item", program.constant("Colour", "RED"));
        Object click = program.make("Click", "ann", 17L, List.of("a", "b"), item);
        assertThat(any(program.codecs(), click, 1000))
                .isEqualTo("Click(user=ann, at=17, tags=[a, b], page=Item(colour=RED))");
        Object home = program.make("Click", null, -1L, null, program.make("Home"));
        assertThat(any(program.codecs(), home, 1000)).isEqualTo("Click(user=null, at=-1, tags=null, page=Home())");
        StoredText text = new StoredText(program.shapes("Click"), Codecs.standard(), 1000);
        assertThat(text.of(program.codecs().shape(program.type("Click")), Program.in(program.declared("Click", home))))
                .isEqualTo("Click(user=null, at=-1, tags=null, page=Home())");
    }

    @Test
    void valuesOfEveryKindAreShown() throws IOException {
        assertThat(any(Arrays.asList(1, null, 2.5, "x", List.of()))).isEqualTo("[1, null, 2.5, x, []]");
        assertThat(any(new TreeMap<>(Map.of("a", 1, "b", Optional.of(2))))).isEqualTo("{a=1, b=Optional[2]}");
        assertThat(any(Pair.of(Optional.empty(), new TreeSet<>(List.of(3, 2)))))
                .isEqualTo("Pair(key=Optional[], value=[2, 3])");
        assertThat(any(new byte[] {1, -2})).isEqualTo("[1, -2]");
        assertThat(any(new long[1000])).startsWith("[0, 0, ").endsWith(", … 900 more]");
        assertThat(any(BigInteger.ONE.shiftLeft(100_000))).isEqualTo("a number of 100001 bits");
        StatCounter counter = new StatCounter();
        assertThat(any(List.of(counter))).isEqualTo("[" + counter + "]");
    }

    @Test
    void allOfAValueIsReadAlsoIfItIsNotShown() throws IOException {
        Samples samples = new Samples(5);
        for (int i = 0; i < 2000; i++) {
            assertThat(any(CODECS, samples.any(4), 30)).hasSizeBetween(0, 31);
        }
        assertThat(any(CODECS, "0123456789", 10)).isEqualTo("0123456789");
        assertThat(any(CODECS, "0123456789a", 10)).isEqualTo("0123456789…");
        assertThat(any(CODECS, new ArrayList<>(Collections.nCopies(100_000, "x")), 10))
                .isEqualTo("[x, x, x, …");
    }

    @Test
    void whatATerminalWouldObeyIsNotShown() throws IOException {
        assertThat(any("a\u001b[31mb\n\u202ec")).isEqualTo("a�[31mb��c");
    }

    @Test
    void whatNothingDescribesIsRefused() throws IOException {
        byte[] click = CodecsTest.bytes(CODECS.any(), new Samples(1).click());
        StoredText text = new StoredText(Shapes.none(), CODECS, 100);
        assertThatThrownBy(() -> text.of(Shape.any(), Program.in(click)))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("Samples$Click is stored, and what it is made of is not");
        Shapes opaque = new Shapes(new TreeMap<>(Map.of("a.Hex", new Definition.Opaque("a.Hex", "a.HexCodec"))));
        StoredText without = new StoredText(opaque, CODECS, 100);
        assertThatThrownBy(() -> without.of(new Shape.Named("a.Hex"), Program.in(new byte[9])))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("a a.Hex is stored by the codec a.HexCodec");
        assertThatThrownBy(() -> new StoredText(opaque, CODECS, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
