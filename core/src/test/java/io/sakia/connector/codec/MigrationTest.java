package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Codec;
import io.sakia.connector.Reader;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.object.ObjectFile;
import io.sakia.connector.object.ObjectFormat;
import io.sakia.connector.object.ObjectReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what one version of a program wrote by another version. */
class MigrationTest {
    private static final String CLICK = "record Click(String user, int at) {}";

    /** A Click of the old program, as the new one reads it, by its declared type and by any(). */
    private static String read(String oldSource, String newSource, Object... arguments) throws IOException {
        Program old = Program.of(oldSource).with("Click");
        Program now = Program.of(newSource).with("Click");
        return read(old, now, old.make("Click", arguments));
    }

    private static String read(Program old, Program now, Object value) throws IOException {
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        Object any = exactly(reading.any(), old.any(value));
        Object declared = exactly(reading.of(now.type("Click")), old.declared("Click", value));
        assertThat(any).isEqualTo(declared).isInstanceOf(now.type("Click"));
        return any.toString();
    }

    private static Object exactly(Codec<?> codec, byte[] bytes) throws IOException {
        DataInputStream in = Program.in(bytes);
        Object value = codec.read(in);
        assertThat(in.available()).as("bytes left of %s", value).isZero();
        return value;
    }

    private static Migration migration(String oldSource, String newSource) throws IOException {
        return Program.of(newSource)
                .with("Click")
                .codecs()
                .reading(Program.of(oldSource).with("Click").shapes())
                .migration();
    }

    private static void changes(String oldSource, String newSource, String... lines) throws IOException {
        assertThat(migration(oldSource, newSource)).isEqualTo(new Migration.Migrates(List.of(lines)));
    }

    private static void refused(String oldSource, String newSource, String... parts) throws IOException {
        Migration.Refused refused = (Migration.Refused) migration(oldSource, newSource);
        assertThat(refused.reasons()).hasSize(1).first().asString().contains(parts);
        Program now = Program.of(newSource).with("Click");
        ReadingCodecs reading =
                now.codecs().reading(Program.of(oldSource).with("Click").shapes());
        assertThatThrownBy(() -> reading.of(now.type("Click")))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void theSameShapeIsReadByThePlainCodecs() throws IOException {
        Program old = Program.of(CLICK).with("Click");
        Program now = Program.of(CLICK).with("Click");
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        assertThat(reading.any()).isSameAs(now.codecs().any());
        assertThat((Object) reading.of(now.type("Click"))).isSameAs(now.codecs().of(now.type("Click")));
        assertThat(reading.migration()).isEqualTo(new Migration.Same());
        assertThat(read(old, now, old.make("Click", "ann", 17))).isEqualTo("Click[user=ann, at=17]");
    }

    @Test
    void anAddedComponentIsItsDefault() throws IOException {
        String now = "enum Colour { RED, GREEN } record Click(@Default(\"1\") long weight, String user, int at,"
                + " @Default(\"GREEN\") Colour colour, @Default String note, @Default(\"\") String tag,"
                + " @Default(\"PT1S\") java.time.Duration pause, Optional<String> page, List<Long> times,"
                + " Map<String, Long> counts, SortedSet<String> names) {}";
        assertThat(read(CLICK, now, "ann", 17))
                .isEqualTo("Click[weight=1, user=ann, at=17, colour=GREEN, note=null, tag=, pause=PT1S,"
                        + " page=Optional.empty, times=[], counts={}, names=[]]");
        changes(
                CLICK,
                now,
                "Click.weight: long added, 1 by default",
                "Click.colour: Colour added, GREEN by default",
                "Click.note: String added, null by default",
                "Click.tag: String added, \"\" by default",
                "Click.pause: Duration added, PT1S by default",
                "Click.page: Optional<String> added, empty by default",
                "Click.times: List<Long> added, empty by default",
                "Click.counts: Map<String, Long> added, empty by default",
                "Click.names: SortedSet<String> added, empty by default");
    }

    @Test
    void anAddedComponentWithoutADefaultIsRefused() throws IOException {
        refused(
                CLICK,
                "record Click(String user, int at, int weight) {}",
                "Click.weight is not in the stored values, which are Click(user: String, at: int)",
                "@Default(\"…\") int weight");
        refused(CLICK, "record Click(String user, int at, String note) {}", "Click.note is not in the stored values");
    }

    @Test
    void aRemovedComponentIsPassedOver() throws IOException {
        String old =
                "enum Colour { RED, GREEN } sealed interface Page permits Home, Item {} record Home() implements Page {}"
                        + " record Item(long id, Page from) implements Page {} record Click(Map<String, List<Long>> counts, String user,"
                        + " Page page, Optional<Colour> colour, int at, Object any, double[] numbers) {}";
        Program before = Program.of(old).with("Click", "Page");
        Object page = before.make("Item", 3L, before.make("Item", 4L, before.make("Home")));
        Map<String, List<Long>> counts = new HashMap<>();
        counts.put("a", Arrays.asList(1L, null));
        counts.put("b", null);
        Object click = before.make(
                "Click",
                counts,
                "ann",
                page,
                Optional.of(before.constant("Colour", "GREEN")),
                17,
                List.of(page, "x", Map.of(1, Optional.of(page)), new byte[3]),
                new double[] {1, 2});
        assertThat(read(before, Program.of(CLICK).with("Click"), click)).isEqualTo("Click[user=ann, at=17]");
        changes(
                old,
                CLICK,
                "Click.counts: Map<String, List<Long>> removed",
                "Click.page: Page removed",
                "Click.colour: Optional<Colour> removed",
                "Click.any: Object removed",
                "Click.numbers: double[] removed",
                "shop.Colour: not known any more; a stored one could not be read",
                "shop.Home: not known any more; a stored one could not be read",
                "shop.Item: not known any more; a stored one could not be read",
                "shop.Page: not known any more; a stored one could not be read");
    }

    @Test
    void theOrderOfComponentsDoesNotMatter() throws IOException {
        String now = "record Click(int at, String user) {}";
        assertThat(read(CLICK, now, "ann", 17)).isEqualTo("Click[at=17, user=ann]");
        changes(CLICK, now, "Click: its components have another order");
    }

    @Test
    void numbersBecomeWider() throws IOException {
        String wide = "float, double, java.math.BigInteger, java.math.BigDecimal";
        Map<String, String> conversions = Map.of(
                "byte -7", "short, int, long, " + wide,
                "short -700", "int, long, " + wide,
                "char 'x'", "int, long, double",
                "int -2147483648", "long, double, java.math.BigInteger, java.math.BigDecimal",
                "long -9223372036854775808L", "java.math.BigInteger, java.math.BigDecimal",
                "float 0.1f", "double");
        List<String> old = new ArrayList<>();
        List<String> now = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<String> values = new ArrayList<>();
        conversions.forEach((from, all) -> {
            String type = from.substring(0, from.indexOf(' '));
            String value = "(" + type + ") " + from.substring(from.indexOf(' '));
            for (String to : all.split(", ")) {
                old.add(type + " n" + old.size());
                values.add(value);
                now.add(to + " n" + now.size());
                expected.add(
                        to.startsWith("java")
                                ? "new " + to + "(\"\" + (" + value + "))"
                                : "(" + to + ") (" + value + ")");
            }
        });
        assertThat(old).hasSize(23);
        Program before = wideProgram(old, values);
        Program after = wideProgram(now, expected);
        assertThat(read(before, after, before.constant("Values", "CLICK")))
                .isEqualTo(after.constant("Values", "CLICK").toString());
    }

    private static Program wideProgram(List<String> components, List<String> values) throws IOException {
        return Program.of("record Click(" + String.join(", ", components)
                        + ") {} class Values { static Object CLICK = new Click(" + String.join(", ", values) + "); }")
                .with("Click");
    }

    @Test
    void whatWouldLoseSomethingIsRefused() throws IOException {
        List<String> pairs = List.of(
                "int short",
                "long int",
                "long double",
                "long float",
                "int float",
                "double float",
                "double long",
                "float int",
                "byte char",
                "short char",
                "char short",
                "int String",
                "String int",
                "boolean int",
                "long java.time.Instant",
                "double java.math.BigDecimal",
                "java.math.BigInteger long",
                "int[] long[]");
        StringBuilder old = new StringBuilder();
        StringBuilder now = new StringBuilder();
        for (int i = 0; i < pairs.size(); i++) {
            String[] types = pairs.get(i).split(" ");
            old.append("record R%d(%s n) {} ".formatted(i, types[0]));
            now.append("record R%d(%s n) {} ".formatted(i, types[1]));
        }
        String[] names = IntStream.range(0, pairs.size()).mapToObj(i -> "R" + i).toArray(String[]::new);
        Program after = Program.of(now.toString());
        ReadingCodecs reading =
                after.codecs().reading(Program.of(old.toString()).with(names).shapes());
        for (String name : names) {
            assertThatThrownBy(() -> reading.of(after.type(name)))
                    .isInstanceOf(ShapeMismatchException.class)
                    .hasMessageContaining(name + ".n: ")
                    .hasMessageContaining("lose nothing");
        }
    }

    @Test
    void aPrimitiveBecomesItsBoxAndBack() throws IOException {
        String box = "record Click(String user, Long at) {}";
        String primitive = "record Click(String user, @Default(\"-1\") long at) {}";
        assertThat(read(CLICK, box, "ann", 17)).isEqualTo("Click[user=ann, at=17]");
        assertThat(read(box, primitive, "ann", 17L)).isEqualTo("Click[user=ann, at=17]");
        assertThat(read(box, primitive, "ann", null)).isEqualTo("Click[user=ann, at=-1]");
        changes(CLICK, box, "Click.at: int is Long now");
        refused(box, "record Click(String user, long at) {}", "Click.at is a primitive now", "@Default");
    }

    @Test
    void whatHasAnotherNameNowIsFoundByItsFormerOne() throws IOException {
        Program old = Program.of("enum Colour { RED } record Click(String user, int at, Colour colour) {}")
                .with("Click");
        Program now = Program.of("enum Paint { @FormerNames(\"RED\") CRIMSON } @FormerNames(\"shop.Colour\") enum Hue {"
                        + " @FormerNames({\"x\", \"RED\"}) CRIMSON } @FormerNames({\"shop.Tap\", \"shop.Click\"}) record PageClick("
                        + "@FormerNames(\"user\") String visitor, int at, Hue colour) {}")
                .with("PageClick");
        Object click = old.make("Click", "ann", 17, old.constant("Colour", "RED"));
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        String text = "PageClick[visitor=ann, at=17, colour=CRIMSON]";
        assertThat(exactly(reading.any(), old.any(click))).hasToString(text);
        assertThat(exactly(reading.of(now.type("PageClick")), old.declared("Click", click)))
                .hasToString(text);
        assertThat(reading.migration())
                .isEqualTo(new Migration.Migrates(List.of(
                        "shop.Click: is shop.PageClick now",
                        "PageClick.user: is called visitor now",
                        "PageClick.colour: Colour is Hue now",
                        "shop.Colour: is shop.Hue now")));
        assertThatThrownBy(() -> reading.of(now.type("Paint")))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("no shop.Paint is among the stored types");
        Program renamed = Program.of("enum Colour { RED } record Tap(String user, int at, Colour colour) {}")
                .with("Tap");
        assertThatThrownBy(() -> renamed.codecs().reading(old.shapes()).any().read(Program.in(old.any(click))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("add @FormerNames(\"shop.Click\") to it");
    }

    @Test
    void aNameThatMeansTwoClassesIsRefused() throws IOException {
        Program program = Program.of("record A(int a) {} @FormerNames(\"shop.A\") record B(int a) {}");
        assertThatThrownBy(() -> program.with("A", "B"))
                .isInstanceOf(UnknownTypeException.class)
                .hasMessageContaining("shop.A in stored bytes could mean it or shop.A");
    }

    @Test
    void anEnumMayHaveMoreAndFewerConstants() throws IOException {
        String old = "enum Colour { RED, GREEN } record Click(Colour colour) {}";
        String more = "enum Colour { BLUE, GREEN, RED } record Click(Colour colour) {}";
        String fewer = "enum Colour { GREEN } record Click(Colour colour) {}";
        Program before = Program.of(old).with("Click");
        Object red = before.make("Click", before.constant("Colour", "RED"));
        assertThat(read(before, Program.of(more).with("Click"), red)).isEqualTo("Click[colour=RED]");
        assertThat(migration(old, more)).isEqualTo(new Migration.Same());
        changes(old, fewer, "Colour.RED: removed; a stored one could not be read");
        assertThatThrownBy(() -> read(before, Program.of(fewer).with("Click"), red))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the stored constant 'RED' is not in the enum shop.Colour");
    }

    @Test
    void aSealedTypeMayHaveOtherClasses() throws IOException {
        Program old = Program.of(
                        "sealed interface Click permits A, B {} record A(int n, Click next) implements Click {}"
                                + " record B(String gone) implements Click {}")
                .with("Click");
        Program now = Program.of("sealed interface Click permits New, A {} record New(int x) implements Click {}"
                        + " record A(long n, Click next) implements Click {}")
                .with("Click");
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        Object two = old.make("A", 1, old.make("A", 2, null));
        assertThat(exactly(reading.of(now.type("Click")), old.declared("Click", two)))
                .hasToString("A[n=1, next=A[n=2, next=null]]");
        assertThat(reading.migration())
                .isEqualTo(new Migration.Migrates(List.of(
                        "A.n: int is long now",
                        "shop.B: not known any more; a stored one could not be read",
                        "Click: has no B any more; a stored one could not be read")));
        byte[] gone = old.declared("Click", old.make("A", 1, old.make("B", "x")));
        assertThatThrownBy(() -> reading.of(now.type("Click")).read(Program.in(gone)))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("a shop.B is stored as a shop.Click")
                .hasMessageContaining("@FormerNames(\"shop.B\")");
    }

    @Test
    void aRecordMayBecomeOneOfSeveralClasses() throws IOException {
        Program old = Program.of("record A(int n) {} record Click(A a) {}").with("Click");
        Program now = Program.of("sealed interface S permits A, B {} record A(long n) implements S {}"
                        + " record B() implements S {} record Click(S a) {}")
                .with("Click");
        assertThat(read(old, now, old.make("Click", old.make("A", 5)))).isEqualTo("Click[a=A[n=5]]");
    }

    @Test
    void typesBecomeWiderInsideOfContainers() throws IOException {
        Program old = Program.of("record Item(int n) {} record Click(ArrayList<Integer> list, Map<String, Item> map,"
                        + " Optional<Short> maybe, Set<Item> set, Item next) {}")
                .with("Click");
        Program wider = Program.of("record Item(long n) {} record Click(Collection<Long> list, Map<String, Item> map,"
                        + " Optional<Integer> maybe, Set<Item> set, Object next) {}")
                .with("Click");
        Object item = old.make("Item", 5);
        Object click = old.make(
                "Click",
                new ArrayList<>(Arrays.asList(1, null)),
                Map.of("k", item),
                Optional.of((short) 7),
                new HashSet<>(Set.of(item)),
                item);
        assertThat(read(old, wider, click))
                .isEqualTo(
                        "Click[list=[1, null], map={k=Item[n=5]}, maybe=Optional[7], set=[Item[n=5]], next=Item[n=5]]");
        refused(
                "record Click(List<Integer> n) {}",
                "record Click(ArrayList<Integer> n) {}",
                "Click.n: List<Integer> is stored");
        refused(
                "record Click(List<Integer> n) {}",
                "record Click(Set<Integer> n) {}",
                "Click.n: List<Integer> is stored");
        refused("record Click(List<Integer> n) {}", "record Click(List<Short> n) {}", "Click.n: Integer is stored");
    }

    @Test
    void anOpenTypeMayBecomeAClosedOne() throws IOException {
        String old = "record Item(int n) {} record Click(Object what) {}";
        String now = "record Item(long n) {} record Click(Item what) {}";
        Program before = Program.of(old).with("Click", "Item");
        Program after = Program.of(now).with("Click", "Item");
        assertThat(read(before, after, before.make("Click", before.make("Item", 5))))
                .isEqualTo("Click[what=Item[n=5]]");
        assertThatThrownBy(() -> read(before, after, before.make("Click", "text")))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("a java.lang.String is stored where the program wants a shop.Item now");
        refused("record Click(Object what) {}", "record Click(List<Long> what) {}", "Click.what: Object is stored");
    }

    @Test
    void recordsThatContainThemselvesMigrate() throws IOException {
        String old = "record Click(int n, Click next, List<Click> more) {}";
        String now = "record Click(long n, List<Click> more, Click next, @Default(\"7\") int added) {}";
        Program before = Program.of(old).with("Click");
        Object inner = before.make("Click", 2, null, List.of());
        Object click = before.make("Click", 1, inner, List.of(inner));
        assertThat(read(before, Program.of(now).with("Click"), click))
                .isEqualTo("Click[n=1, more=[Click[n=2, more=[], next=null, added=7]], "
                        + "next=Click[n=2, more=[], next=null, added=7], added=7]");
    }

    @Test
    void aPlainClassMigratesByItsFields() throws IOException {
        String text =
                " public String toString() { return a + \" \" + b + \" \" + c; } public boolean equals(Object o) {"
                        + " return o.toString().equals(toString()); } public int hashCode() { return 0; }";
        String old =
                "class Base { private int a = 1; } class Click extends Base { String b = \"b\"; int a = 2; long gone = 9; }";
        String now =
                "class Base { @FormerNames(\"shop.Base.a\") private long old; Object old() { return old; } } class Click extends Base {"
                        + " String c = \"new\" + old(); long a; String b; Object all() { return old() + c; }"
                        + text.replace("return a +", "return old() + \" \" + a +") + " }";
        Program before = Program.of(old).with("Click");
        assertThat(read(before, Program.of(now).with("Click"), before.make("Click")))
                .isEqualTo("1 2 b new0");
        changes(
                old,
                now,
                "Click.shop.Base.a: is called old now",
                "Click.old: int is long now",
                "Click.a: int is long now",
                "Click.gone: long removed",
                "Click.c: String added, as the constructor makes it by default");
        String record = "record Click(@FormerNames(\"shop.Base.a\") int base, int a, String b, long gone) {}";
        assertThat(read(before, Program.of(record).with("Click"), before.make("Click")))
                .isEqualTo("Click[base=1, a=2, b=b, gone=9]");
    }

    @Test
    void aCodecOfTheProgramHasToStay() throws IOException {
        String codec =
                " implements io.sakia.connector.Codec<Hex> { public Class<Hex> type() { return Hex.class; } public void"
                        + " write(Hex value, java.io.DataOutput out) throws java.io.IOException { out.writeInt(value.n()); } public Hex"
                        + " read(java.io.DataInput in) throws java.io.IOException { return new Hex(in.readInt()); } public long hash(Hex h)"
                        + " { return h.n(); } public Hex copy(Hex h) { return h; } }";
        String types = " record Hex(int n) {} record Click(Hex hex, int at) {}";
        Program old = Program.of("class HexCodec" + codec + types)
                .withCodec("HexCodec")
                .with("Click");
        Object click = old.make("Click", old.make("Hex", 255), 17);
        assertThat(read(
                        old,
                        Program.of("class HexCodec" + codec + types)
                                .withCodec("HexCodec")
                                .with("Click"),
                        click))
                .isEqualTo("Click[hex=Hex[n=255], at=17]");
        Program renamed = Program.of("@FormerNames(\"shop.HexCodec\") class Other" + codec + types)
                .withCodec("Other")
                .with("Click");
        assertThat(read(old, renamed, click)).isEqualTo("Click[hex=Hex[n=255], at=17]");
        Program removed = Program.of("class HexCodec" + codec + " record Hex(int n) {} record Click(int at) {}")
                .withCodec("HexCodec")
                .with("Click");
        assertThat(read(old, removed, click)).isEqualTo("Click[at=17]");
        Program other =
                Program.of("class Other" + codec + types).withCodec("Other").with("Click");
        assertThatThrownBy(() -> read(old, other, click))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("Click.hex: shop.Hex was stored by the codec shop.HexCodec");
        Program none = Program.of("record Click(int at) {}").with("Click");
        assertThatThrownBy(() -> read(old, none, click))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("Click.hex was removed, and holds what the codec shop.HexCodec stored");
    }

    @Test
    void theTypeOfAPlaceMayChangeToo() throws IOException {
        Codecs codecs = Codecs.standard();
        ReadingCodecs reading = codecs.reading(codecs.shapes());
        Shape stored = codecs.shape(Integer.class);
        byte[] bytes = CodecsTest.bytes(codecs.of(Integer.class), -5);
        assertThat(reading.of(Long.class, stored).read(Program.in(bytes))).isEqualTo(-5L);
        assertThat(reading.migration(Long.class, stored))
                .isEqualTo(new Migration.Migrates(List.of("Integer is Long now")));
        assertThat(reading.migration(Integer.class, stored)).isEqualTo(new Migration.Same());
        assertThat(reading.migration(String.class, stored)).isInstanceOf(Migration.Refused.class);
        assertThatThrownBy(() -> reading.of(String.class, stored)).isInstanceOf(ShapeMismatchException.class);
    }

    @Test
    void whatHasNoShapeIsRefused() throws IOException {
        Program now = Program.of(CLICK).with("Click");
        ReadingCodecs reading = now.codecs().reading(Shapes.none());
        assertThatThrownBy(() -> reading.of(now.type("Click")))
                .isInstanceOf(ShapeMismatchException.class)
                .hasMessageContaining("no shop.Click is among the stored types");
    }

    @Test
    void aDefaultThatIsNoneIsRefusedWhenTheCodecIsMade() throws IOException {
        Program program = Program.of("record A(@Default(\"x\") int n) {} record B(@Default int n) {}"
                + " record C(@Default(\"\") List<Long> n) {} enum Colour { RED } record D(@Default(\"BLUE\") Colour n) {}"
                + " record E(@Default(\"yes\") boolean n) {}");
        for (String name : List.of("A", "B", "C", "D", "E")) {
            assertThatThrownBy(() -> program.codecs().of(program.type(name)))
                    .isInstanceOf(UnknownTypeException.class)
                    .hasMessageContaining(name + ".n")
                    .hasMessageContaining("@Default");
        }
    }

    @Test
    void anObjectFileIsReadByALaterProgram(@TempDir Path folder) throws Exception {
        Program old = Program.of(CLICK).with("Click");
        Program now = Program.of("record Click(@Default(\"1\") long weight, String user, long at) {}")
                .with("Click");
        Path file = folder.resolve("part-00000");
        try (OutputStream out = Files.newOutputStream(file);
                PartFormat.RecordWriter<Object> writer =
                        new ObjectFormat<>(new RegisteredTypes(List.of(old.type("Click")))).open(out)) {
            writer.write(old.make("Click", "ann", 17));
        }
        RegisteredTypes types = new RegisteredTypes(List.of(now.type("Click")));
        try (Reader<Object> reader = new ObjectReader<>(types, Object.class).open(new ObjectFile(file.toString()))) {
            assertThat(reader.read()).hasToString("Click[weight=1, user=ann, at=17]");
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void aTableIsCutDownToWhatShapesReach() throws IOException {
        Program program = Program.of("enum Colour { RED } record User(Optional<Colour> colour, User friend) {}"
                        + " record Click(Map<String, List<User>> users) {} record Other(int number) {}")
                .with("Click", "Other");
        assertThat(program.shapes().reaching(List.of(program.codecs().shape(program.type("Click")))))
                .hasToString(
                        "Click(users: Map<String, List<User>>)\nColour[RED]\nUser(colour: Optional<Colour>, friend: User)");
        assertThat(program.shapes().reaching(List.of(Shape.any())).isEmpty()).isTrue();
    }

    @Test
    void theClassesThatAnOpenTypeHasMetAreKnown() throws IOException {
        Program old = Program.of(CLICK + " record Other(int number) {}").with("Click", "Other");
        Program now = Program.of("record Click(String user, long at) {} record Other(long number) {}")
                .with("Click", "Other");
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        assertThat(reading.met()).isEmpty();
        exactly(reading.any(), old.any(List.of(old.make("Click", "ann", 17), "text")));
        assertThat(reading.met()).containsExactly("shop.Click");
    }
}
