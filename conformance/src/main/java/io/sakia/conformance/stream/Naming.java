package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.StorageLevel;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.InputDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Names, by which operators are found, and what a stream tells of itself; what is computed once and what twice. */
public final class Naming {
    private Naming() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "names stand in what listeners are told",
                        Naming::names,
                        "DStream.named(String)",
                        "PairDStream.named(String)",
                        "InputDStream.named(String)",
                        "OutputDStream.named(String)"),
                scenario("a stateless step changes no default name", Naming::stableNames),
                scenario(
                        "a program's inputs can be replaced and its streams found",
                        Naming::replaces,
                        "StreamingContext.replaceInput(String,Source)",
                        "StreamingContext.streamNamed(String)",
                        "StreamingContext.setConsole(Console)"),
                scenario(
                        "a stream tells its context and its slide",
                        Naming::tellsWhatItIs,
                        "DStream.context()",
                        "DStream.toString()",
                        "DStream.slideDuration()"),
                scenario("a stream that two outputs read is computed twice", Naming::computesTwice),
                scenario(
                        "a stream that is kept is computed once a batch",
                        Naming::computesOnce,
                        "DStream.persist()",
                        "DStream.persist(StorageLevel)",
                        "PairDStream.persist()",
                        "PairDStream.persist(StorageLevel)"));
    }

    /** The names of sources, states and outputs, as a listener is told them after a batch. */
    private static List<String> namesOf(Target target, StreamProgram program) {
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                program.define(ssc);
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        batch.sources().forEach(source -> names.add(source.name()));
                        batch.states().forEach(state -> names.add(state.name()));
                        batch.outputs().forEach(output -> names.add(output.name()));
                    }
                });
            });
            tester.tick();
        }
        return names;
    }

    private static PairDStream<String, Integer> totals(DStream<String> words) {
        return words.mapToPair(word -> Pair.of(word, 1))
                .updateStateByKey(
                        (List<Integer> ones, Optional<Integer> total) -> Optional.of(total.orElse(0) + ones.size()));
    }

    private static void names(Target target) {
        assertThat(namesOf(target, ssc -> {
                    InputDStream<String> words =
                            ssc.source(new MemorySource<String>("memory")).named("words");
                    PairDStream<String, Integer> totals =
                            totals(words.map(word -> word + "!").named("louder"));
                    totals.named("totals").print().named("screen");
                    totals.map(Pair::value).named("values").print();
                }))
                .containsExactly("words", "totals", "screen", "print(totals)");
    }

    private static void stableNames(Target target) {
        List<String> plain = namesOf(
                target,
                ssc -> totals(ssc.source(new MemorySource<String>("words"))).print());
        List<String> more = namesOf(
                target,
                ssc -> totals(ssc.source(new MemorySource<String>("words"))
                                .filter(word -> !word.isEmpty())
                                .map(String::trim)
                                .cache())
                        .filter(pair -> pair.value() > 1)
                        .print());
        assertThat(plain)
                .containsExactly("words", "updateStateByKey(words)", "print(updateStateByKey(words))")
                .isEqualTo(more);
    }

    private static void replaces(Target target) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        MemorySource<String> words = new MemorySource<>("test words");
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        ManualClock clock = new ManualClock();
        target.closeShared();
        try (StreamingContext ssc =
                new StreamingContext(target.conf(), BatchInterval.fixed(Duration.ofSeconds(1)), clock)) {
            totals(ssc.socketTextStream("nowhere.invalid", 1).named("lines"))
                    .named("totals")
                    .print();
            ssc.replaceInput("lines", words);
            ssc.streamNamed("totals").foreachRDD(rdd -> {
                seen.addAll(rdd.collect());
            });
            PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
            ssc.setConsole(new Console(out, out));
            ssc.start();
            words.add("a", "a");
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(seen).containsExactly(Pair.of("a", 2));
        assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("\n(a,2)\n");
    }

    private static void tellsWhatItIs(Target target) {
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                DStream<Integer> numbers = ssc.source(new MemorySource<Integer>("numbers"));
                assertThat(numbers.context()).isSameAs(ssc);
                assertThat(numbers.slideDuration()).isEqualTo(Seconds.ONE);
                assertThat(numbers.map(x -> x + 1).slideDuration()).isEqualTo(Seconds.ONE);
                assertThat(numbers.mapToPair(x -> Pair.of(x, x)).cache().named("pairs"))
                        .asString()
                        .matches("PairDStream\\[mapToPair 'pairs' at Naming.java:\\d+]");
                DStream<Integer> windows = numbers.window(Seconds.FOUR, Seconds.TWO);
                assertThat(windows.slideDuration()).isEqualTo(Seconds.TWO);
                assertThat(windows.map(x -> x + 1).slideDuration()).isEqualTo(Seconds.TWO);
                assertThat(windows.window(Seconds.FOUR, Seconds.FOUR).slideDuration())
                        .isEqualTo(Seconds.FOUR);
                windows.print();
            });
        }
    }

    private static void computesTwice(Target target) {
        Probe computed = Probe.create();
        runTwoOutputs(
                target,
                numbers -> numbers.map(x -> {
                    computed.note(x);
                    return x;
                }));
        assertThat(computed.count()).isEqualTo(2 * 3);
    }

    private static void computesOnce(Target target) {
        computesOnce(target, DStream::cache, PairDStream::cache);
        computesOnce(target, DStream::persist, PairDStream::persist);
        for (StorageLevel level : StorageLevel.values()) {
            if (level != StorageLevel.NONE) {
                computesOnce(target, stream -> stream.persist(level), pairs -> pairs.persist(level));
            }
        }
    }

    private static void computesOnce(
            Target target,
            UnaryOperator<DStream<Integer>> keep,
            UnaryOperator<PairDStream<Integer, Integer>> keepPairs) {
        Probe computed = Probe.create();
        runTwoOutputs(
                target,
                numbers -> keep.apply(numbers.map(x -> {
                    computed.note(x);
                    return x;
                })));
        assertThat(computed.count()).isEqualTo(3);
        runTwoOutputs(
                target,
                numbers -> keepPairs.apply(numbers.mapToPair(x -> {
                    computed.note(x);
                    return Pair.of(x, x);
                })));
        assertThat(computed.count()).isEqualTo(6);
    }

    /** Runs two batches of 3 records and of none with two outputs of what the function makes. */
    private static void runTwoOutputs(Target target, Function<DStream<Integer>, DStream<?>> make) {
        List<Long> counts = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> {
                DStream<?> stream = make.apply(ssc.source(new MemorySource<Integer>("numbers")));
                stream.foreachRDD(rdd -> {
                    counts.add(rdd.count());
                });
                stream.foreachRDD(rdd -> {
                    counts.add(rdd.count());
                });
            });
            numbers.add(1, 2, 3);
            tester.tick(2);
        }
        assertThat(counts).containsExactly(3L, 3L, 0L, 0L);
    }
}
