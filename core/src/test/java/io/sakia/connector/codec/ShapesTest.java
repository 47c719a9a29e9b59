package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapesTest {
    private static final Codecs CODECS = Codecs.standard()
            .with(Samples.Order.class, Samples.Drawing.class, Samples.Session.class, Samples.Chain.class);

    static byte[] bytes(Shapes shapes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        shapes.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Shapes roundTrip(Shapes shapes) throws IOException {
        DataInputStream in = Program.in(bytes(shapes));
        Shapes read = Shapes.read(in);
        assertThat(in.available()).isZero();
        return read;
    }

    private static String text(Class<?> type) {
        return String.valueOf(CODECS.shapes(type).get(type.getName()));
    }

    @Test
    void definitionsReadAsInSource() {
        assertThat(text(Samples.Click.class))
                .isEqualTo(
                        "Samples.Click(user: String, at: long, count: int, weight: double, mobile: boolean, mark: char,"
                                + " b: byte, s: short, f: float)");
        assertThat(text(Samples.Order.class))
                .isEqualTo(
                        "Samples.Order(click: Samples.Click, tags: List<String>, byColour: Map<Samples.Colour, List<Long>>,"
                                + " extra: Optional<Object>, colour: Samples.Colour)");
        assertThat(text(Samples.Colour.class)).isEqualTo("Samples.Colour[RED, GREEN, BLUE]");
        assertThat(text(Samples.Shape.class)).isEqualTo("Samples.Shape = Samples.Circle | Samples.Sum");
        assertThat(text(Samples.Session.class))
                .isEqualTo("Samples.Session(count: int, names: List<String>, parent: Samples.Session, user: String)");
        assertThat(text(Samples.Chain.class)).isEqualTo("Samples.Chain(value: int, next: Samples.Chain)");
        assertThat(CODECS.shapes().get("io.sakia.stats.Moments"))
                .hasToString("Moments by io.sakia.stats.StoredAccumulator");
    }

    @Test
    void placesReadAsInSource() throws IOException {
        assertThat(CODECS.shape(long.class)).hasToString("Long");
        assertThat(CODECS.shape(byte[].class)).hasToString("byte[]");
        assertThat(CODECS.shape(Object.class)).hasToString("Object").isEqualTo(Shape.any());
        assertThat(CODECS.shape(Collection.class)).hasToString("Collection<Object>");
        assertThat(CODECS.shape(Samples.Click.class)).hasToString("Samples.Click");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CODECS.shape(List.class).write(new DataOutputStream(bytes));
        assertThat(Shape.read(Program.in(bytes.toByteArray()))).isEqualTo(CODECS.shape(List.class));
    }

    @Test
    void aTableHasAllThatIsRegisteredAndDeclared() {
        Shapes shapes = Codecs.standard().shapes(Samples.Order.class);
        assertThat(shapes.definitions())
                .extracting(Definition::name)
                .isSorted()
                .contains("io.sakia.Pair", "java.util.concurrent.TimeUnit", "io.sakia.stats.ExactSum")
                .contains(Samples.Order.class.getName(), Samples.Click.class.getName(), Samples.Colour.class.getName())
                .hasSize(Codecs.standard().shapes().definitions().size() + 3);
        assertThat(Shapes.none().definitions()).isEmpty();
        assertThat(Shapes.none().isEmpty()).isTrue();
    }

    @Test
    void aTableComesBackFromItsBytes() throws IOException {
        Shapes shapes = CODECS.shapes(int.class, List.class);
        assertThat(roundTrip(shapes)).isEqualTo(shapes).hasToString(shapes.toString());
        assertThat(roundTrip(shapes).fingerprint()).isEqualTo(shapes.fingerprint());
        assertThat(roundTrip(Shapes.none())).isEqualTo(Shapes.none());
    }

    /** These bytes are in files that exist: they may not change without a new version. */
    @Test
    void theBytesStayWhatTheyAre() throws IOException {
        Shapes shapes = new Shapes(new java.util.TreeMap<>(java.util.Map.of(
                "a.Click",
                new Definition.Structure(
                        "a.Click",
                        List.of(
                                new Definition.Component("at", new Shape.Leaf(6), true),
                                new Definition.Component(
                                        "page", new Shape.Optional(new Shape.Named("a.Page")), false))),
                "a.Hex",
                new Definition.Opaque("a.Hex", "a.HexCodec"),
                "a.Page",
                new Definition.Alternatives(
                        "a.Page", List.of(new Definition.Alternative("a.P", new Shape.Named("a.P")))),
                "a.P",
                new Definition.Enumeration("a.P", List.of("X")))));
        assertThat(shapes).hasToString("Click(at: long, page: Optional<Page>)\nHex by a.HexCodec\nP[X]\nPage = P");
        assertThat(HexFormat.of().formatHex(bytes(shapes)))
                .isEqualTo("010401000e612e436c69636b0200046174010106000870616765000506000c612e506167"
                        + "6504000a612e4865780014612e486578436f646563020006612e5001000258030401070607");
        assertThat(shapes.fingerprint()).isEqualTo(0xbf48cd06154c2253L);
    }

    @Test
    void aLogStoresWhatIsNew() throws IOException {
        Shapes first = Codecs.standard().shapes();
        Shapes second = CODECS.shapes();
        Shapes news = second.without(first);
        assertThat(news.definitions()).extracting(Definition::name).allMatch(name -> name.contains("Samples"));
        assertThat(roundTrip(first).and(roundTrip(news))).isEqualTo(second);
        assertThat(second.without(second)).isEqualTo(Shapes.none());
        assertThat(first.fingerprint()).isNotEqualTo(second.fingerprint());
    }

    @Test
    void aLaterDefinitionCounts() throws IOException {
        Shapes old = Program.of("record Click(int at) {}").shapes("Click");
        Shapes now = Program.of("record Click(long at) {}").shapes("Click");
        assertThat(now.without(old).definitions()).singleElement().hasToString("Click(at: long)");
        assertThat(old.and(now)).isEqualTo(now);
    }

    @Test
    void impossibleShapesAreRefused() {
        assertThatThrownBy(() -> new Shape.Leaf(99)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Definition.Component("n", Shape.any(), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n can't be primitive, as it is a Object");
        Definition.Component n = new Definition.Component("n", Shape.any(), false);
        assertThatThrownBy(() -> new Definition.Structure("A", List.of(n, n)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A has two components 'n'");
        Definition.Alternative a = new Definition.Alternative("a", Shape.any());
        assertThatThrownBy(() -> new Definition.Alternatives("A", List.of(a, a)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A has the class a twice");
    }
}
