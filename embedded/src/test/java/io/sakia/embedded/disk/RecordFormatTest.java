package io.sakia.embedded.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values come back as they went, class and all; what can't be written is refused by name. */
class RecordFormatTest {
    private static final RecordFormat FORMAT = new RecordFormat();

    record Point(int x, double y) {}

    record Everything(
            boolean a,
            byte b,
            short c,
            char d,
            int e,
            long f,
            float g,
            double h,
            @Nullable String i,
            int @Nullable [] j) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Everything that && toString().equals(that.toString());
        }

        @Override
        public int hashCode() {
            return toString().hashCode();
        }

        @Override
        public String toString() {
            return List.of(a, b, c, d, e, f, Float.floatToRawIntBits(g), Double.doubleToRawLongBits(h))
                    + i
                    + Arrays.toString(j);
        }
    }

    record Box<T>(@Nullable T content) {}

    record Empty() {}

    /** What it shows is not what it holds. */
    record Secret(String word) {
        @Override
        public String word() {
            return "***";
        }
    }

    enum Operation {
        PLUS {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        MINUS {
            @Override
            int apply(int a, int b) {
                return a - b;
            }
        };

        abstract int apply(int a, int b);
    }

    static Stream<Object> values() {
        return Stream.of(
                        boxes(),
                        texts(),
                        times(),
                        Stream.<Object>of(
                                Pair.of("key", Pair.of(1L, List.of(Pair.of('c', 2.0)))),
                                Pair.of("key", Optional.empty()),
                                Optional.of(Optional.of("x")),
                                Optional.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(-7),
                                OptionalLong.of(Long.MIN_VALUE),
                                OptionalDouble.of(-0.0),
                                UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
                                new Point(3, Double.NaN),
                                new Everything(
                                        true,
                                        (byte) -1,
                                        Short.MIN_VALUE,
                                        '\ud800',
                                        Integer.MIN_VALUE,
                                        Long.MIN_VALUE,
                                        -0f,
                                        Double.longBitsToDouble(0x7ff8_dead_beef_0001L),
                                        "i",
                                        new int[] {1, 2}),
                                new Everything(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0, null, null),
                                new Box<>(new Box<>(new Box<>(null))),
                                new Box<>(List.of(new Point(1, 2), new Point(3, 4))),
                                new Empty(),
                                Operation.PLUS,
                                Operation.MINUS,
                                TimeUnit.DAYS,
                                new Box<>(Operation.MINUS)))
                .flatMap(all -> all);
    }

    private static Stream<Object> boxes() {
        return Stream.of(
                true,
                false,
                Byte.MIN_VALUE,
                Byte.MAX_VALUE,
                Short.MIN_VALUE,
                Short.MAX_VALUE,
                'a',
                Character.MAX_VALUE,
                0,
                -1,
                Integer.MIN_VALUE,
                Integer.MAX_VALUE,
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                1.5f,
                Float.NaN,
                -0.0,
                Double.MIN_VALUE,
                Double.POSITIVE_INFINITY,
                BigInteger.ONE.shiftLeft(200).negate(),
                BigInteger.ZERO,
                new BigDecimal("1.000"),
                new BigDecimal("-12345678901234567890.123456789"),
                BigDecimal.valueOf(7, -3));
    }

    private static Stream<Object> texts() {
        return Stream.of(
                "",
                "ascii",
                "Grüße",
                "日本語 😀",
                "\ud800",
                "a\udc00b",
                "\0\uffff",
                "x".repeat(1 << 20),
                "界".repeat(1 << 19));
    }

    private static Stream<Object> times() {
        LocalDateTime leap = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);
        return Stream.of(
                Instant.MIN,
                Instant.MAX,
                Instant.ofEpochSecond(-1, 1),
                Duration.ofNanos(-1),
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                LocalDate.MIN,
                LocalDate.MAX,
                LocalTime.MAX,
                LocalTime.MIDNIGHT,
                leap,
                LocalDateTime.MIN,
                Period.of(1, -2, 3),
                YearMonth.of(2026, 11),
                DayOfWeek.FRIDAY,
                ZoneOffset.ofHours(2),
                ZoneId.of("Europe/Berlin"),
                OffsetDateTime.of(leap, ZoneOffset.ofHoursMinutes(-3, -30)),
                ZonedDateTime.of(leap, ZoneId.of("Europe/Berlin")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valuesComeBack(Object value) {
        Object back = through(value);
        assertThat(back).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void aRecordIsMadeOfItsFieldsNotOfWhatItShows() {
        Object back = through(new Secret("word"));
        assertThat(back).isEqualTo(new Secret("word"));
    }

    @Test
    void constantsWithABodyAreTheVerySame() {
        assertThat(through(Operation.PLUS)).isSameAs(Operation.PLUS);
        assertThat(((Operation) through(Operation.MINUS)).apply(3, 1)).isEqualTo(2);
    }

    @Test
    void bitsOfNumbersThatAreNoneAreKept() {
        double quiet = Double.longBitsToDouble(0x7ff8_0000_0000_0123L);
        assertThat(Double.doubleToRawLongBits((double) through(quiet))).isEqualTo(0x7ff8_0000_0000_0123L);
        float other = Float.intBitsToFloat(0x7fc0_0123);
        assertThat(Float.floatToRawIntBits((float) through(other))).isEqualTo(0x7fc0_0123);
    }

    static Stream<Object> arrays() {
        return Stream.of(
                new byte[] {1, -1},
                new short[] {Short.MIN_VALUE, 3},
                new char[] {'a', '\uffff'},
                new int[] {Integer.MIN_VALUE, 0, 5},
                new long[] {Long.MIN_VALUE, 5},
                new float[] {-0f, Float.NaN},
                new double[] {-0.0, Double.NaN},
                new boolean[] {true, false},
                new int[0],
                new String[] {"a", null, "c"},
                new Object[] {1, "x", null, new int[] {1}},
                new int[][] {{1}, {}, {2, 3}},
                new Point[] {new Point(1, 2)},
                new Operation[] {Operation.PLUS});
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysComeBack(Object array) {
        Object back = through(array);
        assertThat(back).hasSameClassAs(array);
        assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {array})).isTrue();
    }

    @Test
    void nullsAreAllowedWithin() {
        assertThat(through(null)).isNull();
        List<@Nullable Object> list = new ArrayList<>(Arrays.asList("a", null, new Box<>(null)));
        assertThat(through(list)).isEqualTo(list);
    }

    static class Plain {
        @Override
        public String toString() {
            throw new AssertionError("what can't be written is named by its class, not asked for its text");
        }
    }

    static final class HoldsPlain implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"unused", "serial"})
        private final Object plain = new Plain();
    }

    static Stream<Object> unspillable() {
        return Stream.of(
                new Plain(),
                new Box<>(new Plain()),
                new Object[] {new Plain()},
                List.of(1, List.of(new Plain())),
                Pair.of("key", Optional.of(new Plain())),
                new ArrayList<>(List.of(new Plain())),
                new HoldsPlain(),
                new Box<>(new HoldsPlain()));
    }

    @ParameterizedTest
    @MethodSource("unspillable")
    void whatCanNotBeWrittenIsNamedWithWhatToDo(Object value) {
        assertThatThrownBy(() -> through(value))
                .isInstanceOf(UnspillableException.class)
                .hasMessageContaining(Plain.class.getName())
                .hasMessageContaining("Serializable")
                .hasMessageContaining("make it a record")
                .hasMessageContaining("sakia.memory");
    }

    @Test
    void whatRefersToItselfIsRefused() {
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> through(itself))
                .isInstanceOf(UnspillableException.class)
                .hasMessageContaining("java.util.ArrayList")
                .hasMessageContaining("refers to itself");
        Object deep = 1;
        for (int i = 0; i < 100_000; i++) {
            deep = new Box<>(deep);
        }
        Object box = deep;
        assertThatThrownBy(() -> through(box)).isInstanceOf(UnspillableException.class);
    }

    @Test
    void whatIsNestedIsCountedByDepthNotByNumber() {
        Object nested = 1;
        for (int i = 0; i < 900; i++) {
            nested = new Box<>(nested);
        }
        assertThat(through(nested)).hasToString(nested.toString());
        List<Object> wide = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            wide.add(Pair.of(i, new Box<>(i)));
        }
        assertThat(through(wide)).isEqualTo(wide);
    }

    @Test
    void anOutputIsUsableAfterItWasCleared() {
        RecordOutput out = new RecordOutput(64);
        for (int i = 0; i < 2_000; i++) {
            assertThatThrownBy(() -> FORMAT.write(Pair.of("half", new Plain()), out))
                    .isInstanceOf(UnspillableException.class);
            assertThat(out.size()).isPositive();
            out.clear();
        }
        FORMAT.write("whole", out);
        assertThat(FORMAT.read(new RecordInput(out.toByteArray(), 0, out.size())))
                .isEqualTo("whole");
    }

    static @Nullable Object through(@Nullable Object value) {
        RecordOutput out = new RecordOutput(64);
        FORMAT.write(value, out);
        RecordInput in = new RecordInput(out.toByteArray(), 0, out.size());
        Object back = FORMAT.read(in);
        assertThat(in.hasMore()).as("bytes that nobody read").isFalse();
        return back;
    }
}
