package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.streaming.OutputTag;
import io.sakia.streaming.ProcessedDStream;
import io.sakia.streaming.Rule;
import io.sakia.streaming.Validated;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.List;

/** One pass that gives several streams: side outputs and validation. */
public final class SideOutputs {
    private static final OutputTag<String> ODD = OutputTag.of("odd");
    private static final OutputTag<Double> LARGE = OutputTag.of("large");

    private SideOutputs() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.addAll(sides());
        cases.addAll(rules());
        cases.add(scenario("a pass is made once, whoever reads its outputs", SideOutputs::onePass));
        cases.add(scenario("a record for a side that was not named fails the batch", SideOutputs::unknownTag));
        cases.add(scenario(
                "validation counts what passes and what does not", SideOutputs::counts, "DStream.validate(Rule)"));
        cases.add(scenario("a rule that throws fails the batch with its record", SideOutputs::throwingRule));
        return cases;
    }

    private static List<Case> sides() {
        return List.of(
                stream(
                                "process gives a main stream and sides",
                                "DStream.process(VoidFunction2,OutputTag[])",
                                "ProcessedDStream.side(OutputTag)",
                                "ProcessedDStream.named(String)")
                        .ints("[1 2 300] [] [4]")
                        .givesInOrder("[2 300 odd-1 300.5] [] [4]", numbers -> {
                            ProcessedDStream<Integer> even = split(numbers).named("even numbers");
                            return even.map(x -> "" + x)
                                    .union(even.side(ODD))
                                    .union(even.side(LARGE).map(x -> "" + x))
                                    .transform(rdd -> rdd.repartition(1));
                        }),
                stream("process sends any number of records for each")
                        .ints("[1 2] [] [3]")
                        .gives(
                                "[1 2 2] [] [3 3 3]",
                                numbers -> numbers.<Integer>process((x, out) -> {
                                            for (int i = 0; i < x; i++) {
                                                out.emit(x);
                                            }
                                        })
                                        .map(x -> x)),
                stream("a side that gets nothing is empty, not absent")
                        .ints("[2] [1] [4]")
                        .gives("[] [odd-1] []", numbers -> split(numbers).side(ODD)),
                stream("a side of a window comes once a slide")
                        .ints("[1] [2] [3] [4]")
                        .gives(
                                "- [odd-1] - [odd-3]",
                                numbers -> split(numbers.window(Seconds.TWO, Seconds.TWO))
                                        .side(ODD)));
    }

    private static List<Case> rules() {
        return List.of(
                stream("the valid records go on")
                        .ints("[1 -2 3] [] [-4]")
                        .givesInOrder(
                                "[1 3] [] []",
                                numbers -> numbers.validate(positive()).valid()),
                stream("the invalid ones have the reason, the first of several")
                        .ints("[1 -2 3 200 -300] [] [-4]")
                        .givesInOrder(
                                "[-2:negative 200:large -300:negative] [] [-4:negative]",
                                numbers -> numbers.validate(positive().and(Rule.of("large", x -> x < 100)))
                                        .invalid()
                                        .map(invalid -> invalid.record() + ":" + invalid.reason())));
    }

    private static void onePass(Target target) {
        Probe seen = Probe.create();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            Results<Integer> even = tester.output("even");
            Results<String> odd = tester.output("odd");
            tester.start(ssc -> {
                ProcessedDStream<Integer> split = split(
                                ssc.source(new MemorySource<Integer>("numbers")).map(x -> {
                                    seen.note(x);
                                    return x;
                                }))
                        .named("even");
                split.side(ODD).named("odd");
                split.side(ODD).print();
            });
            input.add(1, 2, 3, 4);
            tester.tick();
            assertThat(even.last()).containsExactly(2, 4);
            assertThat(odd.last()).containsExactly("odd-1", "odd-3");
        }
        assertThat(seen.seen()).containsExactlyInAnyOrder(1, 2, 3, 4);
    }

    private static void unknownTag(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .<Integer>process((x, out) -> out.emit(ODD, "odd-" + x), LARGE)
                    .print());
            input.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("process at SideOutputs.java:")
                    .hasMessageContaining("the side output 'odd' is not one of those that process was given, [large]");
        }
    }

    private static void counts(Target target) {
        List<Validated<Integer>> made = new ArrayList<>();
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            Results<Integer> out = tester.output("valid");
            tester.start(ssc -> {
                Validated<Integer> validated =
                        ssc.source(new MemorySource<Integer>("numbers")).validate(positive());
                validated.valid().named("valid");
                validated.invalid().foreachRDD(rdd -> assertThat(rdd.count()).isBetween(0L, 2L));
                made.add(validated);
            });
            input.add(1, -2, -3, 4, 5);
            tester.tick(2);
            input.add(-6);
            tester.tick();
            assertThat(out.all()).containsExactly(1, 4, 5);
            assertThat(made.get(0).validCount()).isEqualTo(3);
            assertThat(made.get(0).invalidCount()).isEqualTo(3);
        }
    }

    private static void throwingRule(Target target) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<String> input = tester.input("words");
            tester.start(ssc -> ssc.source(new MemorySource<String>("words"))
                    .validate(Rule.of("not positive", word -> Integer.parseInt(word) > 0))
                    .valid()
                    .print());
            input.add("1", "x");
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("validate at SideOutputs.java:")
                    .hasMessageContaining("record x");
        }
    }

    private static ProcessedDStream<Integer> split(DStream<Integer> numbers) {
        return numbers.process(
                (x, out) -> {
                    if (x % 2 == 0) {
                        out.emit(x);
                    } else {
                        out.emit(ODD, "odd-" + x);
                    }
                    if (x > 100) {
                        out.emit(LARGE, x + 0.5);
                    }
                },
                ODD,
                LARGE);
    }

    private static Rule<Integer> positive() {
        return Rule.of("negative", x -> x > 0);
    }
}
