package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sakia.Aggregate;
import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.connector.Reader;
import io.sakia.engine.Action;
import io.sakia.engine.Cancellation;
import io.sakia.engine.Engine;
import io.sakia.engine.Job;
import io.sakia.engine.JobFailedException;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A job's failure names operator, line, partition, record and cause, wherever a user's function failed. */
class FailureTest {
    private static final Plan<Integer> NUMBERS = Plans.source(List.of(1, 2), List.of(3, 4));
    private static final Plan<Pair<Integer, Integer>> PAIRS =
            Plans.source(List.of(Pair.of(1, 1), Pair.of(2, 2), Pair.of(1, 3)), List.of(Pair.of(1, 4), Pair.of(3, 5)));

    /** One thread, so that the first partition fails first. */
    private final Engine engine = TestEngine.local(1);

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void theMessageSaysEverything() {
        Plan<Integer> failing = Plans.map(NUMBERS, x -> {
            if (x == 3) {
                throw new IllegalArgumentException("no threes");
            }
            return x;
        });
        JobFailedException failure = failureOf(failing);
        int line = failing.origin().line();
        assertThat(failure)
                .hasMessage("map at FailureTest.java:" + line
                        + " failed on partition 1, record 3: java.lang.IllegalArgumentException: no threes (4 attempts, run"
                        + " by collect at FailureTest.java:" + lineOfJob() + ")")
                .hasCauseExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(failure.operator()).isEqualTo(failing.origin());
        assertThat(failure.partition()).isEqualTo(1);
        assertThat(failure.attempts()).isEqualTo(4);
        assertThat(failure.record()).isEqualTo("3");
    }

    @Test
    void theCausesTraceHasTheUsersFramesAndNoOthers() {
        JobFailedException failure = failureOf(Plans.map(Plans.filter(NUMBERS, x -> true), x -> deeper(x)));
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            assertThat(cause.getStackTrace())
                    .allSatisfy(frame -> assertThat(frame.getClassName())
                            .isIn(
                                    FailureTest.class.getName(),
                                    Integer.class.getName(),
                                    NumberFormatException.class.getName()));
        }
        assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("deeper");
        assertThat(failure.getCause()).hasCauseExactlyInstanceOf(NumberFormatException.class);
        assertThat(failure.getCause().getCause().getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("deeper"));
    }

    @Test
    void theFailureItselfPointsToTheAction() {
        JobFailedException failure = failureOf(Plans.map(NUMBERS, x -> deeper(x)));
        assertThat(failure.getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getMethodName()).isEqualTo("failureOf"));
    }

    @Test
    void aPulledFunctionsFailureKeepsItsPlace() {
        Plan<Integer> inner = Plans.map(NUMBERS, x -> deeper(x));
        Plan<Integer> outer = Plans.mapPartitions(inner, (partition, records) -> {
            int sum = 0;
            while (records.hasNext()) {
                sum += records.next();
            }
            return List.of(sum).iterator();
        });
        JobFailedException failure = failureOf(outer);
        assertThat(failure.operator()).isEqualTo(inner.origin());
        assertThat(failure.getCause().getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .first()
                .isEqualTo("deeper");
        assertThat(Arrays.stream(failure.getCause().getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .distinct())
                .containsExactly(FailureTest.class.getName());
    }

    /** A plan or action that fails, with what the failure must say. */
    record Case(
            String name,
            String operation,
            @Nullable String record,
            Supplier<Plan<?>> plan,
            @Nullable Action<Object, ?> action) {
        Case(String operation, @Nullable String record, Supplier<Plan<?>> plan) {
            this(operation + " " + record, operation, record, plan, null);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Comparator<Integer> broken = (Comparator<Integer> & Serializable) (a, b) -> fail("compare");
        Partitioner noPartitioner = new BrokenPartitioner();
        return Stream.of(
                new Case("map", "1", () -> Plans.map(NUMBERS, x -> fail("map"))),
                new Case("filter", "1", () -> Plans.filter(NUMBERS, x -> fail("filter"))),
                new Case("flatMap", "1", () -> Plans.flatMap(NUMBERS, x -> fail("flatMap"))),
                new Case("flatMap", "1", () -> Plans.flatMap(NUMBERS, x -> () -> fail("iterator"))),
                new Case("flatMap", "1", () -> Plans.flatMap(NUMBERS, x -> () -> new BrokenIterator(null))),
                new Case("map", "1", () -> pulled(Plans.map(NUMBERS, x -> fail("map")))),
                new Case("filter", "1", () -> pulled(Plans.filter(NUMBERS, x -> fail("filter")))),
                new Case("flatMap", "1", () -> pulled(Plans.flatMap(NUMBERS, x -> () -> new BrokenIterator(null)))),
                new Case("mapPartitions", null, () -> Plans.mapPartitions(NUMBERS, (partition, x) -> fail("call"))),
                new Case(
                        "mapPartitions",
                        "2",
                        () -> Plans.mapPartitions(NUMBERS, (partition, x) -> {
                            x.next();
                            x.next();
                            return fail("call");
                        })),
                new Case(
                        "mapPartitions",
                        "1",
                        () -> Plans.mapPartitions(NUMBERS, (partition, x) -> new BrokenIterator(x))),
                new Case("zip", null, () -> Plans.zip(records -> fail("zip"), NUMBERS, NUMBERS)),
                new Case("zip", "1", () -> Plans.zip(records -> new BrokenIterator(records.get(1)), NUMBERS, NUMBERS)),
                new Case("shuffle", "(1,1)", () -> shuffle(aggregate("create"), true)),
                new Case("shuffle", "(1,1)", () -> shuffle(aggregate("add"), true)),
                new Case("shuffle", "(1,1)", () -> shuffle(aggregate("add"), false)),
                new Case("shuffle", "(1,4)", () -> shuffle(aggregate("merge"), true)),
                new Case("shuffle", "(1,8)", () -> shuffle(aggregate("result"), true)),
                new Case("shuffle", "(1,8)", () -> shuffle(aggregate("result"), false)),
                new Case("shuffle", null, () -> Plans.shuffle(PAIRS, new HashPartitioner(1), null, false, broken)),
                new Case("shuffle", "(1,1)", () -> Plans.shuffle(PAIRS, noPartitioner, null, false, null)),
                new Case("shuffle", "1", () -> Plans.shuffle(PAIRS, noPartitioner, aggregate("none"), true, null)),
                new Case(
                        "shuffle",
                        "(broken,1)",
                        () -> Plans.aggregate(
                                Plans.source(List.of(Pair.of(new BrokenKey(), 1))), 1, aggregate("none"))),
                new Case("source", "Unit[]", () -> source(range -> fail("open"))),
                new Case("source", "file x, line 7", () -> source(range -> new BrokenReader(true))),
                new Case("source", "file x, line 7", () -> source(range -> new BrokenReader(false))),
                action("collect", null, Action.push(() -> fail("create"))),
                action("collect", "1", Action.push(() -> new BrokenCollector("accept"))),
                action("collect", null, Action.push(() -> new BrokenCollector("finish"))),
                action("collect", null, Action.pull(records -> fail("pull"))),
                action("collect", "1", Action.pull(records -> {
                    records.next();
                    return fail("pull");
                })));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFunctionHasItsPlace(Case fault) {
        Plan<?> plan = fault.plan().get();
        Action<Object, ?> action = fault.action() == null ? Plans.toList() : fault.action();
        JobFailedException failure = failureOf(plan, action);
        assertThat(failure.operator().operation()).isEqualTo(fault.operation());
        assertThat(failure.record()).isEqualTo(fault.record());
        assertThat(failure.attempts()).isEqualTo(4);
        assertThat(failure.getCause()).isExactlyInstanceOf(Broken.class);
        assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("fail");
        StackTraceElement[] trace = failure.getCause().getStackTrace();
        assertThat(trace).noneSatisfy(frame -> assertThat(frame.getClassName()).contains("Thread"));
    }

    @Test
    void nullsAreRefusedAtTheStepThatGivesThem() {
        List<Plan<?>> plans = List.of(
                Plans.map(NUMBERS, x -> (Integer) null),
                pulled(Plans.map(NUMBERS, x -> (Integer) null)),
                Plans.filter(NUMBERS, x -> null),
                Plans.flatMap(NUMBERS, x -> (List<Integer>) null),
                Plans.flatMap(NUMBERS, x -> Arrays.asList(7, null)),
                pulled(Plans.flatMap(NUMBERS, x -> Arrays.asList(7, null))),
                Plans.mapPartitions(NUMBERS, (partition, records) -> (Iterator<Integer>) null),
                Plans.mapPartitions(NUMBERS, (partition, records) -> {
                    records.next();
                    return Arrays.asList(7, (Integer) null).iterator();
                }),
                Plans.zip(records -> (Iterator<Integer>) null, NUMBERS));
        for (Plan<?> plan : plans) {
            JobFailedException failure = failureOf(plan);
            assertThat(failure.getCause())
                    .isExactlyInstanceOf(NullPointerException.class)
                    .hasMessageContaining("gave null");
            assertThat(failure.operator().operation()).isIn("map", "filter", "flatMap", "mapPartitions", "zip");
        }
    }

    @Test
    void aNullKeyIsRefused() {
        Plan<Pair<Integer, Integer>> pairs = Plans.source(List.of(Pair.of(1, 1), Pair.of((Integer) null, 2)));
        for (Plan<?> plan :
                List.of(Plans.partitionBy(pairs, 2), Plans.aggregate(pairs, 2, Aggregate.reduce(Integer::sum)))) {
            JobFailedException failure = failureOf(plan);
            assertThat(failure.record()).isEqualTo("(null,2)");
            assertThat(failure).hasMessageContaining("without a key");
        }
    }

    @Test
    void aPartitionThatIsNoneIsRefused() {
        for (int partition : new int[] {-1, 2}) {
            JobFailedException failure =
                    failureOf(Plans.shuffle(PAIRS, new FixedPartitioner(2, partition), null, false, null));
            assertThat(failure)
                    .hasMessageContaining("FixedPartitioner")
                    .hasMessageContaining("in partition " + partition)
                    .hasMessageContaining("0 to 1");
        }
    }

    @Test
    void errorsAreNotTriedAgain() {
        JobFailedException error = failureOf(Plans.map(NUMBERS, x -> {
            throw new OutOfMemoryError("made up");
        }));
        assertThat(error.attempts()).isEqualTo(1);
        assertThat(error.getCause()).isExactlyInstanceOf(OutOfMemoryError.class);
        JobFailedException overflow = failureOf(Plans.map(NUMBERS, x -> endless(x)));
        assertThat(overflow.attempts()).isEqualTo(1);
        assertThat(overflow.getCause()).isExactlyInstanceOf(StackOverflowError.class);
        assertThat(overflow.operator().operation()).isEqualTo("map");
    }

    @Test
    void aRecordThatCanNotBePrintedHidesNothing() {
        List<Object> itself = new ArrayList<>();
        itself.add(new Object() {
            @Override
            public String toString() {
                return itself.toString();
            }
        });
        Object silent = new Object() {
            @Override
            @SuppressWarnings("NullAway")
            public String toString() {
                return null;
            }
        };
        for (Object record : List.of(itself, silent)) {
            JobFailedException failure = failureOf(Plans.map(Plans.source(List.of(record)), x -> fail("map")));
            assertThat(failure.getCause()).isExactlyInstanceOf(Broken.class);
            assertThat(failure.record()).isNotEmpty();
        }
    }

    @Test
    void theEngineWorksAfterFailures() {
        failureOf(Plans.map(NUMBERS, x -> fail("map")));
        assertThat(Plans.collect(engine, NUMBERS)).isEqualTo(List.of(List.of(1, 2), List.of(3, 4)));
    }

    private JobFailedException failureOf(Plan<?> plan) {
        return failureOf(plan, Plans.toList());
    }

    @SuppressWarnings("unchecked")
    private JobFailedException failureOf(Plan<?> plan, Action<Object, ?> action) {
        Origin origin = Plans.origin("collect");
        return catchThrowableOfType(
                JobFailedException.class,
                () -> engine.run(Job.over(origin, (Plan<Object>) plan, action, new Cancellation())));
    }

    private int lineOfJob() {
        JobFailedException failure = failureOf(Plans.map(NUMBERS, x -> fail("map")));
        String message = failure.getMessage();
        return Integer.parseInt(message.replaceFirst(".*run by collect at FailureTest.java:(\\d+)\\)", "$1"));
    }

    private static Integer deeper(Integer value) {
        try {
            return Integer.parseInt("not " + value);
        } catch (NumberFormatException e) {
            throw new IllegalStateException("deep down", e);
        }
    }

    private static Integer endless(Integer value) {
        return endless(value + 1) + 1;
    }

    /** The same plan with a step below that pulls. */
    private static <T> Plan<T> pulled(Plan<T> plan) {
        return Plans.mapPartitions(plan, (partition, records) -> records);
    }

    private static Plan<?> shuffle(Aggregate<Integer, ?, Integer> aggregate, boolean mapSide) {
        return Plans.shuffle(PAIRS, new HashPartitioner(1), aggregate, mapSide, null);
    }

    private static Aggregate<Integer, ?, Integer> aggregate(String broken) {
        return Aggregate.of(
                () -> broken.equals("create") ? fail(broken) : 0,
                (a, x) -> broken.equals("add") ? fail(broken) : a + x,
                (a, b) -> broken.equals("merge") ? fail(broken) : a + b,
                a -> broken.equals("result") ? fail(broken) : a);
    }

    private static Case action(String operation, @Nullable String record, Action<Object, ?> action) {
        return new Case("action " + record, operation, record, () -> NUMBERS, action);
    }

    private static Plan<?> source(io.sakia.connector.RangeReader<Integer, Unit> reader) {
        return new SourceNode<>(Plans.origin("source"), List.of(new Unit()), reader);
    }

    private static <T> T fail(String where) {
        throw new Broken(where);
    }

    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String where) {
            super(where);
        }
    }

    private record Unit() implements io.sakia.connector.Range {}

    private record BrokenKey() {
        @Override
        public int hashCode() {
            return fail("hashCode");
        }

        @Override
        public String toString() {
            return "broken";
        }
    }

    private record BrokenPartitioner() implements Partitioner {
        @Override
        public int numPartitions() {
            return 2;
        }

        @Override
        public int getPartition(Object key) {
            return fail("getPartition");
        }
    }

    private record FixedPartitioner(int numPartitions, int partition) implements Partitioner {
        @Override
        public int getPartition(Object key) {
            return partition;
        }
    }

    private record BrokenIterator(@Nullable Iterator<?> input) implements Iterator<Integer> {
        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            if (input != null) {
                input.next();
            }
            return fail("next");
        }
    }

    private record BrokenReader(boolean atOnce) implements Reader<Integer> {
        @Override
        public @Nullable Integer read() {
            return atOnce ? FailureTest.<Integer>fail("read") : null;
        }

        @Override
        public String position() {
            return "file x, line 7";
        }

        @Override
        public void close() throws IOException {
            if (!atOnce) {
                fail("close");
            }
        }
    }

    private record BrokenCollector(String where) implements Action.Collector<Object, Integer> {
        @Override
        public void accept(Object record) {
            if (where.equals("accept")) {
                fail(where);
            }
        }

        @Override
        public Integer finish() {
            return where.equals("finish") ? FailureTest.<Integer>fail(where) : 0;
        }
    }
}
