package io.sakia.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.streaming.state.State;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream's batches are a few jobs on plans, so the same program puts the same out on either engine. */
class StreamsOnSparkTest {
    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void foldsEachBatchByKey(String master) {
        Function<DStream<String>, DStream<?>> program =
                words -> words.mapToPair(word -> Pair.of(word, 1L)).reduceByKey(Long::sum);

        assertThat(run(master, program))
                .isEqualTo("out [batch 1: [(a,2), (b,1)], batch 2: [(a,1), (c,1)], batch 3: []]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void looksBackOverAWindow(String master) {
        Function<DStream<String>, DStream<?>> program = words -> words.window(Durations.seconds(2));

        assertThat(run(master, program))
                .isEqualTo("out [batch 1: [a, b, a], batch 2: [a, b, a, a, c], batch 3: [a, c]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void keepsStateInExecutorsFromBatchToBatch(String master) {
        Function<DStream<String>, DStream<?>> program = words -> words.mapToPair(word -> Pair.of(word, 1L))
                .updateStateByKey(
                        (List<Long> ones, Optional<Long> total) -> Optional.of(total.orElse(0L) + ones.size()));

        assertThat(run(master, program))
                .isEqualTo("out [batch 1: [(a,2), (b,1)], batch 2: [(a,3), (c,1), (b,1)],"
                        + " batch 3: [(a,3), (c,1), (b,1)]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void mapsWithState(String master) {
        Function<DStream<String>, DStream<?>> program = words -> words.mapToPair(word -> Pair.of(word, 1L))
                .mapWithState(Long.class, (String word, Long one, State<Long> seen) -> {
                    seen.update((seen.exists() ? seen.get() : 0L) + one);
                    return word + seen.get();
                });

        assertThat(run(master, program)).isEqualTo("out [batch 1: [a1, a2, b1], batch 2: [a3, c1], batch 3: []]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void handsAFailureOfATaskToTheStream(String master) {
        Function<DStream<String>, DStream<?>> program =
                words -> words.map(word -> word.charAt(word.equals("c") ? 1 : 0));

        assertThatThrownBy(() -> run(master, program))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("map 'out' at StreamsOnSparkTest.java:")
                .hasMessageContaining("record c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "spark-local[2]"})
    void publishesWhatTasksStagedInASink(String master) {
        MemorySink<String> sink = new MemorySink<>("words");
        try (StreamTester tester = StreamTester.builder().master(master).build()) {
            MemorySource<String> words = tester.input("words");
            tester.start(ssc -> words(ssc).to("words", sink));
            words.add("a", "b", "c");
            tester.tick();
            words.add("d");
            tester.tick();
        }

        assertThat(sink.records()).containsExactly("a", "b", "c", "d");
    }

    /** What comes out of three batches: of a, b, a; of a, c; and of nothing. */
    private static String run(String master, Function<DStream<String>, DStream<?>> program) {
        StreamProgram named = ssc -> program.apply(words(ssc)).named("out");
        try (StreamTester tester = StreamTester.builder().master(master).build()) {
            MemorySource<String> words = tester.input("words");
            Results<Object> out = tester.output("out");
            tester.start(named);
            words.add("a", "b", "a");
            tester.tick();
            words.add("a", "c");
            tester.tick(2);
            return out.toString();
        }
    }

    private static DStream<String> words(StreamingContext ssc) {
        return ssc.source(new MemorySource<String>("words"));
    }
}
