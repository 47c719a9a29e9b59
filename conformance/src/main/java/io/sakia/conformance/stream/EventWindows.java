package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.DStream;
import io.sakia.streaming.KeyedDStream;
import io.sakia.streaming.KeyedWindows;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.WindowedDStream;
import io.sakia.streaming.window.Windowed;
import io.sakia.streaming.window.Windows;
import io.sakia.streaming.window.WindowsOn;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Windows by event time, by key and over all records: records are pairs of a key and a time in milliseconds, or times alone. */
public final class EventWindows {
    private static final Duration FIVE = Duration.ofMillis(5);
    private static final Duration TEN = Duration.ofMillis(10);

    private EventWindows() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(kinds());
        cases.addAll(results());
        cases.addAll(late());
        cases.addAll(wrongUse());
        return cases;
    }

    private static List<Case> kinds() {
        return List.of(
                stream(
                                "tumbling windows end with the watermark",
                                "KeyedDStream.window(WindowsOn)",
                                "PairDStream.keyed()")
                        .pairs("[(a,1) (b,2)] [(a,4) (a,5) (a,7)] [] [(b,20)] []")
                        .gives("[] [] [a@5=2 b@5=1] [] [a@10=2]", pairs -> counted(pairs, tumbling())),
                stream("sliding windows", "KeyedDStream.context()")
                        .pairs("[(a,1) (a,7)] [(a,30)] []")
                        .gives(
                                "[] [a@5=1] [a@10=2 a@15=1]",
                                pairs -> counted(
                                        pairs, Windows.sliding(TEN, FIVE).onMillis(time -> time))),
                stream("windows with an offset")
                        .pairs("[(a,1) (a,2)] [(a,30)] []")
                        .gives(
                                "[] [a@2=1] [a@7=1]",
                                pairs -> counted(
                                        pairs,
                                        Windows.tumbling(FIVE)
                                                .offset(Duration.ofMillis(-3))
                                                .onMillis(time -> time))),
                stream("sessions last while records come")
                        .pairs("[(a,1) (a,4) (b,3)] [(a,9)] [(a,30)] []")
                        .gives("[] [] [a@9=2 b@8=1] [a@14=1]", pairs -> counted(pairs, session())),
                stream("a record that comes out of order makes two sessions one")
                        .pairs("[(a,1) (a,8)] [(a,5)] [(a,40)] []")
                        .gives(
                                "[] [] [] [a@13=3]",
                                pairs -> counted(pairs, session().lateness(Duration.ofMillis(10)))),
                stream("windows of a number of records")
                        .pairs("[(a,1) (b,2)] [(a,3) (a,9)] [(a,1)]")
                        .gives("[] [a@2=2] [a@2=2]", pairs -> counted(pairs, Windows.count(2))),
                stream("one window of all, with early results")
                        .pairs("[(a,1) (b,2)] [(a,3) (a,9)] [(a,1)]")
                        .gives(
                                "[] [a@MAX=3?] [a@MAX=4?]",
                                pairs ->
                                        counted(pairs, Windows.<Integer>global().earlyEvery(2))),
                stream("windows of all records together", "DStream.windowAll(WindowsOn)")
                        .ints("[1 2 7] [30] []")
                        .gives(
                                "[] [all@5=2] [all@10=1]",
                                numbers -> numbers.windowAll(tumbling()).count().map(EventWindows::text)),
                stream("two kinds of windows over one stream, each of which tells its event time")
                        .ints("[1 2 7] [30] []")
                        .gives(
                                "[] [all@5=2] [all@10=1 all@10=3]",
                                numbers -> numbers.windowAll(tumbling())
                                        .count()
                                        .named("by 5")
                                        .union(numbers.windowAll(
                                                        Windows.tumbling(TEN).onMillis((Integer time) -> time))
                                                .count()
                                                .named("by 10"))
                                        .map(EventWindows::text)),
                stream("records with keys", "DStream.keyed(Function)")
                        .ints("[1 2 7] [30] []")
                        .gives(
                                "[] [0@5=1 1@5=1] [1@10=1]",
                                numbers -> numbers.keyed(number -> number % 2)
                                        .window(tumbling())
                                        .count()
                                        .map(EventWindows::text)));
    }

    private static List<Case> results() {
        return List.of(
                stream("an aggregate of each window", "KeyedWindows.aggregate(Aggregate)")
                        .pairs("[(a,1) (a,2) (a,7)] [(a,30)] []")
                        .gives(
                                "[] [a@5=3] [a@10=7]",
                                pairs -> windowed(pairs)
                                        .aggregate(Aggregate.of(() -> 0, Integer::sum, Integer::sum, sum -> sum))
                                        .map(EventWindows::text)),
                stream("the records of each window put together", "KeyedWindows.reduce(Function2)")
                        .pairs("[(a,1) (a,2) (a,7)] [(a,30)] []")
                        .gives(
                                "[] [a@5=2] [a@10=7]",
                                pairs -> windowed(pairs).reduce(Math::max).map(EventWindows::text)),
                stream("the number of records of each window", "KeyedWindows.count()", "WindowedDStream.named(String)")
                        .pairs("[(a,1) (a,2) (a,7)] [(a,30)] []")
                        .gives(
                                "[] [a@5=2] [a@10=1]",
                                pairs -> windowed(pairs).count().named("counts").map(EventWindows::text)),
                stream("the records of each window in the order of their times", "KeyedWindows.toList()")
                        .pairs("[(a,4) (a,1)] [(a,3)] [(a,30)] []")
                        .gives(
                                "[] [] [] [a@5=[1,3,4]]",
                                pairs -> pairs.keyed()
                                        .window(tumbling().lateness(FIVE))
                                        .toList()
                                        .map(window -> text(window.with(
                                                window.value().toString().replace(" ", ""))))),
                stream("what a function makes of the records of each window", "KeyedWindows.apply(Function3)")
                        .pairs("[(a,4) (a,1)] [(a,30)] []")
                        .gives(
                                "[] [] [a@5=a5/1]",
                                pairs -> windowed(pairs)
                                        .apply((key, window, times) -> key + window.endMillis() + "/" + times.get(0))
                                        .map(EventWindows::text)),
                stream("early results after so many records, once a batch")
                        .pairs("[(a,1) (a,2) (a,3)] [(a,4) (a,7)] [(b,6)] [(a,30)] []")
                        .gives(
                                "[a@5=3?] [a@5=4?] [a@5=4] [] [a@10=1 b@10=1]",
                                pairs -> counted(pairs, tumbling().earlyEvery(2))),
                stream("early results by the clock")
                        .pairs("[(a,1) (a,2)] [(b,3)] [(a,4)] [] [(c,30)] []")
                        .gives(
                                "[] [] [a@5=3?] [b@5=1?] [] [a@5=3 b@5=1]",
                                pairs -> counted(pairs, tumbling().early(Duration.ofSeconds(2)))),
                stream("windows of windows go by the end of the former ones")
                        .pairs("[(a,1) (b,2) (a,7)] [(a,12) (b,14)] [(a,50)] [] []")
                        .gives(
                                "[] [] [all@10=3] [all@20=2] []",
                                pairs ->
                                        counted(pairs.keyed().window(tumbling()).count())));
    }

    private static DStream<String> counted(WindowedDStream<String, Integer, Long> counts) {
        return counts.windowAll(Windows.tumbling(TEN).on(Windowed::time))
                .aggregate(Aggregate.of(() -> 0L, (sum, count) -> sum + count.value(), Long::sum, sum -> sum))
                .map(EventWindows::text);
    }

    private static List<Case> late() {
        return List.of(
                stream("records that come too late for all windows", "WindowedDStream.late()")
                        .pairs("[(a,9)] [(a,4)] [(a,4) (a,7) (b,1)] []")
                        .gives(
                                "[] [] [a4 b1] []",
                                pairs -> pairs.mapToPair(pair -> pair)
                                        .keyed(pair -> pair.key())
                                        .window(Windows.tumbling(FIVE).onMillis(pair -> pair.value()))
                                        .count()
                                        .late()
                                        .map(pair -> pair.key() + pair.value())),
                stream("a window is put right within its allowed lateness")
                        .pairs("[(a,1) (a,7)] [] [(a,2) (a,3)] [(a,4) (a,10)] [] [(a,1)]")
                        .gives(
                                "[] [a@5=1] [a@5=3!] [a@5=4!] [a@10=1] []",
                                pairs -> counted(pairs, tumbling().allowedLateness(FIVE))),
                scenario(
                        "records that come too late are counted",
                        EventWindows::lateCount,
                        "WindowedDStream.lateCount()"),
                scenario("at the end of all inputs all windows end", EventWindows::theEnd),
                scenario("on a self-clocked stream windows end without data", EventWindows::selfClocked));
    }

    private static void lateCount(Target target) {
        List<WindowedDStream<String, Integer, Long>> windows = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            tester.start(ssc -> {
                windows.add(ssc.source(new MemorySource<Integer>("numbers"))
                        .windowAll(tumbling())
                        .count());
                windows.get(0).print();
            });
            numbers.add(9);
            tester.tick();
            tester.tick();
            assertThat(windows.get(0).lateCount()).isZero();
            numbers.add(1, 6, 2);
            tester.tick();
            assertThat(windows.get(0).lateCount()).isEqualTo(2);
        }
    }

    private static void theEnd(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<String> out = tester.output("out");
            tester.start(program());
            numbers.add(1, 2, 7);
            tester.tick();
            numbers.end();
            tester.tick();
            assertThat(out.all()).containsExactly("all@5=2", "all@10=1");
        }
    }

    private static void selfClocked(Target target) {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            MemorySource<Integer> numbers = tester.input("numbers");
            Results<String> out = tester.output("out");
            tester.start(program());
            numbers.add(1, 2, 7);
            tester.tick();
            assertThat(out.all()).containsExactly("all@5=2");
        }
    }

    private static StreamProgram program() {
        return ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                .windowAll(tumbling())
                .count()
                .map(EventWindows::text)
                .named("out");
    }

    private static List<Case> wrongUse() {
        return List.of(
                scenario(
                        "a lateness is given once",
                        target -> refused(
                                target,
                                pairs -> counted(pairs, tumbling().lateness(FIVE), true),
                                "window at EventWindows.java:\\d+ gives a lateness of PT0.005S to a stream that has event time from above:"
                                        + " give it there, by eventTime\\(…\\), and leave it out here")),
                scenario(
                        "nothing would come out of one window",
                        target -> refused(
                                target,
                                pairs -> counted(pairs, Windows.global()),
                                "window at EventWindows.java:\\d+ has one window without early results, over a stream without event time,"
                                        + " so nothing would ever come out of it: add early\\(…\\) or earlyEvery\\(…\\), or"
                                        + " eventTime\\(…\\) above")),
                scenario("windows have a length and a slide that fits", target -> {
                    assertThatThrownBy(() -> Windows.tumbling(Duration.ZERO))
                            .hasMessage("a window can't be PT0S long: give at least 1ms");
                    assertThatThrownBy(() -> Windows.sliding(FIVE, TEN))
                            .hasMessage(
                                    "a slide of PT0.01S is longer than its window of PT0.005S, so that records between two"
                                            + " windows would be in none: give a slide of at most the window's length");
                    assertThatThrownBy(() -> Windows.count(0))
                            .hasMessage("a window can't have 0 records: give at least 1");
                    assertThatThrownBy(() -> Windows.session(FIVE).offset(FIVE))
                            .hasMessage("sessions begin with their first record and have no offset; leave it out");
                    assertThatThrownBy(() -> Windows.count(5).allowedLateness(FIVE))
                            .hasMessage(
                                    "windows that do not go by event time have no allowedLateness; leave it out, or take"
                                            + " windows of time");
                    assertThatThrownBy(() -> tumbling().earlyEvery(0))
                            .hasMessage("early results can't come every 0 records: give at least 1");
                }));
    }

    private static void refused(
            Target target, Function<PairDStream<String, Integer>, DStream<?>> program, String message) {
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(ssc -> program.apply(ssc.source(new MemorySource<Integer>("numbers"))
                                    .mapToPair(number -> Pair.of("a", number)))
                            .print()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(message);
        }
    }

    private static WindowsOn<Integer> tumbling() {
        return Windows.tumbling(FIVE).on(time -> Instant.ofEpochMilli(time));
    }

    private static WindowsOn<Integer> session() {
        return Windows.session(FIVE).onMillis(time -> time);
    }

    private static KeyedWindows<String, Integer> windowed(PairDStream<String, Integer> pairs) {
        return pairs.keyed().window(tumbling());
    }

    private static DStream<String> counted(PairDStream<String, Integer> pairs, WindowsOn<Integer> windows) {
        return counted(pairs, windows, false);
    }

    private static DStream<String> counted(
            PairDStream<String, Integer> pairs, WindowsOn<Integer> windows, boolean eventTimeAbove) {
        PairDStream<String, Integer> timed =
                eventTimeAbove ? pairs.eventTime(EventTime.ofMillis(pair -> pair.value())) : pairs;
        KeyedDStream<String, Integer> keyed = timed.keyed();
        assertThat(keyed.context()).isSameAs(pairs.context());
        return keyed.window(windows).count().map(EventWindows::text);
    }

    /** As {@code a@5=2}: a key, the end of its window and what came of it; with ? if early and ! if late. */
    private static String text(Windowed<?, ?> windowed) {
        long end = windowed.window().endMillis();
        String timing = switch (windowed.timing()) {
            case EARLY -> "?";
            case ON_TIME -> "";
            case LATE -> "!";
        };
        return windowed.key() + "@" + (end == Long.MAX_VALUE ? "MAX" : end) + "=" + windowed.value() + timing;
    }
}
