package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random streams give what the same computation over all their records at once gives. */
public final class RandomStreams {
    private static final int SEEDS = 25;
    private static final int BATCHES = 14;

    private RandomStreams() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("random windows and states give what all records at once give", RandomStreams::fixed),
                scenario("random self-clocked windows agree, and lose no record", RandomStreams::selfClocked));
    }

    private static void fixed(Target target) {
        Seeds.each(SEEDS, seed -> {
            Random random = new Random(seed);
            int length = 1 + random.nextInt(7);
            int slide = 1 + random.nextInt(4);
            List<List<Pair<String, Integer>>> batches = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                batches.add(batch(random, i < BATCHES / 2 ? 6 : 2));
            }
            run(target, "seed " + seed + ", window " + length + " slide " + slide, batches, length, slide);
        });
    }

    private static void run(
            Target target, String what, List<List<Pair<String, Integer>>> batches, int length, int slide) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Pair<String, Integer>> input = tester.input("pairs");
            Results<Pair<String, String>> texts = tester.output("texts");
            Results<Pair<String, Integer>> sums = tester.output("sums");
            Results<Pair<String, Integer>> windows = tester.output("windows");
            Results<Pair<String, Integer>> totals = tester.output("totals");
            tester.start(ssc -> {
                PairDStream<String, Integer> pairs = windows(ssc, length * 1000L, slide * 1000L);
                States.totals(pairs).named("totals");
            });
            for (int i = 1; i <= BATCHES; i++) {
                input.addAll(batches.get(i - 1));
                tester.tick();
                String at = what + ", batch " + i + "\n" + tester.transcript();
                assertThat(totals.batch(i).map(HashSet::new))
                        .as(at)
                        .contains(new HashSet<>(entries(sums(batches.subList(0, i)))));
                if (i % slide != 0) {
                    assertThat(List.of(texts.batch(i), sums.batch(i), windows.batch(i)))
                            .as(at)
                            .containsOnly(Optional.empty());
                } else {
                    List<List<Pair<String, Integer>>> inside = batches.subList(Math.max(0, i - length), i);
                    assertThat(sums.batch(i).orElseThrow())
                            .as(at)
                            .containsExactlyInAnyOrderElementsOf(entries(sums(inside)));
                    assertThat(windows.batch(i).orElseThrow())
                            .as(at)
                            .containsExactlyInAnyOrderElementsOf(entries(sums(inside)));
                    assertThat(texts.batch(i).orElseThrow())
                            .as(at)
                            .containsExactlyInAnyOrderElementsOf(entries(texts(inside)));
                }
            }
        }
    }

    private static void selfClocked(Target target) {
        Seeds.each(SEEDS, seed -> {
            Random random = new Random(seed);
            long slide = 100L * (1 + random.nextInt(5));
            long length = random.nextBoolean() ? slide : 100L * (1 + random.nextInt(9));
            String what = "seed " + seed + ", window " + length + " ms, slide " + slide + " ms";
            try (StreamTester tester = target.tester().selfClocked().build()) {
                MemorySource<Pair<String, Integer>> input = tester.input("pairs");
                Results<Pair<String, String>> texts = tester.output("texts");
                Results<Pair<String, Integer>> sums = tester.output("sums");
                Results<Pair<String, Integer>> windows = tester.output("windows");
                tester.start(ssc -> windows(ssc, length, slide));
                List<List<Pair<String, Integer>>> batches = new ArrayList<>();
                for (int i = 0; i < BATCHES; i++) {
                    List<Pair<String, Integer>> batch = batch(random, 3);
                    batches.add(batch);
                    input.addAll(batch);
                    tester.tick();
                    tester.advance(Duration.ofMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(250)));
                }
                tester.advance(Duration.ofMillis(length + 2 * slide));

                String at = what + "\n" + tester.transcript();
                assertThat(sums.batches()).as(at).isNotEmpty();
                assertThat(sums.batches().stream().map(RandomStreams::asSet).toList())
                        .as(at)
                        .isEqualTo(windows.batches().stream()
                                .map(RandomStreams::asSet)
                                .toList());
                assertThat(texts.batches()).as(at).hasSameSizeAs(sums.batches());
                if (length == slide) {
                    assertThat(sum(sums.all()))
                            .as(at)
                            .isEqualTo(
                                    sum(batches.stream().flatMap(List::stream).toList()));
                }
                assertThat(sums.batches().get(sums.batches().size() - 1).records())
                        .as(at)
                        .isEmpty();
            }
        });
    }

    /** Three windows over one stream: a reduction without inverse, one with, and all records. */
    private static PairDStream<String, Integer> windows(StreamingContext ssc, long lengthMillis, long slideMillis) {
        Duration length = Duration.ofMillis(lengthMillis);
        Duration slide = Duration.ofMillis(slideMillis);
        PairDStream<String, Integer> pairs =
                ssc.source(new MemorySource<Pair<String, Integer>>("pairs")).mapToPair(pair -> pair);
        pairs.mapToPair(pair -> Pair.of(pair.key(), pair.value() + ";"))
                .reduceByKeyAndWindow((older, newer) -> older + newer, length, slide)
                .named("texts");
        pairs.reduceByKeyAndWindow(Integer::sum, (total, gone) -> total - gone, length, slide)
                .named("sums");
        pairs.window(length, slide).reduceByKey(Integer::sum).named("windows");
        return pairs;
    }

    private static List<Pair<String, Integer>> batch(Random random, int most) {
        List<Pair<String, Integer>> batch = new ArrayList<>();
        int records = random.nextInt(most + 1);
        for (int i = 0; i < records; i++) {
            batch.add(Pair.of("k" + random.nextInt(4), random.nextInt(9) - 4));
        }
        return batch;
    }

    private static Map<String, Integer> sums(List<List<Pair<String, Integer>>> batches) {
        Map<String, Integer> sums = new TreeMap<>();
        batches.forEach(batch -> batch.forEach(pair -> sums.merge(pair.key(), pair.value(), Integer::sum)));
        return sums;
    }

    private static Map<String, String> texts(List<List<Pair<String, Integer>>> batches) {
        Map<String, String> texts = new TreeMap<>();
        batches.forEach(batch -> batch.forEach(pair -> texts.merge(pair.key(), pair.value() + ";", String::concat)));
        return texts;
    }

    private static <V> List<Pair<String, V>> entries(Map<String, V> map) {
        return map.entrySet().stream()
                .map(entry -> Pair.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static <T> Set<T> asSet(Results.Output<T> output) {
        return new HashSet<>(output.records());
    }

    private static int sum(List<Pair<String, Integer>> pairs) {
        return pairs.stream().mapToInt(Pair::value).sum();
    }
}
