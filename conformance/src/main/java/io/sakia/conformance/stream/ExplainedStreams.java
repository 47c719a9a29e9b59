package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.RDD;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What streams say of how they are computed. */
public final class ExplainedStreams {
    private ExplainedStreams() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "explain shows inputs, operations, states and outputs, before the start and after",
                        ExplainedStreams::explains,
                        "StreamingContext.explain()"),
                scenario(
                        "explain of one stream shows what is above it",
                        ExplainedStreams::explainsOne,
                        "DStream.explain()"),
                scenario("explain tells how long states are kept", ExplainedStreams::explainsTimeouts),
                scenario("a batch's RDD explains its stages", ExplainedStreams::explainsABatch),
                scenario("explain runs no function of the program", ExplainedStreams::runsNothing));
    }

    private static void visits(StreamingContext ssc, MemorySource<String> words) {
        PairDStream<String, Long> ones = ssc.source(words).named("words").mapToPair(word -> Pair.of(word, 1L));
        ones.updateStateByKey((List<Long> news, Optional<Long> total) -> Optional.of(total.orElse(0L) + news.size()))
                .named("totals")
                .print();
        ones.reduceByKeyAndWindow(Long::sum, Durations.seconds(30), Durations.seconds(10))
                .count()
                .foreachRDD(rdd -> {})
                .named("busy");
    }

    private static void explains(Target target) {
        MemorySource<String> words = new MemorySource<>("memory");
        try (StreamTester tester = target.tester().build()) {
            List<String> texts = new ArrayList<>();
            StreamingContext[] context = new StreamingContext[1];
            tester.start(ssc -> {
                visits(ssc, words);
                texts.add(ssc.explain());
                context[0] = ssc;
            });
            words.add("a", "b");
            tester.tick();
            texts.add(context[0].explain());

            assertThat(withoutLines(texts.get(0))).isEqualTo("""
                            Batches every 1s

                            Stream 1
                              source 'words'              ExplainedStreams.java   reads memory
                              mapToPair                   ExplainedStreams.java

                            Stream 2
                              ◄ stream 1
                              updateStateByKey 'totals'   ExplainedStreams.java   state
                              └► print                    ExplainedStreams.java

                            Stream 3 · every 10s
                              ◄ stream 1
                              reduceByKeyAndWindow        ExplainedStreams.java
                                                          state 'reduceByKeyAndWindow(words)', window of 30s every 10s
                              count                       ExplainedStreams.java
                              └► foreachRDD 'busy'        ExplainedStreams.java""");
            assertThat(texts.get(0)).containsPattern("mapToPair +ExplainedStreams\\.java:\\d+\n");
            assertThat(texts.get(1)).isEqualTo(texts.get(0));
        }
    }

    private static void explainsOne(Target target) {
        MemorySource<String> words = new MemorySource<>("memory");
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                DStream<String> read = ssc.source(words);
                read.filter(word -> word.isEmpty()).print();
                assertThat(withoutLines(
                                read.map(String::length).filter(n -> n > 1).explain()))
                        .isEqualTo("""
                                Batches every 1s

                                Stream 1
                                  source   ExplainedStreams.java   reads memory
                                  map      ExplainedStreams.java
                                  filter   ExplainedStreams.java""");
            });
        }
    }

    private static void explainsTimeouts(Target target) {
        MemorySource<String> words = new MemorySource<>("memory");
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                StateSpec<String, Long, Long, Long> spec = StateSpec.<String, Long, Long, Long>function(
                                (word, one, state) -> one.orElse(0L))
                        .timeout(Durations.minutes(1));
                DStream<Long> mapped = ssc.source(words)
                        .deduplicate(word -> word, Durations.seconds(90))
                        .mapToPair(word -> Pair.of(word, 1L))
                        .mapWithState(spec)
                        .named("seen");
                mapped.print();
                assertThat(mapped.countByWindow(Durations.seconds(10), Durations.seconds(2))
                                .explain())
                        .contains("state 'countByWindow(seen)', window of 10s every 2s")
                        .contains("Stream 1 · every 2s");
                assertThat(withoutLines(mapped.explain())).isEqualTo("""
                                Batches every 1s

                                Stream 1
                                  source                ExplainedStreams.java   reads memory
                                  deduplicate           ExplainedStreams.java   state 'deduplicate(memory)', once within 90s
                                  mapToPair             ExplainedStreams.java
                                  mapWithState 'seen'   ExplainedStreams.java   state, timeout of 1m""");
            });
        }
    }

    private static void explainsABatch(Target target) {
        MemorySource<String> words = new MemorySource<>("memory");
        List<String> texts = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> ssc.source(words)
                    .mapToPair(word -> Pair.of(word, 1L))
                    .reduceByKey(Long::sum, 3)
                    .foreachRDD(rdd -> texts.add(rdd.explain())));
            words.add("a");
            tester.tick();
        }
        assertThat(texts).hasSize(1);
        assertThat(withoutLines(texts.get(0))).isEqualTo("""
                        Stage 1 · 1 partition
                          source 'memory'   ExplainedStreams.java
                          mapToPair         ExplainedStreams.java
                          └► reduceByKey: by hash into 3, folded before and after

                        Stage 2 · 3 partitions · the result
                          reduceByKey       ExplainedStreams.java   ◄ stage 1""");
    }

    private static void runsNothing(Target target) {
        MemorySource<String> words = new MemorySource<>("memory");
        List<RDD<String>> transformed = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                DStream<String> stream = ssc.source(words).transform(rdd -> {
                    transformed.add(rdd);
                    return rdd;
                });
                stream.print();
                assertThat(ssc.explain()).contains("transform");
                assertThat(stream.explain()).contains("transform");
            });
            assertThat(transformed).isEmpty();
            words.add("a");
            tester.tick();
        }
        assertThat(transformed).hasSize(1);
    }

    /** Lines change with this file. */
    private static String withoutLines(String text) {
        return text.replaceAll("java:\\d+ *", "java   ").replaceAll("(?m) +$", "");
    }
}
