package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaPlannerTest {
    private static final Place A = new Place("a", 0);
    private static final Topics TOPICS = Topics.matching("[ab]");

    private final FakeCluster cluster = new FakeCluster();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger signals = new AtomicInteger();
    private final KafkaClient client = KafkaClient.of("localhost:1");

    /** A planner, and the watch that keeps it up to date when it is told to. */
    private record Opened(KafkaPlanner planner, ClusterWatch watch) {
        void look() {
            watch.wake(); // so that it does not pause
            watch.look();
        }
    }

    private Opened open(KafkaReading reading, @Nullable KafkaCursor from) {
        KafkaPlanner planner = new Beginning(cluster, client, TOPICS, reading)
                .planner(from, signals::incrementAndGet, new Pace(reading.recordsPerSecond(), nanos::get));
        return new Opened(planner, new ClusterWatch(cluster, client, TOPICS, reading, planner, nanos::get));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyOffsetIsPlannedOnceAndInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KafkaReading reading = KafkaReading.usual().smallestRange(1 + random.nextInt(20));
        TreeMap<Place, Long> read = new TreeMap<>();
        cluster.grow(A, 5);
        Opened opened = open(reading, null);
        KafkaCursor logged = new KafkaCursor(List.of());
        for (int i = 0; i < 400; i++) {
            switch (random.nextInt(6)) {
                case 0, 1 ->
                    cluster.grow(
                            new Place(random.nextBoolean() ? "a" : "b", random.nextInt(1 + i / 50)),
                            random.nextInt(60));
                case 2 -> nanos.addAndGet(reading.discovery().toNanos());
                case 3 -> opened.look();
                case 4 -> {
                    if (random.nextInt(5) == 0 && !logged.topics().isEmpty()) {
                        opened = open(reading, logged);
                    }
                }
                default -> {
                    Source.Limit limit = new Source.Limit(random.nextInt(80), 1 + random.nextInt(6));
                    Source.Plan<OffsetRange> plan = opened.planner().plan(limit);
                    long records = 0;
                    for (OffsetRange range : plan.ranges()) {
                        assertThat(range.from()).isEqualTo(read.getOrDefault(range.place(), 0L));
                        assertThat(range.until()).isLessThanOrEqualTo(cluster.ends.get(range.place()));
                        read.put(range.place(), range.until());
                        records += range.records();
                    }
                    assertThat(records).isLessThanOrEqualTo(limit.records());
                    logged = (KafkaCursor) plan.end();
                }
            }
        }
        nanos.addAndGet(reading.discovery().toNanos());
        opened.look();
        opened.planner().plan(Source.Limit.none(3)).ranges().forEach(range -> {
            assertThat(range.from()).isEqualTo(read.getOrDefault(range.place(), 0L));
            read.put(range.place(), range.until());
        });
        cluster.ends.forEach(
                (place, end) -> assertThat(read.getOrDefault(place, 0L)).isEqualTo(end));
        assertThat(opened.planner().progress().values()).allMatch(each -> each.lag() == 0);
    }

    @Test
    void whatCanBePlannedIsSignalled() {
        cluster.grow(A, 10);
        Opened opened = open(KafkaReading.usual(), null);
        assertThat(signals).hasValue(1); // what was there when it was opened
        opened.planner().plan(new Source.Limit(4, 1));
        assertThat(signals).hasValue(2); // six are left
        assertThat(opened.planner().progress()).containsEntry("a-0", new Source.Progress(4, 6));
        opened.planner().plan(new Source.Limit(6, 1));
        opened.look();
        assertThat(signals).hasValue(2);
        cluster.grow(A, 1);
        opened.look();
        assertThat(signals).hasValue(3);
        opened.planner().drain();
        opened.look();
        assertThat(signals).hasValue(3);
        assertThat(opened.planner().plan(Source.Limit.none(1)).ranges()).isEmpty();
    }

    @Test
    void aQuietClusterIsNotAskedAgainAndAgain() {
        cluster.grow(A, 1);
        Opened opened = open(KafkaReading.usual(), null);
        opened.planner().plan(Source.Limit.none(1));
        for (int i = 0; i < 20; i++) {
            opened.look();
        }
        assertThat(cluster.waits).isEqualTo(11); // after ten looks that found nothing, it waits for the broker's word
        cluster.grow(A, 1);
        opened.look();
        assertThat(cluster.waits).isEqualTo(11);
    }

    @Test
    void aPartitionIsReadAtItsRate() {
        cluster.grow(A, 1000);
        Opened opened = open(KafkaReading.usual().recordsPerSecond(100), null);
        assertThat(planned(opened)).isEqualTo(100); // of the second before
        assertThat(planned(opened)).isEqualTo(0);
        nanos.addAndGet(Duration.ofMillis(50).toNanos());
        opened.look();
        assertThat(planned(opened)).isEqualTo(5);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos()); // a long batch
        assertThat(planned(opened)).isEqualTo(300);
        int before = signals.get();
        opened.look();
        assertThat(signals).as("nothing may be planned yet").hasValue(before);
        nanos.addAndGet(Duration.ofMillis(10).toNanos());
        opened.look();
        assertThat(signals).hasValue(before + 1);
    }

    private static long planned(Opened opened) {
        return opened.planner().plan(Source.Limit.none(1)).ranges().stream()
                .mapToLong(OffsetRange::records)
                .sum();
    }

    @Test
    void theGroupIsToldOnceOfEachCommit() {
        cluster.grow(A, 9);
        Opened opened = open(KafkaReading.usual().group("shop"), null);
        Source.Plan<OffsetRange> plan = opened.planner().plan(new Source.Limit(4, 1));
        opened.look();
        assertThat(cluster.group).isEmpty();
        opened.planner().committed(plan.end());
        opened.look();
        assertThat(cluster.group).containsEntry(A, 4L);
        cluster.group.clear();
        opened.look();
        assertThat(cluster.group).isEmpty();
    }

    @Test
    void partitionsThatVanishAreAnErrorUnlessTheProgramLetsThemGo() {
        Place second = new Place("a", 1);
        cluster.grow(A, 1);
        cluster.grow(second, 1);
        Opened strict = open(KafkaReading.usual(), null);
        Opened lax = open(KafkaReading.usual().onExpired(Expired.EARLIEST), null);
        KafkaCursor cursor =
                (KafkaCursor) strict.planner().plan(Source.Limit.none(1)).end();
        cluster.ends.remove(second);
        cluster.begins.remove(second);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThatThrownBy(() -> strict.look()).hasMessageContaining("has no partitions [a-1] any more");
        lax.look();
        assertThat(lax.planner().places()).containsExactly(A);
        assertThatThrownBy(() -> open(KafkaReading.usual(), cursor)).hasMessageContaining("a-1 is not there any more");
    }

    @Test
    void troubleThatMayPassIsWaitedForAndOtherTroubleFailsTheNextBatch() {
        cluster.grow(A, 1);
        Opened opened = open(KafkaReading.usual(), null);
        cluster.down = true;
        assertThatThrownBy(opened::look).hasMessage("nobody answers");
        assertThat(opened.planner().plan(Source.Limit.none(1)).ranges()).hasSize(1);
        opened.planner()
                .fail(KafkaTrouble.of(client, "a", new SaslAuthenticationException("Invalid username or password")));
        assertThatThrownBy(() -> opened.planner().plan(Source.Limit.none(1)))
                .hasMessage(
                        "localhost:1, a: the broker refuses to let the program in (Invalid username or password): correct"
                                + " user and password in sasl.jaas.config, and sasl.mechanism");
    }

    @Test
    void aCursorHasWhatItWasMadeOf() {
        TreeMap<Place, Long> next = new TreeMap<>();
        next.put(new Place("b", 2), 7L);
        next.put(new Place("b", 0), 1L);
        next.put(A, 3L);
        assertThat(KafkaCursor.of(next).next()).isEqualTo(next);
        assertThat(KafkaCursor.of(next))
                .hasToString(
                        "KafkaCursor[topics=[TopicOffsets[topic=a, next=[3]], TopicOffsets[topic=b, next=[1, -1, 7]]]]");
    }
}
