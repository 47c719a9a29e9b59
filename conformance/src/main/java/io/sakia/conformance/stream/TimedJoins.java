package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.JoinedDStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.TimedJoin;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Joins in time: records are pairs of a key and a time in milliseconds, within 2 before and 3 after. */
public final class TimedJoins {
    private static final Duration BEFORE = Duration.ofMillis(2);
    private static final Duration AFTER = Duration.ofMillis(3);

    private TimedJoins() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                stream(
                                "what belongs together comes with the later of two",
                                "KeyedDStream.join(KeyedDStream)",
                                "TimedJoin.within(Duration,Duration)",
                                "TimedJoin.onMillis(Millis,Millis)",
                                "TimedJoin.inner()",
                                "JoinedDStream.named(String)")
                        .pairs("[(a,10)] [(b,10)] [(a,12)]")
                        .andPairs("[(a,8) (a,7)] [(b,13) (b,14) (a,11)] []")
                        .gives(
                                "[(a,(10,8))] [(b,(10,13)) (a,(10,11))] [(a,(12,11))]",
                                (left, right) -> join(left, right).inner().named("joined")),
                stream(
                                "left records that meet none come when none can come any more",
                                "TimedJoin.left()",
                                "TimedJoin.on(Moment,Moment)")
                        .pairs("[(a,10) (b,20)] [(a,40)] [] []")
                        .andPairs("[(b,20)] [(c,13)] [(c,40)] []")
                        .gives(
                                "[(b,20,20)] [(a,10,-)] [] []",
                                (left, right) -> text(left.keyed()
                                        .join(right.keyed())
                                        .within(BEFORE, AFTER)
                                        .on(Instant::ofEpochMilli, Instant::ofEpochMilli)
                                        .left())),
                stream("right records that meet none come likewise", "TimedJoin.right()")
                        .pairs("[(b,20)] [(a,40)] []")
                        .andPairs("[(a,10) (b,20)] [(c,40)] []")
                        .gives(
                                "[(b,20,20)] [(a,-,10)] []",
                                (left, right) -> text(join(left, right).right())),
                stream("records of both that meet none", "TimedJoin.full()")
                        .pairs("[(a,10)] [(a,40)] [] []")
                        .andPairs("[(b,10)] [(b,40)] [] []")
                        .gives(
                                "[] [] [(a,10,-) (b,-,10)] []",
                                (left, right) -> text(join(left, right).full())),
                stream("left records that come too late", "JoinedDStream.lateLeft()")
                        .pairs("[(a,30)] [] [(a,26) (a,27)]")
                        .andPairs("[(b,30)] [] []")
                        .gives(
                                "[] [] [26]",
                                (left, right) -> join(left, right).inner().lateLeft()),
                stream("right records that come too late", "JoinedDStream.lateRight()")
                        .pairs("[(a,30)] [] []")
                        .andPairs("[(b,30)] [] [(a,26) (a,27) (a,28)]")
                        .gives(
                                "[] [] [26 27]",
                                (left, right) -> join(left, right).inner().lateRight()),
                scenario("late records are counted", TimedJoins::counted, "JoinedDStream.lateCount()"),
                scenario(
                        "a join in time knows the times",
                        target -> refused(
                                target,
                                pairs -> pairs.keyed().join(pairs.keyed()).inner(),
                                "inner at TimedJoins.java:\\d+ does not know the times of records: say where they stand, as in"
                                        + " .on\\(Order::at, Payment::at\\)")),
                scenario(
                        "a join in time does not reach backwards",
                        target -> refused(
                                target,
                                pairs -> pairs.keyed()
                                        .join(pairs.keyed())
                                        .within(Duration.ofMillis(-1), AFTER)
                                        .onMillis(time -> time, time -> time)
                                        .inner(),
                                "within at TimedJoins.java:\\d+ can't reach PT-0.001S far: give how much earlier and how much"
                                        + " later, 0 or more")));
    }

    private static TimedJoin<String, Integer, Integer> join(
            PairDStream<String, Integer> left, PairDStream<String, Integer> right) {
        return left.keyed().join(right.keyed()).within(BEFORE, AFTER).onMillis(time -> time, time -> time);
    }

    private static void counted(Target target) {
        List<JoinedDStream<String, Integer, Integer, Pair<Integer, Integer>>> joined = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> {
                PairDStream<String, Integer> pairs = pairs(ssc.source(new MemorySource<Integer>("numbers")));
                joined.add(join(pairs, pairs).inner());
                joined.get(0).print();
            });
            numbers.add(30);
            tester.tick();
            tester.tick();
            numbers.add(26, 27);
            tester.tick();
            assertThat(joined.get(0).lateCount()).isEqualTo(3);
        }
    }

    private static void refused(
            Target target, Function<PairDStream<String, Integer>, DStream<?>> program, String message) {
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() ->
                            tester.start(ssc -> program.apply(pairs(ssc.source(new MemorySource<Integer>("numbers"))))
                                    .print()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(message);
        }
    }

    private static PairDStream<String, Integer> pairs(DStream<Integer> numbers) {
        return numbers.mapToPair(number -> Pair.of("a", number));
    }

    /** As {@code (a,1,-)}. */
    private static DStream<String> text(DStream<? extends Pair<String, ? extends Pair<?, ?>>> joined) {
        return joined.map(pair -> "(" + pair.key() + "," + part(pair.value().key()) + ","
                + part(pair.value().value()) + ")");
    }

    private static String part(Object side) {
        Object given = side instanceof Optional<?> optional
                ? optional.map(Object.class::cast).orElse("-")
                : side;
        return String.valueOf(given);
    }
}
