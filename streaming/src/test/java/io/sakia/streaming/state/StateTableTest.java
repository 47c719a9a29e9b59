package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateTableTest {
    private final StateTable<Object, Integer> table = new StateTable<>();
    private final ChangeLog log = new ChangeLog();

    @Test
    void findsEveryKeyWhileItGrows() {
        for (int i = 0; i < 10_000; i++) {
            put(i, i * 2);
            assertThat(get(i)).isEqualTo(i * 2);
        }
        assertThat(table.size()).isEqualTo(10_000);
        assertThat(IntStream.range(0, 10_000)
                        .allMatch(i -> Integer.valueOf(i * 2).equals(get(i))))
                .isTrue();
        assertThat(get(10_000)).isNull();
        assertThat(keys()).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }

    @Test
    void findsWhatIsAliveByItsHashWhileItGrows() {
        for (int i = 0; i < 3_000; i++) {
            put(i, i);
            for (int key = 0; key <= i; key += 1 + i / 8) {
                assertThat(table.alive(StableHash.of(key)))
                        .as("slots of %s, of %s keys", key, i + 1)
                        .containsExactly(key);
            }
        }
        remove(7);
        assertThat(table.alive(StableHash.of(7))).isEmpty();
        assertThat(table.alive(StableHash.of(3_000))).isEmpty();
    }

    @Test
    void tellsKeysOfEqualHashApart() throws Exception {
        for (int i = 0; i < 100; i++) {
            table.put("k" + i, 7, i, log);
        }
        table.remove("k50", 7, log);

        assertThat(table.get("k49", 7)).isEqualTo(49);
        assertThat(table.get("k50", 7)).isNull();
        assertThat(table.get("k51", 7)).isEqualTo(51);
        assertThat(table.get("k51", 8)).isNull();
        assertThat(keys()).hasSize(99).doesNotContain("k50");
    }

    @Test
    void findsKeysWhoseProbingWrapsAround() {
        long last = -1; // all low bits set: the last cell of an index of any length
        for (int i = 0; i < 10; i++) {
            table.put("k" + i, last, i, log);
        }
        for (int i = 0; i < 10; i++) {
            assertThat(table.get("k" + i, last)).isEqualTo(i);
        }
    }

    @Test
    void iteratesInOrderOfInsertionAndKeepsThePlaceOfAKeyThatComesBackInTheSameSession() {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        put("b", 4);
        assertThat(keys()).containsExactly("a", "b", "c");

        remove("a");
        assertThat(keys()).containsExactly("b", "c");
        put("a", 5);
        assertThat(keys()).containsExactly("a", "b", "c");
    }

    @Test
    void putsAKeyLastThatWasRemovedInAnEarlierSession() {
        put("a", 1);
        put("b", 2);
        ChangeLog second = new ChangeLog();
        table.remove("a", StableHash.of("a"), second);
        ChangeLog third = new ChangeLog();
        table.put("a", StableHash.of("a"), 3, third);
        assertThat(keys()).containsExactly("b", "a");

        table.exchange(third);
        assertThat(keys()).containsExactly("b");
        assertThat(get("a")).isNull();
        table.exchange(second);
        assertThat(keys()).containsExactly("a", "b");
        assertThat(get("a")).isEqualTo(1);

        table.exchange(second);
        table.exchange(third);
        assertThat(keys()).containsExactly("b", "a");
        assertThat(get("a")).isEqualTo(3);
    }

    @Test
    void logsAKeyOnceHoweverOftenItChanges() {
        put("a", 1);
        ChangeLog second = new ChangeLog();
        long hash = StableHash.of("a");
        for (int i = 0; i < 100; i++) {
            table.put("a", hash, i, second);
            table.remove("a", hash, second);
        }
        assertThat(second.size()).isEqualTo(1);
        assertThat(second.state(0)).isEqualTo(1);
        assertThat(table.slots()).isEqualTo(1);
    }

    @Test
    void doesNotLogTheRemovalOfAKeyThatIsNotThere() {
        assertThat(table.remove("a", StableHash.of("a"), log)).isFalse();
        assertThat(log.size()).isZero();
        assertThat(put("a", 1)).isEqualTo(1);
        assertThat(remove("a")).isTrue();
        assertThat(remove("a")).isFalse();
        assertThat(table.size()).isZero();
    }

    @Test
    void actionsMayChangeTheTableThatTheyIterate() throws Exception {
        for (int i = 0; i < 10; i++) {
            put(i, i);
        }
        List<Integer> seen = new ArrayList<>();
        table.forEach(StateCopier.immutable(), (key, state) -> {
            seen.add(state);
            for (int i = 0; i < 100; i++) {
                put("new" + key + "," + i, 0); // grows under the iteration; not met
            }
            if (state % 2 == 0) {
                remove(key);
            } else {
                put(key, state + 100);
            }
            if (state == 3) {
                remove(5);
                put(6, 60);
            }
        });
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 60, 7, 8, 9);
        assertThat(keys().subList(0, 4)).containsExactly(1, 3, 7, 9);
        assertThat(get(6)).isNull();
        assertThat(get(7)).isEqualTo(107);
        assertThat(table.size()).isEqualTo(4 + 1000 - 100);
    }

    @Test
    void compactingKeepsOrderAndWhatLogsNeed() {
        for (int i = 0; i < 1000; i++) {
            put(i, i);
        }
        ChangeLog second = new ChangeLog(); // forgotten before compacting
        for (int i = 0; i < 900; i++) {
            table.remove(i, StableHash.of(i), second);
        }
        ChangeLog third = new ChangeLog();
        table.remove(950, StableHash.of(950), third);
        table.put(3, StableHash.of(3), 33, third);
        List<Object> before = keys();

        assertThat(table.isWorthCompacting(third.size())).isTrue();
        table.compact(List.of(third));

        assertThat(table.slots()).isEqualTo(101); // 100 live ones and 950
        assertThat(keys()).isEqualTo(before);
        assertThat(get(950)).isNull();
        assertThat(get(3)).isEqualTo(33);
        assertThat(get(2)).isNull();
        assertThat(table.isWorthCompacting(third.size())).isFalse();

        table.exchange(third);
        assertThat(keys()).isEqualTo(IntStream.range(900, 1000).boxed().toList());
        assertThat(get(950)).isEqualTo(950);
        assertThat(get(3)).isNull();
    }

    @Test
    void deadSlotsStayFewUnderChurn() {
        int most = 0;
        for (int i = 0; i < 100_000; i++) {
            ChangeLog session = new ChangeLog();
            table.put(i, StableHash.of(i), i, session);
            if (i >= 100) {
                table.remove(i - 100, StableHash.of(i - 100), session);
            }
            most = Math.max(most, table.slots());
            if (table.isWorthCompacting(0)) {
                table.compact(List.of());
            }
        }
        assertThat(most).isBetween(150, 250);
        assertThat(keys()).isEqualTo(IntStream.range(99_900, 100_000).boxed().toList());
    }

    @Test
    void renewedKeysGoLastAndComeBackWhereTheyWere() throws Exception {
        put("a", 1);
        put("b", 2);
        put("c", 3);
        ChangeLog second = new ChangeLog();
        table.renew("a", StableHash.of("a"), 4, second);
        table.renew("b", StableHash.of("b"), 5, second);
        table.renew("a", StableHash.of("a"), 6, second);
        assertThat(keys()).containsExactly("c", "a", "b");
        assertThat(get("a")).isEqualTo(6);
        assertThat(table.size()).isEqualTo(3);
        assertThat(oldest()).isEqualTo("c");

        table.exchange(second);
        assertThat(keys()).containsExactly("a", "b", "c");
        assertThat(get("a")).isEqualTo(1);
        assertThat(oldest()).isEqualTo("a");
        table.exchange(second);
        assertThat(keys()).containsExactly("c", "a", "b");
        assertThat(table.size()).isEqualTo(3);
    }

    @Test
    void deadSlotsStayFewWhereKeysAreRenewed() throws Exception {
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            ChangeLog session = new ChangeLog();
            table.renew(i % 100, StableHash.of(i % 100), i, session);
            most = Math.max(most, table.slots());
            if (table.isWorthCompacting(0)) {
                table.compact(List.of());
            }
        }
        assertThat(most).isBetween(150, 250);
        assertThat(table.size()).isEqualTo(100);
        assertThat(oldest()).isEqualTo(0);
        assertThat(keys()).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    private Object oldest() throws Exception {
        List<Object> seen = new ArrayList<>();
        table.forEachWhile(StateCopier.immutable(), (key, state) -> {
            seen.add(key);
            return false;
        });
        return seen.get(0);
    }

    private int put(Object key, int state) {
        table.put(key, StableHash.of(key), state, log);
        return state;
    }

    private boolean remove(Object key) {
        return table.remove(key, StableHash.of(key), log);
    }

    private Integer get(Object key) {
        return table.get(key, StableHash.of(key));
    }

    private List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        try {
            table.forEach(StateCopier.immutable(), (key, state) -> keys.add(key));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return keys;
    }
}
