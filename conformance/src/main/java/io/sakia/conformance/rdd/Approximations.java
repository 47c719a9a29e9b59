package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static io.sakia.conformance.table.RddTable.rdd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.engine.JobCancelledException;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.DoubleRDD;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.PartialResult;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.stats.BoundedDouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Actions with a time limit, where it is long enough, and where there is none at all. */
public final class Approximations {
    /** Never waited for: these jobs end. */
    private static final Duration ENOUGH = Duration.ofDays(1);

    private static final BoundedDouble UNKNOWN =
            new BoundedDouble(0, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static volatile CountDownLatch started = new CountDownLatch(1);
    private static volatile CountDownLatch released = new CountDownLatch(1);

    private Approximations() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                rdd("countApprox is exact with time enough", "RDD.countApprox(Duration)")
                        .ints("[1 2] [2]")
                        .returns("(final: " + BoundedDouble.exactly(3) + ")", ints -> ints.countApprox(ENOUGH)),
                rdd("countApprox is exact whatever the confidence", "RDD.countApprox(Duration,double)")
                        .ints("[1 2] [] [2]")
                        .returns("(final: " + BoundedDouble.exactly(3) + ")", ints -> ints.countApprox(ENOUGH, 0.5)),
                rdd("countApprox of nothing")
                        .ints("[]")
                        .returns("(final: " + BoundedDouble.exactly(0) + ")", ints -> ints.countApprox(ENOUGH)),
                rdd("countByValueApprox counts equal records", "RDD.countByValueApprox(Duration)")
                        .words("[a b] [a]")
                        .returns(
                                "(final: {a=" + BoundedDouble.exactly(2) + ", b=" + BoundedDouble.exactly(1) + "})",
                                words -> words.countByValueApprox(ENOUGH)),
                rdd("countByValueApprox of one partition", "RDD.countByValueApprox(Duration,double)")
                        .words("[a a]")
                        .returns(
                                "(final: {a=" + BoundedDouble.exactly(2) + "})",
                                words -> words.countByValueApprox(ENOUGH, 0.99)),
                rdd("countByValueApprox of nothing")
                        .words("[]")
                        .returns("(final: {})", words -> words.countByValueApprox(ENOUGH)),
                rdd("countByKeyApprox counts the pairs of a key", "PairRDD.countByKeyApprox(Duration)")
                        .pairs("[(a,1) (b,2)] [(a,1)]")
                        .returns(
                                "(final: {a=" + BoundedDouble.exactly(2) + ", b=" + BoundedDouble.exactly(1) + "})",
                                pairs -> pairs.countByKeyApprox(ENOUGH)),
                rdd("countByKeyApprox of one partition", "PairRDD.countByKeyApprox(Duration,double)")
                        .pairs("[(a,1)]")
                        .returns(
                                "(final: {a=" + BoundedDouble.exactly(1) + "})",
                                pairs -> pairs.countByKeyApprox(ENOUGH, 0.5)),
                rdd("countByKeyApprox of nothing")
                        .pairs("[]")
                        .returns("(final: {})", pairs -> pairs.countByKeyApprox(ENOUGH)),
                rdd("sumApprox is exact with time enough", "DoubleRDD.sumApprox(Duration)")
                        .ints("[1 2] [6]")
                        .returns(
                                "(final: " + BoundedDouble.exactly(9) + ")",
                                ints -> doubles(ints).sumApprox(ENOUGH)),
                rdd("sumApprox of nothing", "DoubleRDD.sumApprox(Duration,double)")
                        .ints("[] []")
                        .returns(
                                "(final: " + BoundedDouble.exactly(0) + ")",
                                ints -> doubles(ints).sumApprox(ENOUGH, 0.5)),
                rdd("meanApprox is exact with time enough", "DoubleRDD.meanApprox(Duration)")
                        .ints("[1 2] [6]")
                        .returns(
                                "(final: " + BoundedDouble.exactly(3) + ")",
                                ints -> doubles(ints).meanApprox(ENOUGH)),
                rdd("meanApprox of nothing", "DoubleRDD.meanApprox(Duration,double)")
                        .ints("[]")
                        .returns(
                                "(final: " + BoundedDouble.exactly(Double.NaN) + ")",
                                ints -> doubles(ints).meanApprox(ENOUGH, 0.5)),
                scenario("an RDD without partitions is known at once", Approximations::withoutPartitions),
                scenario("without time nothing is known, and the rest comes later", Approximations::withoutTime),
                scenario("bounds hold the truth whatever there was time for", Approximations::holdsTheTruth),
                scenario("an approximate action that fails in time throws", Approximations::failsInTime),
                scenario("an approximate action that fails later throws later", Approximations::failsLater),
                scenario("an approximate action belongs to the caller's job group", Approximations::belongsToAGroup),
                scenario("cancelling its final value stops an approximate action", Approximations::isCancelled),
                scenario("an approximate action of a closed context is refused", Approximations::refusesWhenClosed),
                scenario("approximate actions refuse wrong times and confidences", Approximations::wrongArguments));
    }

    private static void withoutPartitions(Target target) {
        RDD<Integer> nothing = target.context().emptyRDD();
        PartialResult<BoundedDouble> count = nothing.countApprox(Duration.ZERO);

        assertThat(count.initialValue()).isEqualTo(BoundedDouble.exactly(0));
        assertThat(count.isInitialValueFinal()).isTrue();
        assertThat(count.getFinalValue()).isEqualTo(BoundedDouble.exactly(0));
        assertThat(nothing.countByValueApprox(Duration.ZERO).initialValue()).isEmpty();
    }

    private static void withoutTime(Target target) throws Exception {
        RDD<Integer> held = held(target.context());
        PairRDD<Integer, Integer> pairs = held.keyBy(x -> x % 2);
        DoubleRDD doubles = doubles(held);
        PartialResult<BoundedDouble> count = held.countApprox(Duration.ZERO);
        PartialResult<Map<Integer, BoundedDouble>> counts = pairs.countByKeyApprox(Duration.ZERO, 0.9);
        PartialResult<BoundedDouble> sum = doubles.sumApprox(Duration.ZERO);
        PartialResult<BoundedDouble> mean = doubles.meanApprox(Duration.ZERO);

        assertThat(count.isInitialValueFinal()).isFalse();
        assertThat(count.initialValue()).isEqualTo(new BoundedDouble(0, 0, 0, Double.POSITIVE_INFINITY));
        assertThat(counts.initialValue()).isEmpty();
        assertThat(sum.initialValue()).isEqualTo(UNKNOWN);
        assertThat(mean.initialValue()).isEqualTo(new BoundedDouble(Double.NaN, 0, UNKNOWN.low(), UNKNOWN.high()));

        released.countDown();
        assertThat(count.getFinalValue()).isEqualTo(BoundedDouble.exactly(4));
        assertThat(counts.getFinalValue()).isEqualTo(Map.of(0, BoundedDouble.exactly(2), 1, BoundedDouble.exactly(2)));
        assertThat(sum.getFinalValue()).isEqualTo(BoundedDouble.exactly(10));
        assertThat(mean.getFinalValueAsync().get()).isEqualTo(BoundedDouble.exactly(2.5));
        assertThat(count.isInitialValueFinal()).isFalse();
    }

    private static void holdsTheTruth(Target target) {
        RDD<Integer> free = target.context().parallelize(List.of(5, 6, 7, 8), 2);
        RDD<Integer> all = free.union(held(target.context()));
        PartialResult<BoundedDouble> count = all.countApprox(Duration.ofMillis(1));

        assertThat(count.isInitialValueFinal()).isFalse();
        assertThat(count.initialValue().low()).isLessThanOrEqualTo(8);
        assertThat(count.initialValue().high()).isGreaterThanOrEqualTo(8);
        released.countDown();
        assertThat(count.getFinalValue()).isEqualTo(BoundedDouble.exactly(8));
    }

    private static void failsInTime(Target target) {
        RDD<Integer> broken = target.context().parallelize(List.of(1), 1).map(x -> x / (x - 1));

        assertThatThrownBy(() -> broken.countApprox(ENOUGH))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("map at Approximations.java:")
                .hasMessageContaining("run by countApprox at Approximations.java:");
        RDD<int[]> arrays = target.context().parallelize(List.of(1), 1).map(x -> new int[] {x});
        assertThatThrownBy(() -> arrays.countByValueApprox(ENOUGH))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("countByValueApprox at Approximations.java:")
                .hasMessageContaining("can't be counted by value");
    }

    private static void failsLater(Target target) {
        RDD<Integer> broken = held(target.context()).map(x -> x / (x - 1));
        PartialResult<BoundedDouble> count = broken.countApprox(Duration.ZERO);

        released.countDown();
        assertThatThrownBy(() -> count.getFinalValue())
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("map at Approximations.java:");
    }

    private static void belongsToAGroup(Target target) throws Exception {
        SakiaContext context = target.context();
        RDD<Integer> held = held(context);
        context.setJobGroup("approximate", "takes long");
        PartialResult<BoundedDouble> count = held.countApprox(Duration.ZERO);
        context.clearJobGroup();

        started.await();
        context.cancelJobGroup("approximate", "it was close enough");
        assertThatThrownBy(() -> count.getFinalValue())
                .isInstanceOf(JobCancelledException.class)
                .hasMessageContaining("it was close enough");
        assertThat(context.parallelize(List.of(1), 1).count()).isEqualTo(1);
    }

    private static void isCancelled(Target target) throws Exception {
        SakiaContext context = target.context();
        PartialResult<BoundedDouble> count = held(context).countApprox(Duration.ZERO);

        started.await();
        assertThat(count.getFinalValueAsync().cancel(true)).isTrue();
        assertThatThrownBy(() -> count.getFinalValue())
                .isInstanceOf(JobCancelledException.class)
                .hasMessageMatching("countApprox at Approximations.java:\\d+ was cancelled: its FutureAction was.*");
        assertThat(context.parallelize(List.of(1), 1).count()).isEqualTo(1);
    }

    private static void refusesWhenClosed(Target target) {
        target.closeShared();
        SakiaContext context = new SakiaContext(target.conf());
        RDD<Integer> numbers = context.parallelize(List.of(1), 1);
        context.close();

        assertThatThrownBy(() -> numbers.countApprox(ENOUGH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    private static void wrongArguments(Target target) {
        RDD<Integer> numbers = target.context().parallelize(List.of(1), 1);
        PairRDD<Integer, Integer> pairs = numbers.keyBy(x -> x);
        DoubleRDD doubles = doubles(numbers);
        Duration negative = Duration.ofMillis(-1);

        refused(() -> numbers.countApprox(negative))
                .hasMessageMatching("countApprox at Approximations.java:\\d+ can't wait for PT-0.001S: give it a time"
                        + " of at least 0, which takes what is known at once");
        refused(() -> numbers.countByValueApprox(negative, 0.5)).hasMessageContaining("countByValueApprox at");
        refused(() -> pairs.countByKeyApprox(negative)).hasMessageContaining("countByKeyApprox at");
        refused(() -> doubles.sumApprox(negative)).hasMessageContaining("sumApprox at");
        refused(() -> doubles.meanApprox(negative)).hasMessageContaining("meanApprox at");
        refused(() -> numbers.countApprox(ENOUGH, 1))
                .hasMessageMatching("countApprox at Approximations.java:\\d+ needs a confidence above 0 and below 1,"
                        + " such as 0.95, not 1.0");
        refused(() -> numbers.countByValueApprox(ENOUGH, 0)).hasMessageContaining("not 0.0");
        refused(() -> pairs.countByKeyApprox(ENOUGH, -1)).hasMessageContaining("not -1.0");
        refused(() -> doubles.sumApprox(ENOUGH, Double.NaN)).hasMessageContaining("not NaN");
        refused(() -> doubles.meanApprox(ENOUGH, 2)).hasMessageContaining("not 2.0");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable use) {
        return assertThatThrownBy(use).isInstanceOf(IllegalArgumentException.class);
    }

    private static DoubleRDD doubles(RDD<Integer> numbers) {
        return numbers.mapToDouble(x -> x);
    }

    /** [1, 2] [3, 4], none of which comes before it is released. */
    private static RDD<Integer> held(SakiaContext context) {
        started = new CountDownLatch(1);
        released = new CountDownLatch(1);
        return context.parallelize(List.of(1, 2, 3, 4), 2).map(Approximations::waitForIt);
    }

    private static int waitForIt(int x) throws InterruptedException {
        started.countDown();
        released.await();
        return x;
    }
}
