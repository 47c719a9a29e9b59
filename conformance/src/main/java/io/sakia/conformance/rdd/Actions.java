package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/** Operations that run a job, and what is known of an RDD without one. */
public final class Actions {
    private Actions() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("collect gives the records in the order of partitions", "RDD.collect()")
                        .ints("[3 1] [] [2]")
                        .returns("[3,1,2]", RDD::collect),
                rdd("collect of nothing").ints("[] []").returns("[]", RDD::collect),
                rdd("count counts records", "RDD.count()").ints("[3 1] [] [2]").returns("3", RDD::count),
                rdd("count of nothing").ints("[]").returns("0", RDD::count),
                rdd("take gives the first records", "RDD.take(int)")
                        .ints("[1 2] [] [3 4]")
                        .returns("[1,2,3]", numbers -> numbers.take(3)),
                rdd("take of none").ints("[1]").returns("[]", numbers -> numbers.take(0)),
                rdd("take of more than there are").ints("[1] [2]").returns("[1,2]", numbers -> numbers.take(9)),
                rdd("take across many partitions")
                        .ints("[] [] [] [1] [] [2] [3] [4]")
                        .returns("[1,2,3]", numbers -> numbers.take(3)),
                rdd("take for layers above", "RDD.take(Origin,int)")
                        .ints("[1] [2]")
                        .returns("[1]", numbers -> numbers.take(Origin.internal("peek"), 1)),
                scenario("take computes no more partitions than it needs", Actions::takesFew),
                scenario("take refuses a negative number", Actions::takesNoNegative),
                rdd("reduce puts all records together", "RDD.reduce(Function2)")
                        .ints("[1 2] [] [3]")
                        .returns("6", numbers -> numbers.reduce(Integer::sum)),
                rdd("reduce goes in the order of partitions")
                        .words("[a b] [c] [d e]")
                        .returns("abcde", words -> words.reduce((a, b) -> a + b)),
                rdd("reduce of one record").ints("[] [7]").returns("7", numbers -> numbers.reduce(Integer::sum)),
                scenario("reduce of nothing is an error", Actions::reducesNothing),
                scenario("foreach sees each record once", Actions::foreach, "RDD.foreach(VoidFunction)"),
                scenario(
                        "foreachPartition sees each partition once, empty ones too",
                        Actions::foreachPartition,
                        "RDD.foreachPartition(VoidFunction)"),
                scenario(
                        "saveAsTextFile writes a part for each partition, textFile reads them",
                        Actions::savesText,
                        "RDD.saveAsTextFile(String)",
                        "SakiaContext.textFile(String)",
                        "SakiaContext.textFile(String,int)"),
                scenario("saveAsTextFile refuses a folder that is there", Actions::refusesATakenFolder),
                scenario("a failed saveAsTextFile leaves nothing", Actions::leavesNothing),
                scenario(
                        "an RDD tells what it is",
                        Actions::tellsWhatItIs,
                        "RDD.id()",
                        "RDD.context()",
                        "RDD.plan()",
                        "RDD.getNumPartitions()",
                        "RDD.partitioner()",
                        "RDD.setName(String)",
                        "RDD.name()",
                        "RDD.toString()"));
    }

    private static void takesFew(Target target) {
        Probe computed = Probe.create();
        RDD<Integer> numbers = target.context()
                .parallelize(IntStream.range(0, 10).boxed().toList(), 10)
                .map(x -> {
                    computed.note(x);
                    return x;
                });

        assertThat(numbers.take(1)).containsExactly(0);
        assertThat(computed.seen()).containsExactly(0);
    }

    private static void takesNoNegative(Target target) {
        assertThatThrownBy(() -> target.context().parallelize(List.of(1)).take(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("take needs a number of at least 0, not -1");
    }

    private static void reducesNothing(Target target) {
        RDD<Integer> nothing = target.context().parallelize(List.of(), 2);
        assertThatThrownBy(() -> nothing.reduce(Integer::sum))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("reduce at Actions.java:")
                .hasMessageContaining("the RDD is empty");
    }

    private static void foreach(Target target) {
        Accumulator<Long, Long> sum = target.context().longAccumulator("sum");
        target.context().parallelize(List.of(1, 2, 3), 2).foreach(x -> sum.add((long) x));
        assertThat(sum.value()).isEqualTo(6);
    }

    private static void foreachPartition(Target target) {
        Accumulator<Long, Long> calls = target.context().longAccumulator("calls");
        Accumulator<Long, Long> sum = target.context().longAccumulator("sum");
        target.context().parallelize(List.of(1, 2), 3).foreachPartition(records -> {
            calls.add(1L);
            records.forEachRemaining(x -> sum.add((long) x));
        });
        assertThat(calls.value()).isEqualTo(3);
        assertThat(sum.value()).isEqualTo(3);
    }

    private static void savesText(Target target) throws IOException {
        SakiaContext context = target.context();
        try (Folder folder = Folder.create()) {
            Path out = folder.path().resolve("out");
            context.parallelize(List.of("a", "b c", "", "ü"), 2).saveAsTextFile(out.toString());

            assertThat(Files.readString(out.resolve("part-00000"))).isEqualTo("a\nb c\n");
            assertThat(Files.readString(out.resolve("part-00001"))).isEqualTo("\nü\n");
            assertThat(context.textFile(out.toString()).collect()).containsExactly("a", "b c", "", "ü");

            Path file = folder.path().resolve("lines.txt");
            Files.writeString(
                    file,
                    String.join(
                            "\n",
                            IntStream.range(0, 1000).mapToObj(i -> "line " + i).toList()));
            RDD<String> lines = context.textFile(file.toString(), 5);
            assertThat(lines.getNumPartitions()).isGreaterThanOrEqualTo(5);
            assertThat(lines.collect()).hasSize(1000).startsWith("line 0").endsWith("line 999");
            assertThat(lines.map(String::length).reduce(Integer::sum)).isEqualTo(7890);
        }
    }

    private static void refusesATakenFolder(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            assertThatThrownBy(() -> target.context()
                            .parallelize(List.of(1), 1)
                            .saveAsTextFile(folder.path().toString()))
                    .hasMessageContaining(folder.path().toString());
            assertThat(folder.files()).isEmpty();
        }
    }

    private static void leavesNothing(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Path out = folder.path().resolve("out");
            RDD<Integer> broken =
                    target.context().parallelize(List.of(1, 2, 0), 3).map(x -> 1 / x);
            assertThatThrownBy(() -> broken.saveAsTextFile(out.toString())).isInstanceOf(JobFailedException.class);
            assertThat(out).doesNotExist();
        }
    }

    private static void tellsWhatItIs(Target target) {
        SakiaContext context = target.context();
        RDD<Integer> numbers = context.parallelize(List.of(1, 2, 3), 3);
        assertThat(numbers.context()).isSameAs(context);
        assertThat(numbers.getNumPartitions()).isEqualTo(3);
        assertThat(numbers.partitioner()).isEmpty();
        assertThat(numbers.plan().partitions()).isEqualTo(3);
        assertThat(numbers.name()).isEmpty();
        assertThat(numbers.setName("numbers")).isSameAs(numbers);
        assertThat(numbers.name()).contains("numbers");
        assertThat(numbers.cache().unpersist().id()).isEqualTo(numbers.id());
        RDD<Integer> mapped = numbers.map(x -> x);
        assertThat(mapped.id())
                .isGreaterThan(numbers.id())
                .isNotEqualTo(numbers.map(x -> x).id());
        assertThat(numbers.toString()).matches("RDD\\[numbers, parallelize at Actions.java:\\d+, 3 partitions]");
        assertThat(numbers.distinct(2).toString()).matches("RDD\\[distinct at Actions.java:\\d+, 2 partitions]");
    }
}
