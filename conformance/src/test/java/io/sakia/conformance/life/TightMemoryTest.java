package io.sakia.conformance.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A memory that is much too small changes no result of a stream: no state advances twice, and no window loses what it has to remember. */
@Timeout(60)
class TightMemoryTest {
    private static final int KEYS = 3_000;
    private static final int BATCHES = 6;

    @Test
    void memoryChangesNothing() {
        List<List<?>> ample = run("256m");

        assertThat(run("64k")).isEqualTo(ample);
        assertThat(ample.get(0)).hasSize(BATCHES);
    }

    @Test
    void memoryChangesNoOrder() {
        assertThat(results("64k")).isEqualTo(results("256m"));
    }

    private static List<List<?>> results(String memory) {
        Random random = new Random(11);
        List<Pair<String, Double>> pairs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            pairs.add(Pair.of("key " + random.nextInt(KEYS), random.nextGaussian() * 1e6));
        }
        SakiaConf conf = new SakiaConf().setMaster("local[2]").set("sakia.memory", memory);
        try (SakiaContext sc = new SakiaContext(conf)) {
            return List.of(
                    sc.parallelizePairs(pairs, 7).reduceByKey(Double::sum, 5).collect(),
                    sc.parallelizePairs(pairs, 7)
                            .groupByKey(2)
                            .map(Pair::toString)
                            .collect(),
                    sc.parallelizePairs(pairs, 3)
                            .leftOuterJoin(sc.parallelizePairs(pairs.subList(0, 5_000), 2))
                            .collect(),
                    sc.parallelizePairs(pairs, 7).map(Pair::key).distinct(3).collect(),
                    sc.parallelizePairs(pairs, 7).repartition(5).cache().collect(),
                    sc.parallelizePairs(pairs, 7).sortByKey().collect());
        }
    }

    /** Running sums, a window by key, a window of records and a state that two outputs read, over random batches. */
    private static List<List<?>> run(String memory) {
        try (StreamTester tester = StreamTester.builder()
                .master("local[2]")
                .conf("sakia.memory", memory)
                .conf("sakia.state.memory", memory)
                .build()) {
            MemorySource<Pair<String, Long>> input = tester.input("pairs");
            Results<Pair<String, Long>> sums = tester.output("sums");
            Results<Long> size = tester.output("size");
            Results<Pair<String, Long>> hot = tester.output("hot");
            Results<String> last = tester.output("last");
            Results<Pair<String, Long>> window = tester.output("window");
            tester.start(ssc -> {
                DStream<Pair<String, Long>> records = ssc.source(new MemorySource<Pair<String, Long>>("pairs"))
                        .named("pairs");
                PairDStream<String, Long> pairs = PairDStream.from(records);
                PairDStream<String, Long> totals =
                        pairs.<Long>updateStateByKey((values, total) -> Optional.of(total.orElse(0L)
                                + values.stream().mapToLong(Long::longValue).sum()));
                totals.named("sums");
                totals.count().named("size");
                pairs.reduceByKeyAndWindow(Long::sum, Durations.seconds(3)).named("hot");
                pairs.mapWithState(String.class, (key, value, state) -> {
                            String before = state.getOption().orElse("none");
                            state.update(value + " of " + key);
                            return before;
                        })
                        .named("last");
                pairs.window(Durations.seconds(2)).named("window");
            });
            Random random = new Random(3);
            for (int batch = 0; batch < BATCHES; batch++) {
                input.addAll(IntStream.range(0, 5_000)
                        .mapToObj(i -> Pair.of("key " + random.nextInt(KEYS), (long) random.nextInt(100)))
                        .toList());
                tester.tick();
            }
            return List.of(sums.batches(), size.batches(), hot.batches(), window.batches(), last.batches());
        }
    }
}
