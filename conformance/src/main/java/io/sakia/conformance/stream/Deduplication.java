package io.sakia.conformance.stream;

import static io.sakia.conformance.stream.Seconds.HOUR;
import static io.sakia.conformance.stream.Seconds.ONE;
import static io.sakia.conformance.stream.Seconds.TWO;
import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Dropping what was seen already. */
public final class Deduplication {
    private Deduplication() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream("deduplicate keeps the first of each key", "DStream.deduplicate(Function,Duration)")
                        .words("[a1 b2 a3] [a4 c5] [] [c6 a7]")
                        .gives("[a1 b2] [c5] [] []", words -> byLetter(words, HOUR)),
                stream("deduplicate counts from the first that was seen")
                        .words("[a1] [a2] [a3] [a4] [a5]")
                        .gives("[a1] [] [a3] [] [a5]", words -> byLetter(words, TWO)),
                stream("deduplicate within one batch")
                        .words("[a1 a2] [a3 a4 b5] [a6]")
                        .gives("[a1] [a3 b5] [a6]", words -> byLetter(words, ONE)),
                stream("deduplicate within less than a batch is as within one")
                        .words("[a1 a2] [a3]")
                        .gives("[a1] [a3]", words -> byLetter(words, Duration.ofMillis(1))),
                stream("deduplicate within a batch and a half ends with the later batch")
                        .words("[a1] [a2] [a3] [a4]")
                        .gives("[a1] [] [a3] []", words -> byLetter(words, Duration.ofMillis(1500))),
                stream("deduplicate by the record itself")
                        .ints("[1 2 1] [2 3] [1]")
                        .gives("[1 2] [3] []", numbers -> numbers.deduplicate(x -> x, HOUR)),
                stream("deduplicate over an empty stream").words("[] []").gives("[] []", words -> byLetter(words, TWO)),
                stream("deduplicate under a window with a slide")
                        .words("[a1] [a2] [b3] [a4] [] [b5]")
                        .gives("- [a1] - [b3] - []", words -> byLetter(words.window(TWO, TWO), Duration.ofSeconds(3))),
                stream("deduplicateByKey keeps the first pair of each key", "PairDStream.deduplicateByKey(Duration)")
                        .pairs("[(a,1) (b,2) (a,3)] [(a,4)] [(a,5)]")
                        .gives("[(a,1) (b,2)] [] [(a,5)]", pairs -> pairs.deduplicateByKey(TWO)),
                stream("what deduplicateByKey gives is placed by key")
                        .pairs("[(a,1) (a,2)] [(b,2)]")
                        .gives(
                                "[(a,(1,1))] [(b,(2,2))]",
                                pairs -> pairs.deduplicateByKey(HOUR).join(pairs.reduceByKey(Math::min))),
                scenario("keys leave the memory when their time has passed", Deduplication::forgets),
                scenario("a span of nothing is refused", Deduplication::nothing));
    }

    private static DStream<String> byLetter(DStream<String> words, Duration within) {
        return words.deduplicate(word -> word.charAt(0), within);
    }

    private static void forgets(Target target) {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> words = tester.input("words");
            tester.start(ssc -> {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        told.add("" + batch.states().get(0).keys());
                    }
                });
                byLetter(ssc.source(new MemorySource<String>("words")), TWO).print();
            });
            words.add("a1", "b1");
            tester.tick();
            words.add("a2", "c2");
            tester.tick();
            words.add("c3");
            tester.tick();
            tester.tick();
        }
        assertThat(told).containsExactly("2", "3", "1", "0");
    }

    private static void nothing(Target target) {
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() ->
                            tester.start(ssc -> byLetter(ssc.source(new MemorySource<String>("words")), Duration.ZERO)
                                    .print()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "deduplicate at Deduplication.java:\\d+ can't remember keys for 0ms: give at least"
                                    + " 1ms; the batch interval drops what repeats within a batch");
        }
    }
}
