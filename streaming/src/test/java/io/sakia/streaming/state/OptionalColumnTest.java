package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An optional column is a list with nulls, whatever kinds of values come and when. */
class OptionalColumnTest {
    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void behavesLikeAListWithNulls(long seed) {
        Random random = new Random(seed);
        OptionalColumn one = new OptionalColumn(random.nextInt(3));
        OptionalColumn two = new OptionalColumn(0);
        List<@Nullable Object> first = new ArrayList<>();
        List<@Nullable Object> second = new ArrayList<>();
        int strange = random.nextInt(400); // the step from which all kinds may come
        for (int step = 0; step < 300; step++) {
            Object value = value(random, step >= strange);
            switch (random.nextInt(6)) {
                case 0 -> {
                    one.append();
                    first.add(null);
                }
                case 1 -> {
                    if (!second.isEmpty()) {
                        int place = random.nextInt(second.size());
                        one.append(two, place);
                        first.add(second.get(place));
                    }
                }
                case 2 -> {
                    two.append();
                    second.add(null);
                    two.put(second.size() - 1, value);
                    second.set(second.size() - 1, value);
                }
                case 3 -> {
                    if (!first.isEmpty()) {
                        int place = random.nextInt(first.size());
                        one.put(place, value);
                        first.set(place, value);
                    }
                }
                case 4 -> {
                    if (!first.isEmpty() && !second.isEmpty()) {
                        int mine = random.nextInt(first.size());
                        int its = random.nextInt(second.size());
                        one.exchange(mine, two, its);
                        second.set(its, first.set(mine, second.get(its)));
                    }
                }
                default -> one.trim();
            }
            check(one, first);
            check(two, second);
        }
    }

    private static void check(OptionalColumn column, List<@Nullable Object> expected) {
        BitSet present = new BitSet();
        column.markPresent(present);
        assertThat(column.size()).isEqualTo(expected.size());
        for (int place = 0; place < expected.size(); place++) {
            assertThat(column.get(place)).isEqualTo(expected.get(place));
            assertThat(column.has(place)).isEqualTo(expected.get(place) != null);
            assertThat(present.get(place)).isEqualTo(expected.get(place) != null);
        }
    }

    private static @Nullable Object value(Random random, boolean strange) {
        return switch (strange ? random.nextInt(8) : random.nextInt(4)) {
            case 0 -> null;
            case 4 -> "text";
            case 5 -> random.nextInt();
            case 6 -> random.nextDouble();
            case 7 -> Float.NaN;
            default -> random.nextLong();
        };
    }
}
