package io.sakia.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.codec.Samples;
import io.sakia.connector.codec.Samples.Colour;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StableHashTest {
    record Place(String city, int number) {}

    /** Says itself what is equal. */
    record Caseless(String text) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Caseless c && c.text.equalsIgnoreCase(text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(java.util.Locale.ROOT).hashCode();
        }
    }

    record Buffer(byte[] bytes) {}

    static final class Tag {
        final String name;

        Tag(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Tag t && t.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** Where keys and state lie depends on these: they must never change. */
    @Test
    void theHashesOfAllVersionsAreTheSame() {
        Map<Object, Long> golden = new LinkedHashMap<>();
        golden.put("", 0xe220a8397b1dcdafL);
        golden.put("apple", 0x370bdb66cf8a343bL);
        golden.put("größe", 0xe2bfe1f0b315b41bL);
        golden.put(0, 0xe220a8397b1dcdafL);
        golden.put(1, 0x910a2dec89025cc1L);
        golden.put(-1, 0xe4d971771b652c20L);
        golden.put(5L, 0x63033b0ca389c35aL);
        golden.put(Long.MIN_VALUE, 0x481ec0a212a9f3dbL);
        golden.put((short) 5, 0x63033b0ca389c35aL);
        golden.put((byte) -5, 0x16b1cba95fc60262L);
        golden.put('x', 0x02f590758a6d2936L);
        golden.put(true, 0x910a2dec89025cc1L);
        golden.put(0.0, 0xe220a8397b1dcdafL);
        golden.put(-0.0, 0x481ec0a212a9f3dbL);
        golden.put(1.5, 0xd6dab18e1392608aL);
        golden.put(1.5f, 0xd6dab18e1392608aL);
        golden.put(Double.NaN, 0xc72971d82e15bb46L);
        golden.put(new BigInteger("123456789012345678901234567890"), 0xed348f3646d7ada0L);
        golden.put(new BigDecimal("1.50"), 0xaa27c27ee98f2f3cL);
        golden.put(new UUID(1, 2), 0x926e21816e6c723fL);
        golden.put(Colour.GREEN, 0x6763b588fe8197e9L);
        golden.put(Pair.of("a", 1L), 0x5897150f1b7ee35bL);
        golden.put(new Place("a", 2), 0xb72571fa666c540eL);
        golden.put(List.of(), 0x975835de1c9756ceL);
        golden.put(Arrays.asList("a", null, 3), 0x8b853f310f436ed3L);
        golden.put(Set.of("a", "b", 3), 0x2d14964e979c6dffL);
        golden.put(Map.of("a", 1, "b", 2), 0xdb0c7c11e3141400L);
        golden.put(Optional.of("a"), 0xdb87c9c9a517a502L);
        golden.put(Instant.ofEpochSecond(1, 2), 0x926e21816e6c723fL);
        golden.put(Duration.ofMillis(1500), 0xf41a9a89e90c9590L);
        golden.put(LocalDate.of(2026, 11, 23), 0x72cf9bc26f3971f9L);
        golden.put(LocalTime.of(12, 30), 0x5e3edbbbb8bb8468L);
        golden.put(LocalDateTime.of(2026, 11, 23, 12, 30), 0x1d0fdce41f0f7a83L);
        golden.put(ZonedDateTime.parse("2026-10-25T02:30:00+02:00[Europe/Paris]"), 0xaae693c58e7e6e7cL);
        golden.forEach((key, hash) -> assertThat(StableHash.of(key))
                .as("%s %s", key.getClass().getSimpleName(), key)
                .isEqualTo(hash));
        assertThat(golden).hasSize(34);
        assertThat(StableHash.of(null)).isEqualTo(0x7f4a7c159e3779b9L);
        assertThat(KeyGroups.of("apple")).isEqualTo(7045);
    }

    @Test
    void equalKeysHaveEqualHashes() {
        Samples samples = new Samples(5);
        for (int i = 0; i < 5000; i++) {
            Object key = samples.any(4);
            Object other = Samples.disguised(key);
            assertThat(other).isEqualTo(key);
            assertThat(StableHash.of(other)).as("%s", key).isEqualTo(StableHash.of(key));
        }
    }

    @Test
    void ordersCountWhereEqualsCountsThem() {
        assertThat(StableHash.of(List.of(1, 2))).isNotEqualTo(StableHash.of(List.of(2, 1)));
        assertThat(StableHash.of(Pair.of(1, 2))).isNotEqualTo(StableHash.of(Pair.of(2, 1)));
        assertThat(StableHash.of(0.0)).isNotEqualTo(StableHash.of(-0.0));
        assertThat(StableHash.of(Double.longBitsToDouble(0x7ff8000000000001L))).isEqualTo(StableHash.of(Double.NaN));
        assertThat(StableHash.of(Pair.of("a", 1))).isEqualTo(StableHash.of(new Place("a", 1)));
        assertThat(StableHash.of(Pair.of("a", null))).isNotEqualTo(StableHash.of(Pair.of(null, "a")));
    }

    @Test
    void aClassThatSaysWhatIsEqualIsBelieved() {
        assertThat(StableHash.of(new Caseless("Ab"))).isEqualTo(StableHash.of(new Caseless("aB")));
        assertThat(StableHash.of(new Tag("x"))).isEqualTo(StableHash.of(new Tag("x")));
    }

    @Test
    void keysThatCannotBeToldEqualAreRefused() {
        assertThatThrownBy(() -> StableHash.of(new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an array (int[]) can't be a key: two arrays with the same elements are not equal; make a List or"
                                + " a String of it");
        assertThatThrownBy(() -> StableHash.of(new Buffer(new byte[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("byte[]");
        assertThatThrownBy(() -> StableHash.of(new StringBuilder("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.StringBuilder can't be a key")
                .hasMessageContaining("make it a record");
    }

    @Test
    void similarKeysSpreadOverTheGroups() {
        Map<Integer, Integer> perPartition = new HashMap<>();
        for (int i = 0; i < 64_000; i++) {
            for (Object key : List.of(i, "user-" + i)) {
                perPartition.merge(KeyGroups.partition(KeyGroups.of(key), 64), 1, Integer::sum);
            }
        }
        assertThat(perPartition).hasSize(64);
        assertThat(perPartition.values()).allSatisfy(count -> assertThat(count).isBetween(1800, 2200));
    }

    @Test
    void theCommonKeysAreHashedWithoutAllocation() {
        Object[] keys = {"apple", 5L, 7};
        com.sun.management.ThreadMXBean thread =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum += StableHash.of(keys[i % 3]);
        }
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            sum += StableHash.of(keys[i % 3]);
        }
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isNotZero();
        assertThat(allocated).isLessThan(100_000); // less than a byte a key: only the measuring itself
    }
}
