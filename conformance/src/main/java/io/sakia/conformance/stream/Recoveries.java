package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.FileStores;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Streams that go on from a checkpoint. */
public final class Recoveries {
    private static final String STATE = "totals";

    private Recoveries() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "a stream goes on from what its checkpoint holds",
                        Recoveries::goesOn,
                        "StreamingContext.checkpoint(String)"),
                scenario(
                        "a checkpoint may be on any file system",
                        Recoveries::onAnyFileSystem,
                        "StreamingContext.checkpoint(String,FileStores)"),
                scenario(
                        "getOrCreate defines the program each time, and the folder gives the data",
                        Recoveries::getOrCreate,
                        "StreamingContext.getOrCreate(String,StreamProgram)",
                        "StreamingContext.getOrCreate(String,SakiaConf,BatchInterval,StreamProgram)"),
                scenario(
                        "accumulators of the context go on, those of the RDD side begin anew",
                        Recoveries::accumulators,
                        "StreamingContext.accumulator(String,Aggregate)",
                        "StreamingContext.longAccumulator(String)",
                        "StreamingContext.doubleAccumulator(String)"),
                scenario(
                        "an epoch ends beside the batches that follow",
                        Recoveries::endsBeside,
                        "StreamingContext.endEpochsBy(Executor)"),
                scenario("two accumulators of one name are refused", Recoveries::oneNameEach),
                scenario(
                        "a state that the program has no more is refused until it is dropped by name",
                        Recoveries::drops),
                scenario("a second stream on the same checkpoint is refused", Recoveries::oneAtATime),
                scenario("a queue of RDDs can't have a checkpoint", Recoveries::queues),
                scenario("a key that can't be stored is refused with the line to add", Recoveries::unregistered));
    }

    /** One run of a program, of as many batches as there are lists; gives what it put out in each. */
    private record Runs(Target target, String folder, MemorySource<String> words) {
        Map<String, Long> run(List<List<String>> batches) throws InterruptedException {
            return run(batches, "", (ssc, totals) -> {});
        }

        Map<String, Long> run(List<List<String>> batches, String drop, Addition addition) throws InterruptedException {
            target.closeShared();
            Map<String, Long> totals = new TreeMap<>();
            ManualClock clock = new ManualClock();
            SakiaConf conf = conf(target).set("sakia.checkpoint.drop", drop);
            try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock)) {
                ssc.checkpoint(folder);
                addition.define(ssc, totals);
                totals(ssc, words, drop.isEmpty() ? STATE : "other").foreachRDD(rdd -> collect(rdd, totals));
                ssc.start();
                clock.awaitIdle();
                for (List<String> batch : batches) {
                    words.addAll(batch);
                    clock.advance(Durations.seconds(1));
                    while (!batch.isEmpty() && totals.isEmpty() && ssc.getState() == StreamingContextState.ACTIVE) {
                        clock.advance(Durations.seconds(1)); // it begins before the last batch of the run before
                    }
                }
                ssc.stop(true);
                ssc.awaitTermination();
            }
            return totals;
        }
    }

    @FunctionalInterface
    private interface Addition {
        void define(StreamingContext ssc, Map<String, Long> totals);
    }

    private static SakiaConf conf(Target target) {
        return new SakiaConf().setMaster(target.master()).setAppName("recoveries");
    }

    private static PairDStream<String, Long> totals(StreamingContext ssc, MemorySource<String> words, String name) {
        return ssc.source(words)
                .named("words")
                .mapToPair(word -> Pair.of(word, 1L))
                .<Long>updateStateByKey((ones, total) -> Optional.of(total.orElse(0L) + ones.size()))
                .named(name);
    }

    private static void collect(RDD<Pair<String, Long>> rdd, Map<String, Long> totals) {
        rdd.collect().forEach(pair -> totals.put(pair.key(), pair.value()));
    }

    private static void goesOn(Target target) throws Exception {
        try (Folder folder = Folder.create()) {
            Runs runs = new Runs(target, folder.path() + "/checkpoint", new MemorySource<>("words"));
            assertThat(runs.run(List.of(List.of("a", "b"), List.of("a")))).isEqualTo(Map.of("a", 2L, "b", 1L));
            assertThat(runs.run(List.of(List.of("b", "c")))).isEqualTo(Map.of("a", 2L, "b", 2L, "c", 1L));
            assertThat(runs.run(List.of(List.of("c")))).isEqualTo(Map.of("a", 2L, "b", 2L, "c", 2L));
        }
    }

    private static void endsBeside(Target target) throws Exception {
        target.closeShared();
        MemorySource<String> words = new MemorySource<>("words");
        MemorySink<String> out = new MemorySink<>("out");
        Deque<Runnable> ends = new ArrayDeque<>();
        ManualClock clock = new ManualClock();
        try (Folder folder = Folder.create();
                StreamingContext ssc =
                        new StreamingContext(conf(target), BatchInterval.fixed(Durations.seconds(1)), clock)) {
            ssc.checkpoint(folder.path() + "/checkpoint");
            ssc.endEpochsBy(ends::add);
            ssc.source(words).named("words").to("out", out);
            ssc.start();
            words.add("a");
            clock.advance(Durations.seconds(1));
            assertThat(out.batches()).isEmpty();
            ends.remove().run();
            assertThat(out.batches()).containsExactly(List.of("a"));
            words.add("b");
            clock.advance(Durations.seconds(1));
            words.add("c");
            clock.advance(Durations.seconds(1)); // the end of b is waited for, and so run
            assertThat(out.batches()).containsExactly(List.of("a"), List.of("b"));
            ssc.stop(true);
            ssc.awaitTermination();
            assertThat(out.batches()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
        }
    }

    private static void onAnyFileSystem(Target target) throws Exception {
        target.closeShared();
        try (Folder folder = Folder.create();
                StreamingContext ssc = new StreamingContext(conf(target), BatchInterval.selfClocked())) {
            MemorySource<String> words = new MemorySource<>("words");
            words.add("a", "b", "a");
            words.end();
            MemorySink<Pair<String, Long>> sink = new MemorySink<>("sink");
            ssc.checkpoint(folder.path() + "/checkpoint", FileStores.local());
            totals(ssc, words, STATE).to("sink", sink);
            ssc.start();
            ssc.awaitTermination();
            assertThat(sink.records()).containsExactlyInAnyOrder(Pair.of("a", 2L), Pair.of("b", 1L));
            assertThat(folder.path().resolve("checkpoint/log")).isNotEmptyDirectory();
            assertThat(folder.path().resolve("checkpoint/state")).isNotEmptyDirectory();
        }
    }

    private static void getOrCreate(Target target) throws Exception {
        target.closeShared();
        try (Folder folder = Folder.create()) {
            List<Pair<String, Long>> last = new ArrayList<>();
            MemorySource<String> words = new MemorySource<>("words");
            StreamProgram program = ssc -> totals(ssc, words, STATE).foreachRDD(rdd -> {
                last.clear();
                last.addAll(rdd.collect());
            });
            String checkpoint = folder.path().toString();
            for (int run = 1; run <= 2; run++) {
                words.add("a");
                try (StreamingContext ssc =
                        StreamingContext.getOrCreate(checkpoint, conf(target), BatchInterval.selfClocked(), program)) {
                    ssc.start();
                    ssc.stop(true);
                    ssc.awaitTermination();
                }
                assertThat(last).containsExactly(Pair.of("a", (long) run));
            }
            assertThatThrownBy(() -> StreamingContext.getOrCreate(checkpoint, ssc -> {
                        throw new IllegalArgumentException("the program is wrong");
                    }))
                    .hasMessage("the program is wrong");
        }
    }

    private static void accumulators(Target target) throws Exception {
        try (Folder folder = Folder.create()) {
            Runs runs = new Runs(target, folder.path().toString(), new MemorySource<>("words"));
            List<Object> seen = new ArrayList<>();
            Addition addition = (ssc, totals) -> {
                Accumulator<Long, Long> kept = ssc.longAccumulator("batches");
                Accumulator<Double, Double> halves = ssc.doubleAccumulator("halves");
                Accumulator<String, String> names =
                        ssc.accumulator("names", Aggregate.<String>reduce((all, name) -> all + name));
                Accumulator<Long, Long> fresh = ssc.sakiaContext().longAccumulator("batches");
                ssc.source(new MemorySource<Integer>("none")).foreachRDD(rdd -> {
                    kept.add(1L);
                    halves.add(0.5);
                    names.add("x");
                    fresh.add(1L);
                    seen.clear();
                    seen.addAll(List.of(kept.value(), halves.value(), names.value(), fresh.value()));
                });
            };
            runs.run(List.of(List.of("a"), List.of("a")), "", addition);
            assertThat(seen).isEqualTo(List.of(2L, 1.0, "xx", 2L));
            runs.run(List.of(List.of("a")), "", addition);
            assertThat(seen).isEqualTo(List.of(3L, 1.5, "xxx", 1L));
        }
    }

    private static void oneNameEach(Target target) {
        target.closeShared();
        try (StreamingContext ssc = new StreamingContext(target.master(), Durations.seconds(1))) {
            ssc.longAccumulator("bad lines");
            assertThatThrownBy(() -> ssc.doubleAccumulator("bad lines"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is an accumulator named 'bad lines' already");
        }
    }

    private static void drops(Target target) throws Exception {
        try (Folder folder = Folder.create()) {
            Runs runs = new Runs(target, folder.path().toString(), new MemorySource<>("words"));
            runs.run(List.of(List.of("a")));
            target.closeShared();
            try (StreamingContext ssc = new StreamingContext(target.master(), Durations.seconds(1))) {
                ssc.checkpoint(folder.path().toString());
                totals(ssc, runs.words, "other").print();
                assertThatThrownBy(() -> ssc.start())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("holds the state 'totals', for which the program has no place")
                        .hasMessageEndingWith("sakia.checkpoint.drop=totals");
            }
            assertThat(runs.run(List.of(List.of("b")), STATE, (ssc, totals) -> {}))
                    .isEqualTo(Map.of("b", 1L));
        }
    }

    private static void oneAtATime(Target target) throws Exception {
        target.closeShared();
        try (Folder folder = Folder.create();
                StreamingContext first = new StreamingContext(conf(target), BatchInterval.selfClocked())) {
            first.checkpoint(folder.path().toString());
            totals(first, new MemorySource<>("words"), STATE).print();
            first.start();
            SakiaConf local = new SakiaConf().setMaster("local[1]").setAppName("second");
            try (StreamingContext second = new StreamingContext(local, BatchInterval.selfClocked())) {
                second.checkpoint(folder.path().toString());
                totals(second, new MemorySource<>("words"), STATE).print();
                assertThatThrownBy(() -> second.start())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining(folder.path() + " is in use by another program");
            }
            assertThat(first.getState()).isEqualTo(StreamingContextState.ACTIVE);
        }
    }

    private static void queues(Target target) throws Exception {
        target.closeShared();
        try (Folder folder = Folder.create();
                StreamingContext ssc = new StreamingContext(target.master(), Durations.seconds(1))) {
            ssc.checkpoint(folder.path().toString());
            ssc.<String>queueStream(new ArrayDeque<>()).print();
            assertThatThrownBy(() -> ssc.start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("can't be recovered")
                    .hasMessageContaining("QueueSource");
        }
    }

    private static void unregistered(Target target) throws Exception {
        target.closeShared();
        try (Folder folder = Folder.create();
                StreamingContext ssc = new StreamingContext(conf(target), BatchInterval.selfClocked())) {
            MemorySource<String> words = new MemorySource<>("words");
            words.add("a");
            words.end();
            ssc.checkpoint(folder.path().toString());
            ssc.source(words)
                    .mapToPair(word -> Pair.of(new Key(word), 1L))
                    .<Long>updateStateByKey((ones, total) -> Optional.of(1L))
                    .print();
            ssc.start();
            assertThatThrownBy(() -> ssc.awaitTermination()).hasStackTraceContaining("ssc.types(Recoveries.Key.class)");
        }
    }

    private record Key(String word) {}
}
