package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Place A = new Place("a", 0);
    private static final Place B = new Place("b", 0);
    private static final Place C = new Place("b", 1);

    @Test
    void whoWantsLessGetsItAndTheOthersShareTheRest() {
        assertThat(Shares.fair(map(2, 10, 10), 12, 0)).isEqualTo(map(2, 5, 5));
        assertThat(Shares.fair(map(2, 10, 10), 100, 0)).isEqualTo(map(2, 10, 10));
        assertThat(Shares.fair(map(2, 10, 10), 0, 0)).isEqualTo(map(0, 0, 0));
        assertThat(Shares.fair(new TreeMap<>(), 7, 3)).isEmpty();
    }

    @Test
    void whatCannotBeDividedGoesRound() {
        assertThat(Shares.fair(map(9, 9, 9), 1, 0)).isEqualTo(map(1, 0, 0));
        assertThat(Shares.fair(map(9, 9, 9), 1, 1)).isEqualTo(map(0, 0, 1));
        assertThat(Shares.fair(map(9, 9, 9), 1, 2)).isEqualTo(map(0, 1, 0));
    }

    @Test
    void theLongestAreCutWhileThereAreMoreTasks() {
        assertThat(Shares.cut(map(5, 100, 0), map(4, 10, 1), 4, 3))
                .containsExactly(
                        new OffsetRange("a", 0, 5, 9),
                        new OffsetRange("b", 0, 100, 105),
                        new OffsetRange("b", 0, 105, 110),
                        new OffsetRange("b", 1, 0, 1));
        assertThat(Shares.cut(map(0, 0, 0), map(0, 10, 0), 8, 3))
                .extracting(OffsetRange::records)
                .containsExactly(4L, 3L, 3L);
    }

    @Test
    void nobodyGetsLessSoThatAnotherHasMore() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            NavigableMap<Place, Long> wanted = map(random.nextInt(50), random.nextInt(50), random.nextInt(500));
            long most = random.nextInt(300);
            NavigableMap<Place, Long> shares = Shares.fair(wanted, most, i);
            long all = wanted.values().stream().mapToLong(each -> each).sum();
            assertThat(shares.values().stream().mapToLong(each -> each).sum()).isEqualTo(Math.min(all, most));
            long largest =
                    shares.values().stream().mapToLong(each -> each).max().orElseThrow();
            shares.forEach((place, share) -> assertThat(share)
                    .isLessThanOrEqualTo(wanted.get(place))
                    .isGreaterThanOrEqualTo(Math.min(wanted.get(place), largest - 1)));
        }
    }

    @Test
    void piecesFollowOneAnotherWithoutAHole() {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 500; i++) {
            NavigableMap<Place, Long> from = map(random.nextInt(50), random.nextInt(50), random.nextInt(50));
            NavigableMap<Place, Long> records = map(random.nextInt(9), random.nextInt(90), random.nextInt(900));
            int parallelism = 1 + random.nextInt(12);
            long smallest = 1 + random.nextInt(40);
            List<OffsetRange> ranges = Shares.cut(from, records, parallelism, smallest);
            NavigableMap<Place, Long> at = new TreeMap<>(from);
            for (OffsetRange range : ranges) {
                assertThat(range.from()).isEqualTo(at.put(range.place(), range.until()));
                assertThat(range.records()).isPositive();
            }
            records.forEach((place, count) -> assertThat(at.get(place)).isEqualTo(from.get(place) + count));
            assertThat(ranges.size()).isLessThanOrEqualTo(Math.max(parallelism, 3));
        }
    }

    private static NavigableMap<Place, Long> map(long a, long b, long c) {
        NavigableMap<Place, Long> map = new TreeMap<>();
        map.put(A, a);
        map.put(B, b);
        map.put(C, c);
        return map;
    }
}
