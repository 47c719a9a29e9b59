package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Accumulator;
import io.sakia.Aggregate;
import io.sakia.Broadcast;
import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.engine.Action;
import io.sakia.engine.JobCancelledException;
import io.sakia.plan.Origin;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** What a {@link SakiaContext} makes and runs. */
public final class Contexts {
    private static volatile CountDownLatch started = new CountDownLatch(1);

    private Contexts() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "parallelize cuts a list into partitions",
                        Contexts::parallelizes,
                        "SakiaContext.parallelize(List)",
                        "SakiaContext.parallelize(List,int)",
                        "SakiaContext.parallelizePairs(List)",
                        "SakiaContext.parallelizePairs(List,int)",
                        "SakiaContext.parallelizeDoubles(List)",
                        "SakiaContext.parallelizeDoubles(List,int)"),
                scenario("parallelize takes a copy of the list", Contexts::copies),
                scenario(
                        "union has the partitions of all, in order",
                        Contexts::unites,
                        "SakiaContext.union(RDD,RDD[])",
                        "SakiaContext.union(List)",
                        "SakiaContext.union(PairRDD,PairRDD[])",
                        "SakiaContext.union(DoubleRDD,DoubleRDD[])"),
                scenario("an RDD of nothing has no partitions", Contexts::isEmpty, "SakiaContext.emptyRDD()"),
                scenario("a broadcast is read in tasks", Contexts::broadcasts, "SakiaContext.broadcast(Object)"),
                scenario(
                        "accumulators add up what tasks add",
                        Contexts::accumulates,
                        "SakiaContext.accumulator(String,Aggregate)",
                        "SakiaContext.longAccumulator(String)",
                        "SakiaContext.doubleAccumulator(String)"),
                scenario(
                        "a context has settings",
                        Contexts::hasSettings,
                        "SakiaContext.conf()",
                        "SakiaContext.defaultParallelism()",
                        "SakiaContext.defaultMinPartitions()",
                        "SakiaContext.master()",
                        "SakiaContext.appName()",
                        "SakiaContext.version()"),
                scenario(
                        "layers above run actions of their own",
                        Contexts::runsActions,
                        "SakiaContext.rdd(Plan)",
                        "SakiaContext.run(Origin,Plan,Action)",
                        "SakiaContext.run(Origin,Plan,List,Action)"),
                scenario("jobs can be cancelled", Contexts::cancels, "SakiaContext.cancelAllJobs(String)"),
                scenario("several threads may run jobs at once", Contexts::runsJobsAtOnce),
                scenario(
                        "nothing runs after close, which may be called twice",
                        Contexts::closes,
                        "SakiaContext.close()",
                        "SakiaContext.stop()"));
    }

    private static void parallelizes(Target target) {
        SakiaContext context = target.context();
        assertThat(RddTable.partitions(context.parallelize(List.of(1, 2, 3), 2)))
                .isEqualTo("[1] [2 3]");
        assertThat(RddTable.partitions(context.parallelize(List.of(1), 3))).isEqualTo("[] [] [1]");
        assertThat(RddTable.partitions(context.parallelize(List.of(), 1))).isEqualTo("[]");
        RDD<Integer> numbers = context.parallelize(List.of(1, 2, 3));
        assertThat(numbers.getNumPartitions()).isEqualTo(context.defaultParallelism());
        assertThat(numbers.collect()).containsExactly(1, 2, 3);
        List<Pair<String, Integer>> pairs = List.of(Pair.of("a", 1), Pair.of("b", 2), Pair.of("a", 3));
        assertThat(RddTable.partitions(context.parallelizePairs(pairs, 2))).isEqualTo("[(a,1)] [(b,2) (a,3)]");
        assertThat(RddTable.partitions(context.parallelizeDoubles(List.of(1.0, 2.0), 2)))
                .isEqualTo("[1.0] [2.0]");
        assertThat(context.parallelizeDoubles(List.of(1.0, 2.0)).mean()).isEqualTo(1.5);
        assertThat(context.parallelizePairs(pairs).reduceByKey(Integer::sum).collect())
                .containsExactlyInAnyOrder(Pair.of("a", 4), Pair.of("b", 2));
    }

    private static void isEmpty(Target target) {
        RDD<Integer> nothing = target.context().emptyRDD();
        assertThat(nothing.getNumPartitions()).isZero();
        assertThat(nothing.collect()).isEmpty();
        assertThat(nothing.count()).isZero();
        assertThat(nothing.isEmpty()).isTrue();
        assertThat(nothing.fold(0, Integer::sum)).isZero();
        assertThat(nothing.treeAggregate(0, Integer::sum, Integer::sum)).isZero();
        assertThat(nothing.zipWithIndex().collect()).isEmpty();
        assertThat(nothing.repartition(2).collect()).isEmpty();
        assertThat(nothing.coalesce(2).collect()).isEmpty();
        assertThat(nothing.sortBy(x -> x, true, 3).collect()).isEmpty();
        assertThat(nothing.takeSample(true, 3, 1)).isEmpty();
        RDD<Integer> some = target.context().parallelize(List.of(1, 2), 2);
        assertThat(some.union(nothing).collect()).containsExactly(1, 2);
        assertThat(some.subtract(nothing).collect()).containsExactlyInAnyOrder(1, 2);
        assertThat(some.cartesian(nothing).collect()).isEmpty();
    }

    private static void copies(Target target) {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        RDD<Integer> numbers = target.context().parallelize(list, 1);
        list.add(3);
        assertThat(numbers.collect()).containsExactly(1, 2);
    }

    private static void unites(Target target) {
        SakiaContext context = target.context();
        RDD<Integer> one = context.parallelize(List.of(1, 2), 2);
        RDD<Integer> two = context.parallelize(List.of(3), 1);
        RDD<Integer> three = context.parallelize(List.of(), 1);
        assertThat(RddTable.partitions(context.union(one, two, three))).isEqualTo("[1] [2] [3] []");
        assertThat(RddTable.partitions(context.union(one))).isEqualTo("[1] [2]");
        assertThat(RddTable.partitions(context.union(List.of(one, two)))).isEqualTo("[1] [2] [3]");
        assertThat(context.union(List.<RDD<Integer>>of()).collect()).isEmpty();
        PairRDD<Integer, Integer> pairs = one.keyBy(x -> x);
        assertThat(context.union(pairs, pairs).reduceByKey(Integer::sum).collect())
                .containsExactlyInAnyOrder(Pair.of(1, 2), Pair.of(2, 4));
        DoubleRDD numbers = context.parallelizeDoubles(List.of(1.5, 2.5));
        assertThat(context.union(numbers, numbers, numbers).sum()).isEqualTo(12);
    }

    private static void broadcasts(Target target) {
        SakiaContext context = target.context();
        Broadcast<Map<String, String>> names = context.broadcast(Map.of("de", "Germany"));
        RDD<String> countries = context.parallelize(List.of("de", "fr"), 2)
                .map(code -> names.value().getOrDefault(code, "?"));
        assertThat(countries.collect()).containsExactly("Germany", "?");
        assertThat(names.value()).containsKey("de");

        names.destroy();
        assertThatThrownBy(names::value).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> countries.collect()).hasMessageContaining("map at Contexts.java:");
    }

    private static void accumulates(Target target) {
        SakiaContext context = target.context();
        Accumulator<Long, Long> count = context.longAccumulator("count");
        Accumulator<Double, Double> sum = context.doubleAccumulator("sum");
        Accumulator<String, String> last = context.accumulator(
                "last", Aggregate.of(() -> "", Contexts::later, Contexts::later, word -> "last: " + word));
        RDD<String> words = context.parallelize(List.of("b", "d", "a"), 2);
        words.foreach(word -> {
            count.add(1L);
            sum.add(0.5);
            last.add(word);
        });
        count.add(10L);
        assertThat(count.value()).isEqualTo(13);
        assertThat(sum.value()).isEqualTo(1.5);
        assertThat(last.value()).isEqualTo("last: d");
        assertThat(count.name()).isEqualTo("count");

        count.reset();
        words.foreach(word -> count.add(2L));
        assertThat(count.value()).isEqualTo(6);
        assertThatThrownBy(() -> words.foreach(word -> last.add("" + count.value())))
                .hasMessageContaining("accumulator 'count' is read inside a task");
    }

    private static void hasSettings(Target target) {
        target.closeShared();
        try (SakiaContext context = new SakiaContext(target.conf().set("sakia.default.parallelism", "5"))) {
            assertThat(context.defaultParallelism()).isEqualTo(5);
            assertThat(context.parallelize(List.of(1)).getNumPartitions()).isEqualTo(5);
            assertThat(context.defaultMinPartitions()).isEqualTo(2);
            assertThat(context.master()).isEqualTo(target.master());
            assertThat(context.appName()).isEqualTo("conformance");
            assertThat(context.version()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
            assertThat(context.conf().master()).isEqualTo(target.master());
            assertThat(context.conf().appName()).isEqualTo("conformance");
            context.conf().setAppName("another");
            assertThat(context.conf().appName()).isEqualTo("conformance");
        }
        assertThat(target.context().defaultParallelism()).isPositive();
    }

    private static void runsActions(Target target) {
        SakiaContext context = target.context();
        RDD<Integer> numbers = context.parallelize(List.of(1, 2, 3, 4), 4);
        assertThat(context.rdd(numbers.plan()).collect()).containsExactly(1, 2, 3, 4);
        Action<Integer, Integer> first = Action.pull(records -> records.next() * 10);
        assertThat(context.run(Origin.internal("first"), numbers.plan(), first)).containsExactly(10, 20, 30, 40);
        assertThat(context.run(Origin.internal("first"), numbers.plan(), List.of(3, 1), first))
                .containsExactly(40, 20);
        assertThat(context.run(Origin.internal("first"), numbers.plan(), List.of(), first))
                .isEmpty();
    }

    private static void cancels(Target target) throws InterruptedException {
        SakiaContext context = target.context();
        started = new CountDownLatch(1);
        FutureTask<Long> job = new FutureTask<>(
                () -> context.parallelize(List.of(1), 1).map(Contexts::hang).count());
        new Thread(job, "job").start();
        started.await();
        context.cancelAllJobs("the user is tired of waiting");
        assertThatThrownBy(job::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("count at Contexts.java:")
                .hasMessageContaining("the user is tired of waiting");
        assertThat(context.parallelize(List.of(1, 2)).count()).isEqualTo(2);
    }

    private static void runsJobsAtOnce(Target target) throws Exception {
        SakiaContext context = target.context();
        List<FutureTask<Integer>> jobs = IntStream.range(0, 8)
                .mapToObj(n -> new FutureTask<>(() -> context.parallelize(List.of(1, 2, 3), 3)
                        .mapToPair(x -> Pair.of(x % 2, x * n))
                        .reduceByKey(Integer::sum)
                        .map(Pair::value)
                        .reduce(Integer::sum)))
                .toList();
        jobs.forEach(job -> new Thread(job, "job").start());
        for (int n = 0; n < jobs.size(); n++) {
            assertThat(jobs.get(n).get()).isEqualTo(6 * n);
        }
    }

    private static void closes(Target target) {
        target.closeShared();
        SakiaContext context = new SakiaContext(target.master(), "short");
        RDD<Integer> numbers = context.parallelize(List.of(1));
        assertThat(numbers.count()).isEqualTo(1);
        context.stop();
        context.close();
        assertThatThrownBy(numbers::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this SakiaContext is closed; make a new one");
        assertThatThrownBy(() -> context.broadcast(1)).isInstanceOf(IllegalStateException.class);
    }

    private static int hang(int record) throws InterruptedException {
        started.countDown();
        new CountDownLatch(1).await();
        return record;
    }

    private static String later(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
