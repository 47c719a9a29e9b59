package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What may be a key. */
public final class Keys {
    private Keys() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("keys that are equal meet, whatever their type", Keys::meet),
                scenario("keys that are not equal are kept apart, even if their hash is the same", Keys::keptApart),
                scenario("a key can't be null", Keys::refusesNull),
                scenario("a key can't be an array", Keys::refusesArrays),
                scenario("a key needs equals and hashCode", Keys::refusesIdentity));
    }

    /** Two of each, made anew, so that no two are the same object. */
    private static List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            keys.addAll(List.of(
                    new String("text"),
                    1,
                    2L,
                    3.5,
                    4.5f,
                    (short) 5,
                    (byte) 6,
                    'c',
                    true,
                    Double.NaN,
                    0.0,
                    -0.0,
                    StorageLevel.MEMORY_ONLY,
                    new Point(1, 2),
                    Pair.of("a", List.of(1)),
                    new ArrayList<>(List.of("x", "y")),
                    Set.of("x"),
                    Map.of("x", 1),
                    LocalDate.of(2026, 1, 1),
                    Instant.ofEpochMilli(7),
                    new UUID(1, 2),
                    new BigInteger("12345678901234567890"),
                    new BigDecimal("1.50"),
                    new Named(new String("own"))));
        }
        return keys;
    }

    private static void meet(Target target) {
        assertThat(target.context()
                        .parallelize(keys(), 5)
                        .mapToPair(key -> Pair.of(key, 1))
                        .reduceByKey(Integer::sum, 4)
                        .map(Pair::value)
                        .collect())
                .hasSize(keys().size() / 2)
                .containsOnly(2);
        assertThat(target.context().parallelize(keys(), 3).distinct(4).collect())
                .containsExactlyInAnyOrderElementsOf(keys().subList(0, keys().size() / 2));
    }

    private static void keptApart(Target target) {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(target.context()
                        .parallelize(List.of("Aa", "BB", "AaBB", "BBAa", "AaAa", "Aa"), 2)
                        .mapToPair(word -> Pair.of(word, 1))
                        .reduceByKey(Integer::sum)
                        .collect())
                .containsExactlyInAnyOrder(
                        Pair.of("Aa", 2), Pair.of("BB", 1), Pair.of("AaBB", 1), Pair.of("BBAa", 1), Pair.of("AaAa", 1));
        assertThat(target.context()
                        .parallelize(List.<Object>of(1, 1L, 1.0, "1"), 2)
                        .distinct()
                        .count())
                .isEqualTo(4);
    }

    @SuppressWarnings("NullAway") // the mistake that is tested
    private static void refusesNull(Target target) {
        assertThatThrownBy(() -> target.context()
                        .parallelize(List.of(1), 1)
                        .mapToPair(x -> Pair.of((String) null, x))
                        .reduceByKey(Integer::sum)
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("reduceByKey at Keys.java:")
                .hasMessageContaining("(null,1)");
    }

    private static void refusesArrays(Target target) {
        assertThatThrownBy(() -> target.context()
                        .parallelize(List.of("a"), 1)
                        .mapToPair(text -> Pair.of(text.toCharArray(), 1))
                        .groupByKey()
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("an array (char[]) can't be a key");
    }

    private static void refusesIdentity(Target target) {
        assertThatThrownBy(() -> target.context()
                        .parallelize(List.of("a"), 1)
                        .mapToPair(text -> Pair.of(new Nameless(), 1))
                        .groupByKey()
                        .collect())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("Nameless can't be a key");
    }

    private record Point(int x, int y) implements Serializable {}

    /** A class with an equality of its own. */
    private static final class Named implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Named named && named.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** A class whose objects are equal to nothing but themselves. */
    private static final class Nameless implements Serializable {
        private static final long serialVersionUID = 1L;
    }
}
