package io.sakia.connector.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.Codec;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Samples.Chain;
import io.sakia.connector.codec.Samples.Click;
import io.sakia.connector.codec.Samples.Colour;
import io.sakia.connector.codec.Samples.Drawing;
import io.sakia.connector.codec.Samples.Order;
import io.sakia.connector.codec.Samples.Session;
import io.sakia.connector.codec.Samples.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.Vector;
import org.junit.jupiter.api.Test;

class CodecsTest {
    private static final Codecs CODECS =
            Codecs.standard().with(Order.class, Drawing.class, Session.class, Chain.class, Samples.Empty.class);

    static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codec.write(value, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    static <T> T roundTrip(Codec<T> codec, T value) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes(codec, value));
        T read = codec.read(new DataInputStream(in));
        assertThat(in.available()).as("bytes left of %s", value).isZero();
        return read;
    }

    @SuppressWarnings("unchecked")
    private static Object declared(Class<?> type, Object value) throws IOException {
        return roundTrip((Codec<Object>) CODECS.of(type), value);
    }

    @Test
    void randomValuesOfEveryKindComeBackEqual() throws IOException {
        Samples samples = new Samples(42);
        for (int i = 0; i < 5000; i++) {
            Object value = samples.any(4);
            assertThat(roundTrip(CODECS.any(), value)).isEqualTo(value);
            assertThat(CODECS.copy(value)).isEqualTo(value);
        }
    }

    @Test
    void declaredTypesNeedNoRegistration() throws IOException {
        Samples samples = new Samples(7);
        Codecs codecs = Codecs.standard();
        for (int i = 0; i < 500; i++) {
            Click click = samples.click();
            assertThat(roundTrip(codecs.of(Click.class), click)).isEqualTo(click);
            Shape shape = samples.shape(6);
            assertThat(roundTrip(codecs.of(Shape.class), shape)).isEqualTo(shape);
        }
        assertThat(roundTrip(codecs.of(Colour.class), Colour.GREEN)).isSameAs(Colour.GREEN);
        assertThat(roundTrip(codecs.of(int.class), 5)).isEqualTo(5);
        Chain chain = new Chain(1, new Chain(2, null));
        assertThat(roundTrip(codecs.of(Chain.class), chain)).isEqualTo(chain);
        assertThat(roundTrip(codecs.of(Object.class), "x")).isEqualTo("x");
    }

    @Test
    void arraysComeBack() throws IOException {
        Random random = new Random(3);
        byte[] big = new byte[200_000];
        random.nextBytes(big);
        Codec<Object> any = CODECS.any();
        assertThat(roundTrip(any, big)).isEqualTo(big);
        for (Object array : List.of(
                new boolean[] {true, false},
                new short[] {1, -1, Short.MIN_VALUE},
                new char[] {'a', '\uffff'},
                random.ints(1000).toArray(),
                random.longs(1000).toArray(),
                new float[] {1.5f, Float.NaN},
                random.doubles(10).toArray(),
                new int[0])) {
            assertThat(roundTrip(any, array)).isEqualTo(array).isNotSameAs(array);
        }
    }

    @Test
    void aRepeatedHourKeepsItsOffset() throws IOException {
        ZonedDateTime first = ZonedDateTime.parse("2026-10-25T02:30:00+02:00[Europe/Paris]");
        ZonedDateTime second = first.plusHours(1);
        assertThat(second.toLocalTime()).isEqualTo(first.toLocalTime());
        assertThat(roundTrip(CODECS.any(), first)).isEqualTo(first);
        assertThat(roundTrip(CODECS.any(), second)).isEqualTo(second);
    }

    @Test
    void collectionsKeepTheirKind() throws IOException {
        Codec<Object> any = CODECS.any();
        List<Object> list = new ArrayList<>(List.of(1, 2));
        assertThat(roundTrip(any, list)).isInstanceOf(ArrayList.class);
        assertThatThrownBy(() -> ((List<?>) roundTrip(any, List.of(1))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Set<?>) roundTrip(any, Set.of(1))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() ->
                        ((Map<?, ?>) roundTrip(any, Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))))).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(roundTrip(any, new Vector<>(list))).isEqualTo(list);
        assertThat(roundTrip(any, new EnumMap<>(Map.of(Colour.RED, 1)))).isEqualTo(Map.of(Colour.RED, 1));
        ArrayDeque<Object> deque = new ArrayDeque<>(List.of("a", "b"));
        ArrayDeque<?> read = (ArrayDeque<?>) roundTrip(any, deque);
        assertThat(new ArrayList<>(read)).isEqualTo(List.of("a", "b"));
        Object tree = declared(TreeMap.class, new TreeMap<>(Map.of("a", 1)));
        assertThat(tree).isInstanceOf(TreeMap.class).isEqualTo(Map.of("a", 1));
        Object set = declared(Collection.class, Set.of(3));
        assertThat(set).isEqualTo(Set.of(3));
    }

    @Test
    void aRegisteredClassIsStoredFieldByField() throws IOException {
        Session session = new Session();
        session.user = "ann";
        session.count = 3;
        session.scratch = 9;
        session.names.add("x");
        session.parent = new Session();
        Session read = (Session) roundTrip(CODECS.any(), session);
        assertThat(read).isEqualTo(session).isNotSameAs(session);
        assertThat(read.scratch).isZero();
        Session copy = CODECS.copy(session);
        session.names.add("y");
        session.parent.user = "changed";
        assertThat(copy.names).containsExactly("x");
        assertThat(copy.parent.user).isEmpty();
    }

    @Test
    void whatCannotChangeIsNotCopied() {
        Click click = new Samples(1).click();
        Chain chain = new Chain(1, new Chain(2, null));
        List<Object> fixed = List.of("a", click, Pair.of("k", 1));
        for (Object value : List.of("a", 1L, click, chain, fixed, Optional.of("x"), Pair.of("a", 1), Colour.RED)) {
            assertThat(CODECS.copy(value)).isSameAs(value);
        }
    }

    @Test
    void tellsOfWhichClassesNoValueIsCopied() {
        for (Object value : List.of("a", 1L, 0.5, new Samples(1).click(), new Chain(1, null), Colour.RED)) {
            assertThat(CODECS.isFixed(value.getClass())).as("%s", value).isTrue();
        }
        for (Object value : List.of(List.of("a"), Optional.of("x"), Pair.of("a", 1), new byte[1])) {
            assertThat(CODECS.isFixed(value.getClass())).as("%s", value).isFalse();
        }
    }

    @Test
    void whatCanChangeIsCopiedToTheGround() {
        List<Object> inner = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("inner", inner));
        Pair<String, Map<String, Object>> pair = Pair.of("k", map);
        byte[] bytes = {1};
        List<Object> outer = List.of(pair, bytes, Optional.of(inner), Collections.unmodifiableList(inner));
        List<Object> copy = CODECS.copy(outer);
        inner.add(2);
        map.put("new", 1);
        bytes[0] = 9;
        assertThat(copy.get(0)).isEqualTo(Pair.of("k", Map.of("inner", List.of(1))));
        assertThat(copy.get(1)).isEqualTo(new byte[] {1});
        assertThat(copy.get(2)).isEqualTo(Optional.of(List.of(1)));
        assertThat(copy.get(3)).isEqualTo(List.of(1));
    }

    @Test
    void aCodecOfTheProgramServes() throws IOException {
        Codecs codecs = Codecs.standard().with(new HexCodec());
        assertThat(roundTrip(codecs.any(), List.of(new Hex(255)))).isEqualTo(List.of(new Hex(255)));
        assertThat(roundTrip(codecs.of(Coloured.class), new Coloured(new Hex(1))))
                .isEqualTo(new Coloured(new Hex(1)));
        assertThat(bytes(codecs.of(Hex.class), new Hex(255))).isEqualTo(new byte[] {0, 2, 'f', 'f'});
    }

    @Test
    void aRegistryIsNotChangedByWideningIt() {
        Codecs narrow = Codecs.standard();
        narrow.with(Click.class);
        assertThatThrownBy(() -> bytes(narrow.any(), new Samples(1).click())).isInstanceOf(UnknownTypeException.class);
    }

    @Test
    void whatTheReaderWasNotToldIsRefused() throws IOException {
        byte[] bytes = bytes(CODECS.any(), new HashSet<>(Set.of(new Samples(1).click())));
        assertThatThrownBy(() -> Codecs.standard().any().read(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("io.sakia.connector.codec.Samples$Click")
                .hasMessageContaining("ssc.types(Samples.Click.class)");
    }

    private record Coloured(Hex hex) {}

    record Hex(int value) {}

    private static final class HexCodec implements Codec<Hex> {
        @Override
        public Class<Hex> type() {
            return Hex.class;
        }

        @Override
        public void write(Hex value, DataOutput out) throws IOException {
            out.writeUTF(Integer.toHexString(value.value()));
        }

        @Override
        public Hex read(DataInput in) throws IOException {
            return new Hex(Integer.parseInt(in.readUTF(), 16));
        }

        @Override
        public long hash(Hex value) {
            return StableHash.of(value.value());
        }

        @Override
        public Hex copy(Hex value) {
            return value;
        }
    }
}
