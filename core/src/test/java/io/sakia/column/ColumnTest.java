package io.sakia.column;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column holds what a list holds, whatever kinds come in whatever order. */
class ColumnTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 100, 1000})
    void holdsWhatAListHolds(int capacity) {
        Random random = new Random(capacity);
        for (int round = 0; round < 300; round++) {
            int kinds = 1 + random.nextInt(6);
            int offset = random.nextInt(6);
            List<@Nullable Object> expected = new ArrayList<>();
            Column column = new Column(capacity);
            for (int i = random.nextInt(200); i > 0; i--) {
                Object value = value((random.nextInt(kinds) + offset) % 6, random);
                if (expected.isEmpty() || random.nextInt(3) > 0) {
                    expected.add(value);
                    column.append(value);
                } else {
                    int position = random.nextInt(expected.size());
                    expected.set(position, value);
                    column.set(position, value);
                }
                if (random.nextInt(50) == 0) {
                    column.ensure(random.nextInt(300));
                }
            }
            assertThat(content(column)).isEqualTo(expected);
            assertDealt(column, expected, random);
        }
    }

    private static void assertDealt(Column column, List<@Nullable Object> expected, Random random) {
        int[] placed = new int[column.size()];
        int[] counts = new int[1 + random.nextInt(5)];
        List<List<@Nullable Object>> parts = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < placed.length; i++) {
            placed[i] = random.nextInt(counts.length);
            counts[placed[i]]++;
            parts.get(placed[i]).add(expected.get(i));
        }
        @Nullable Column[] dealt = column.deal(placed, counts);
        for (int i = 0; i < counts.length; i++) {
            Column part = dealt[i];
            assertThat(part == null ? Collections.emptyList() : content(part)).isEqualTo(parts.get(i));
            if (part != null) {
                part.append("one more");
                assertThat(part.get(counts[i])).isEqualTo("one more");
            }
        }
    }

    @Test
    void numbersOfOneKindAreKeptAsTheirBits() {
        Column column = new Column(2);
        column.append(Kind.DOUBLE, Double.doubleToRawLongBits(-0.0), null);
        column.append(Double.NaN);
        assertThat(column.kind()).isEqualTo(Kind.DOUBLE);
        assertThat(column.width()).isEqualTo(Long.BYTES);
        assertThat(content(column)).containsExactly(-0.0, Double.NaN);
        column.append(5);
        assertThat(column.kind()).isEqualTo(Kind.OBJECT);
        assertThat(column.boxed()).isEqualTo(2);
        assertThat(content(column)).containsExactly(-0.0, Double.NaN, 5);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                127,
                128,
                Integer.MAX_VALUE,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                0x7ff8_0000_0000_0001L
            })
    void bitsAreOfOneKeyAndHaveItsHash(long number) {
        for (Object key : List.of(number, (int) number, Double.longBitsToDouble(number), (double) number)) {
            int kind = Kind.of(key);
            long bits = Kind.keyBits(kind, key);
            assertThat(kind).isNotEqualTo(Kind.OBJECT);
            assertThat(Kind.box(kind, bits)).isEqualTo(key);
            assertThat(Kind.hash(kind, bits)).isEqualTo(Kind.hash(key.hashCode()));
            assertThat(Kind.box(kind, Kind.bits(kind, key))).isEqualTo(key);
        }
        assertThat(Kind.keyBits(Kind.DOUBLE, 0.0)).isNotEqualTo(Kind.keyBits(Kind.DOUBLE, -0.0));
    }

    private static List<@Nullable Object> content(Column column) {
        List<@Nullable Object> content = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            content.add(column.get(i));
        }
        return content;
    }

    private static @Nullable Object value(int kind, Random random) {
        return switch (kind) {
            case 0 -> random.nextLong();
            case 1 -> random.nextInt();
            case 2 -> random.nextInt(4) == 0 ? -0.0 : random.nextDouble();
            case 3 -> "word " + random.nextInt();
            case 4 -> random.nextBoolean() ? null : (Object) random.nextFloat();
            default -> random.nextInt(2) == 0 ? Double.NaN : (Object) (long) random.nextInt(100);
        };
    }
}
