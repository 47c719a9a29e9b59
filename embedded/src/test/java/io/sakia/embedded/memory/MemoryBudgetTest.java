package io.sakia.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets memory, and who must give it back. */
class MemoryBudgetTest {
    private final MemoryBudget budget = new MemoryBudget(8_000, 1);
    private final List<String> evicted = new ArrayList<>();
    private final List<Evictable> kept = new ArrayList<>();

    @Test
    void aClaimAloneGetsEverything() {
        try (Claim claim = budget.claim()) {
            assertThat(claim.grow(8_000)).isTrue();
            assertThat(claim.grow(1)).isFalse();
            assertThat(budget.used()).isEqualTo(8_000);
            claim.shrink(3_000);
            assertThat(claim.bytes()).isEqualTo(5_000);
            assertThat(claim.grow(3_000)).isTrue();
        }
        assertThat(budget.used()).isZero();
    }

    @Test
    void everyClaimGetsTheMinimum() {
        assertThat(budget.minimum()).isEqualTo(1_000);
        Claim greedy = budget.claim();
        assertThat(greedy.grow(8_000)).isTrue();
        Claim late = budget.claim();
        assertThat(late.grow(1_000)).isTrue();
        assertThat(late.grow(1)).isFalse();
        assertThat(budget.used()).isEqualTo(9_000);
    }

    @Test
    void largeClaimsShareTheBudget() {
        Claim first = budget.claim();
        assertThat(first.grow(6_000)).isTrue();
        Claim second = budget.claim();
        assertThat(second.grow(4_000)).isFalse();
        assertThat(first.grow(1))
                .as("more than a half, while another wants some")
                .isFalse();
        first.shrink(6_000);
        assertThat(second.grow(4_000)).isTrue();
        assertThat(second.grow(1)).isFalse();
        first.close();
        assertThat(second.grow(4_000)).isTrue();
    }

    @Test
    void whatCanNotBeSpilledIsForced() {
        Claim claim = budget.claim();
        claim.force(8_000);
        assertThat(budget.forcedBytes()).isZero();
        claim.force(500);
        assertThat(claim.bytes()).isEqualTo(8_500);
        assertThat(budget.forcedBytes()).isEqualTo(500);
        claim.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void theLeastRecentlyUsedIsEvictedFirst() {
        Settled a = settle("a", 2_000, null);
        settle("b", 2_000, null);
        settle("c", 2_000, null);
        a.touch();
        try (Claim claim = budget.claim()) {
            assertThat(claim.grow(2_000)).isTrue();
            assertThat(evicted).isEmpty();
            assertThat(claim.grow(3_000)).isTrue();
            assertThat(evicted).containsExactly("b", "c");
        }
        assertThat(budget.used()).isEqualTo(2_000);
        assertThat(budget.evictions()).isEqualTo(2);
        assertThat(budget.evictedBytes()).isEqualTo(4_000);
    }

    @Test
    void whatCanNotBeEvictedNowStays() {
        Claim claim = budget.claim();
        assertThat(claim.grow(6_000)).isTrue();
        Evictable busy = () -> 0;
        Settled settled = claim.settle(busy);
        settle("other", 2_000, null);
        assertThat(budget.claim().grow(4_000)).isFalse();
        assertThat(evicted).containsExactly("other");
        assertThat(budget.used()).isEqualTo(6_000);
        settled.close();
        settled.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void aGroupDoesNotPushOutItsOwn() {
        Object group = new Object();
        settle("mine", 4_000, group);
        settle("other", 4_000, null);
        try (Claim claim = budget.claim(group)) {
            assertThat(claim.grow(5_000)).isFalse();
            assertThat(evicted).containsExactly("other");
            assertThat(claim.grow(4_000)).isTrue();
        }
    }

    @Test
    void bytesOfGarbageComeBack() {
        Claim claim = budget.claim();
        assertThat(claim.grow(5_000)).isTrue();
        claim.settle(new Forgotten());
        while (budget.used() > 0) {
            System.gc(); // ends as soon as the collector has found it; the test's timeout is the build's
        }
        assertThat(budget.evictions()).isZero();
    }

    @Test
    void wrongUseIsRefused() {
        Claim claim = budget.claim();
        assertThatThrownBy(() -> claim.grow(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> claim.shrink(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Settled settle(String name, long bytes, Object group) {
        Claim claim = group == null ? budget.claim() : budget.claim(group);
        assertThat(claim.grow(bytes)).isTrue();
        Evictable owner = () -> {
            evicted.add(name);
            return bytes;
        };
        kept.add(owner);
        Settled settled = claim.settle(owner);
        assertThat(claim.bytes()).isZero();
        return settled;
    }

    private static final class Forgotten implements Evictable {
        @Override
        public long evict() {
            throw new AssertionError("nobody can reach this any more");
        }
    }
}
