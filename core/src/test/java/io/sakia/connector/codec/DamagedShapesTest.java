package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.connector.Codec;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes of shapes and of values are: what reads them ends in a value or an IOException. */
@Timeout(300) // a hang is what this looks for
class DamagedShapesTest {
    private static final Codecs CODECS = Codecs.standard()
            .with(Samples.Order.class, Samples.Drawing.class, Samples.Session.class, Samples.Chain.class);

    @FunctionalInterface
    private interface Reading {
        Object read(DataInput in) throws IOException;
    }

    private static boolean reads(Reading reading, byte[] bytes, String round) {
        try {
            reading.read(Program.in(bytes));
            return true;
        } catch (IOException e) {
            return false;
        } catch (RuntimeException | Error e) {
            return fail(round + ": " + Arrays.toString(bytes), e);
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(60)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextBoolean() ? random.nextInt(8) : random.nextInt());
        }
        if (noise.length > 0) {
            noise[0] = ShapeWriter.VERSION;
        }
        return noise;
    }

    @Test
    void everyTruncationOfShapesIsAnIOException() throws IOException {
        byte[] bytes = ShapesTest.bytes(CODECS.shapes());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Shapes.read(Program.in(cut))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedShapesAreShapesOrAnIOException() throws IOException {
        Random random = new Random(21);
        byte[] bytes = ShapesTest.bytes(CODECS.shapes());
        int read = 0;
        for (int i = 0; i < 30_000; i++) {
            read += reads(Shapes::read, damaged(bytes, random), "round " + i + " of seed 21") ? 1 : 0;
            byte[] noise = noise(random);
            reads(Shapes::read, noise, "noise " + i + " of seed 21");
            reads(Shape::read, noise, "noise " + i + " of seed 21");
        }
        assertThat(read).isBetween(1, 29_999);
    }

    @Test
    void damagedValuesAreTextOrAnIOException() throws IOException {
        Samples samples = new Samples(22);
        Random random = new Random(23);
        StoredText text = new StoredText(CODECS.shapes(), CODECS, 100);
        int read = 0;
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = CodecsTest.bytes(CODECS.any(), samples.any(3));
            read += reads(in -> text.of(Shape.any(), in), damaged(bytes, random), "round " + i + " of seed 22/23")
                    ? 1
                    : 0;
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            assertThatThrownBy(() -> text.of(Shape.any(), Program.in(cut))).isInstanceOf(IOException.class);
        }
        assertThat(read).isBetween(1, 9_999);
    }

    /** The shapes of a damaged file, over the values of it, damaged or not. */
    @Test
    void damagedShapesOverValuesGiveAValueOrAnIOException() throws IOException {
        Samples samples = new Samples(24);
        Random random = new Random(25);
        byte[] good = ShapesTest.bytes(CODECS.shapes());
        int migrated = 0;
        for (int i = 0; i < 5_000; i++) {
            Shapes shapes;
            try {
                shapes = Shapes.read(Program.in(damaged(good, random)));
            } catch (IOException e) {
                continue;
            }
            String round = "round " + i + " of seed 24/25";
            byte[] bytes = CodecsTest.bytes(CODECS.any(), samples.any(3));
            byte[] value = random.nextBoolean() ? bytes : damaged(bytes, random);
            ReadingCodecs reading = CODECS.reading(shapes);
            migrated += reading.any() == CODECS.any() ? 0 : 1;
            reads(reading.any()::read, value, round);
            reads(in -> new StoredText(shapes, CODECS, 50).of(Shape.any(), in), value, round);
            reads(in -> reading.of(Samples.Order.class).read(in), value, round);
            assertThat(reading.migration()).isNotNull();
        }
        assertThat(migrated).isPositive();
    }

    @Test
    void damagedValuesOfAnOldProgramGiveAValueOrAnIOException() throws IOException {
        Program old = Program.of(
                        "record Click(String user, int at, List<Page> pages, Map<String, Integer> counts, Object gone)"
                                + " {} sealed interface Page permits Home, Item {} record Home() implements Page {} record Item(short n, Page"
                                + " from, double[] gone) implements Page {}")
                .with("Click");
        Program now = Program.of(
                        "record Click(Map<String, Long> counts, long at, @Default(\"1\") int added, List<Page> pages,"
                                + " String user) {} sealed interface Page permits Home, Item {} record Home() implements Page {} record Item(Page"
                                + " from, long n) implements Page {}")
                .with("Click");
        ReadingCodecs reading = now.codecs().reading(old.shapes());
        Codec<?> declared = reading.of(now.type("Click"));
        assertThat(reading.migration()).isInstanceOf(Migration.Migrates.class);
        Object item = old.make("Item", (short) 3, old.make("Item", (short) 4, old.make("Home"), null), new double[3]);
        Object click = old.make(
                "Click", "ann", 17, Arrays.asList(item, null, item), Map.of("a", 1), List.of(item, Map.of("x", item)));
        byte[] any = old.any(click);
        byte[] plain = old.declared("Click", click);
        Random random = new Random(26);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String round = "round " + i + " of seed 26";
            read += reads(reading.any()::read, damaged(any, random), round) ? 1 : 0;
            reads(declared::read, damaged(plain, random), round);
            reads(declared::read, noise(random), round);
        }
        assertThat(read).isBetween(1, 19_999);
        for (int length = 0; length < plain.length; length++) {
            byte[] cut = Arrays.copyOf(plain, length);
            assertThatThrownBy(() -> declared.read(Program.in(cut))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void hugeNumbersMakeNoRoomInAdvance() {
        int[] huge = {0xff, 0xff, 0xff, 0xff, 0x07};
        for (int[] head :
                new int[][] {{1}, {1, 1, 1, 0, 2, 'A'}, {1, 1, 2, 0, 2, 'A'}, {1, 1, 3, 0, 2, 'A'}, {1, 1, 1, 0}}) {
            byte[] bytes = new byte[head.length + huge.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i < head.length ? head[i] : huge[i - head.length]);
            }
            assertThatThrownBy(() -> Shapes.read(Program.in(bytes))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shapesThatNestWithoutEndAreAnIOException() {
        byte[] bytes = new byte[1_000_000];
        Arrays.fill(bytes, (byte) ShapeWriter.OPTIONAL);
        bytes[0] = ShapeWriter.VERSION;
        assertThatThrownBy(() -> Shape.read(Program.in(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nest more than 100 deep");
    }

    @Test
    void anotherVersionIsAnIOException() {
        assertThatThrownBy(() -> Shapes.read(Program.in(new byte[] {2, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("they have version 2, and this one knows 1");
    }

    /** Each level has two of the next: without a byte for each step, few shapes would make 2^60 steps. */
    @Test
    void shapesThatBranchTakeNoLongerThanTheirBytes() {
        TreeMap<String, Definition> table = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            Shape next = new Shape.Named("L" + (i + 1));
            table.put(
                    "L" + i,
                    new Definition.Structure(
                            "L" + i,
                            List.of(
                                    new Definition.Component("a", next, false),
                                    new Definition.Component("b", next, false))));
        }
        table.put("L60", new Definition.Structure("L60", List.of()));
        byte[] ones = new byte[100_000];
        Arrays.fill(ones, (byte) 1);
        StoredText text = new StoredText(new Shapes(table), CODECS, 100);
        assertThatThrownBy(() -> text.of(new Shape.Named("L0"), Program.in(ones)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void valuesThatNestWithoutEndAreAnIOException() throws IOException {
        Shapes shapes = CODECS.shapes();
        byte[] ones = new byte[1_000_000];
        Arrays.fill(ones, (byte) 1);
        StoredText text = new StoredText(shapes, CODECS, 100);
        assertThatThrownBy(() -> text.of(new Shape.Named(Samples.Chain.class.getName()), Program.in(ones)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 deep");
        Program old = Program.of("record Click(int n, Click next) {}").with("Click");
        Program now = Program.of("record Click(long n, Click next) {}").with("Click");
        Codec<?> migrating = now.codecs().reading(old.shapes()).of(now.type("Click"));
        assertThatThrownBy(() -> migrating.read(Program.in(ones)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("500 deep");
    }

    /** Names are cheap to repeat in a table, and so would be long texts. */
    @Test
    void longNamesDoNotMakeLongTexts() throws IOException {
        String name = "n".repeat(65_535);
        Definition many = new Definition.Structure(name, List.of(new Definition.Component(name, Shape.any(), false)));
        Shapes shapes = new Shapes(new TreeMap<>(Map.of(name, many)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        Wire.writeUnsigned(out, 300_000);
        for (int i = 0; i < 300_000; i++) {
            out.writeShort(256); // there is one, whose component is null
        }
        Shape list = new Shape.Collection("java.util.List", new Shape.Named(name));
        assertThat(new StoredText(shapes, CODECS, 100).of(list, Program.in(bytes.toByteArray())))
                .isEqualTo("[" + "n".repeat(99) + "…");
        List<Definition.Component> none = new ArrayList<>();
        Shapes longer = new Shapes(new TreeMap<>(Map.of(name + "n", new Definition.Structure(name + "n", none))));
        byte[] stored = ShapesTest.bytes(longer);
        assertThatThrownBy(() -> Shapes.read(Program.in(stored)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a name of 65536 characters");
    }
}
