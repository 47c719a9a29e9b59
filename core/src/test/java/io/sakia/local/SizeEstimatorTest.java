package io.sakia.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.sakia.Pair;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates against what the virtual machine really takes. */
@SuppressWarnings("JdkObsolete") // LinkedList is one of the kinds
class SizeEstimatorTest {
    private static final int OBJECTS = 2_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    record Click(long time, String user, int page, double weight) {}

    static class Bean {
        long a;
        byte b;
        int[] numbers = new int[10];
        Click click = new Click(1, new String("user"), 2, 3);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                kind("a string", i -> "word-number-" + (1000 + i)),
                kind("a wide string", i -> "水車水車水車" + i),
                kind("a long string", i -> "x".repeat(1000 + i % 7)),
                kind("a long", i -> Long.valueOf(1_000_000L + i)),
                kind("a pair of a word and a count", i -> Pair.of("word-" + i, 1_000L + i)),
                kind("a record", i -> new Click(i, "user-" + i, i, 0.5)),
                kind("a bean", i -> new Bean()),
                kind("bytes", i -> new byte[333]),
                kind("longs", i -> new long[33]),
                kind("arrays of arrays", i -> new int[10][20]),
                kind("a big integer", i -> BigInteger.ONE.shiftLeft(200)),
                kind("a big decimal", i -> BigDecimal.valueOf(1_000_000 + i, 2)),
                kind("an instant", i -> Instant.ofEpochSecond(i + 1, 1)),
                kind("a local date and time", i -> LocalDateTime.of(2026, 11, 1 + i % 28, 1, 2, 3, 4)),
                kind("a uuid", i -> new UUID(i, i)),
                kind("an optional", i -> Optional.of(new long[2])),
                kind("a list of boxes", i -> {
                    List<Integer> list = new ArrayList<>(100);
                    for (int x = 0; x < 100; x++) {
                        list.add(1000 + x);
                    }
                    return list;
                }),
                kind("a long list of clicks", i -> {
                    List<Click> list = new ArrayList<>(1000);
                    for (int x = 0; x < 1000; x++) {
                        list.add(new Click(x, "shared", x, x));
                    }
                    return list;
                }),
                kind("List.of", i -> List.of(new long[1], new long[1], new long[1], new long[1])),
                kind("a linked list", i -> {
                    LinkedList<long[]> list = new LinkedList<>();
                    for (int x = 0; x < 10; x++) {
                        list.add(new long[1]);
                    }
                    return list;
                }),
                kind("a hash map", i -> {
                    Map<Integer, long[]> map = new HashMap<>(64);
                    for (int x = 0; x < 40; x++) {
                        map.put(1000 + x, new long[1]);
                    }
                    return map;
                }),
                kind("a linked hash map", i -> {
                    Map<Integer, long[]> map = new LinkedHashMap<>(64);
                    for (int x = 0; x < 40; x++) {
                        map.put(1000 + x, new long[1]);
                    }
                    return map;
                }),
                kind("a hash set", i -> {
                    HashSet<Integer> set = new HashSet<>(64);
                    for (int x = 0; x < 40; x++) {
                        set.add(1000 + x);
                    }
                    return set;
                }),
                kind("a tree map", i -> {
                    Map<Integer, long[]> map = new TreeMap<>();
                    for (int x = 0; x < 40; x++) {
                        map.put(1000 + x, new long[1]);
                    }
                    return map;
                }));
    }

    private static Arguments kind(String name, IntFunction<Object> make) {
        return Arguments.of(name, make);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void estimatesAreWithinAHalfOfTheTruth(String name, IntFunction<Object> make) {
        Object[] made = new Object[OBJECTS];
        for (int i = 0; i < OBJECTS; i++) {
            made[i] = make.apply(i); // loads classes
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < OBJECTS; i++) {
            made[i] = make.apply(i);
        }
        double truth = THREADS.getCurrentThreadAllocatedBytes() - before;
        double estimate = 0;
        for (Object object : made) {
            estimate += SizeEstimator.of(object);
        }
        assertThat(estimate / truth).as("estimate / truth of " + name).isBetween(1 / 1.5, 1.5);
    }

    @Test
    void whatIsSharedCountsForNothing() {
        assertThat(SizeEstimator.of(null)).isZero();
        assertThat(SizeEstimator.of(7)).isZero();
        assertThat(SizeEstimator.of(String.class)).isZero();
        assertThat(SizeEstimator.of(Thread.State.NEW)).isZero();
        long[] twice = new long[100];
        assertThat(SizeEstimator.of(new Object[] {twice, twice}))
                .isLessThan(SizeEstimator.of(new Object[] {twice, twice.clone()}));
    }

    @Test
    void circlesAndDepthsEnd() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThat(SizeEstimator.of(circle)).isPositive();
        Object deep = "x";
        for (int i = 0; i < 100_000; i++) {
            deep = new Object[] {deep};
        }
        assertThat(SizeEstimator.of(deep)).isPositive();
    }
}
