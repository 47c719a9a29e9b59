package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.StreamTable.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.DStream;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Records drawn at random from each batch. */
public final class SampledBatches {
    private static final List<Integer> NUMBERS = IntStream.range(0, 400).boxed().toList();

    private SampledBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(scenario(
                "sample draws the same from the same batch, and others from the next", SampledBatches::repeats));
        cases.add(scenario("sample with replacement draws some records more than once", SampledBatches::replaces));
        cases.addAll(edges());
        return cases;
    }

    private static List<Case> edges() {
        return List.of(
                stream("sample of everything and of nothing", "DStream.sample(boolean,double,long)")
                        .ints("[1 2 3] [] [4]")
                        .gives(
                                "[1 2 3] [] [4]",
                                numbers -> numbers.sample(false, 1, 7)
                                        .union(numbers.sample(false, 0, 7))
                                        .union(numbers.sample(true, 0, 7))),
                stream("sample of pairs keeps pairs", "PairDStream.sample(boolean,double,long)")
                        .pairs("[(a,1) (a,2)] []")
                        .gives("[(a,3)] []", pairs -> pairs.sample(false, 1, 7).reduceByKey(Integer::sum)),
                stream("sample of numbers keeps numbers", "DoubleDStream.sample(boolean,double,long)")
                        .ints("[1 2] []")
                        .gives(
                                "[3.0] [0.0]",
                                numbers -> numbers.mapToDouble(x -> x)
                                        .sample(false, 1, 7)
                                        .sum()));
    }

    private static void repeats(Target target) {
        List<List<Integer>> batches = run(target, numbers -> numbers.sample(false, 0.25, 42));
        assertThat(batches).hasSize(2).allSatisfy(batch -> {
            assertThat(batch).hasSizeBetween(60, 140).doesNotHaveDuplicates();
            assertThat(NUMBERS).containsAll(batch);
        });
        assertThat(batches.get(0)).isNotEqualTo(batches.get(1));
        assertThat(run(target, numbers -> numbers.sample(false, 0.25, 42))).isEqualTo(batches);
        assertThat(run(target, numbers -> numbers.sample(false, 0.25, 43))).isNotEqualTo(batches);
    }

    private static void replaces(Target target) {
        List<List<Integer>> batches = run(target, numbers -> numbers.sample(true, 2.0, 42));
        assertThat(batches.get(0)).hasSizeBetween(700, 900);
        assertThat(batches.get(0).stream().distinct()).hasSizeBetween(310, 390);
        assertThat(run(target, numbers -> numbers.sample(true, 2.0, 42))).isEqualTo(batches);
    }

    /** What comes out of two batches of the same numbers. */
    private static List<List<Integer>> run(Target target, UnaryOperator<DStream<Integer>> program) {
        try (StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            Results<Integer> out = tester.output("out");
            tester.start(ssc -> program.apply(
                            ssc.source(new MemorySource<Integer>("numbers")).repartition(3))
                    .transform(rdd -> rdd)
                    .named("out"));
            List<List<Integer>> batches = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                input.addAll(NUMBERS);
                tester.tick();
                batches.add(out.last());
            }
            return batches;
        }
    }
}
