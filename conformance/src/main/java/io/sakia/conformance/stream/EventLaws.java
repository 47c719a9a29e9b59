package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.state.TimedState;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What comes out by event time depends on the records alone: not on how they were cut into batches, on how fast each partition is read, on the
 * number of threads' partitions, or on a restart.
 *
 * <p>Each record sets a timer for the end of its ten milliseconds. A record within the lateness finds its timer not yet come up, so each comes up
 * once; and they come up in order.
 */
public final class EventLaws {
    private static final int SEEDS = 8;
    private static final int LATENESS = 25;

    private EventLaws() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("within the lateness nothing is late, whatever the batches and partitions", EventLaws::run));
    }

    private static void run(Target target) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(target, seed);
        }
    }

    private static void run(Target target, int seed) throws IOException {
        Random random = new Random(seed);
        PartitionedSource source = new PartitionedSource(null);
        Map<String, List<Long>> left = new TreeMap<>();
        for (int partition = 0; partition <= random.nextInt(4); partition++) {
            left.put("p" + partition, numbers(random));
        }
        source.partitions(left.keySet().toArray(String[]::new));
        Map<Long, TreeSet<Long>> expected = new TreeMap<>();
        left.values()
                .forEach(numbers ->
                        numbers.forEach(number -> expected.computeIfAbsent(number % 3, key -> new TreeSet<>())
                                .add(endOfTen(number))));
        Map<Long, List<Long>> got = new TreeMap<>();
        StringBuilder story = new StringBuilder("seed " + seed);
        try (Folder folder = Folder.create()) {
            Time end = life(target, random, folder, null, source, left, 12, got, story);
            left.forEach((partition, numbers) -> source.add(partition, numbers.toArray(Long[]::new)));
            source.end();
            life(target, random, folder, end, source, Map.of(), 1, got, story);
        }
        Map<Long, List<Long>> once = new TreeMap<>();
        expected.forEach((key, ends) -> once.put(key, List.copyOf(ends)));
        assertThat(got).as(story.toString()).isEqualTo(once);
    }

    /** Some batches of what is left; gives when it was stopped. */
    private static Time life(
            Target target,
            Random random,
            Folder folder,
            @Nullable Time start,
            PartitionedSource source,
            Map<String, List<Long>> left,
            int batches,
            Map<Long, List<Long>> got,
            StringBuilder story) {
        StreamTester.Builder builder = target.tester()
                .checkpoint(folder.path())
                .conf("sakia.default.parallelism", String.valueOf(1 + random.nextInt(4)))
                .interval(Duration.ofMillis(1 + random.nextInt(40)));
        if (start != null) {
            builder.startingAt(start.toInstant());
        }
        Time end;
        StreamTester tester = builder.build();
        try (tester) {
            Results<Pair<Long, Long>> out = tester.output("out");
            tester.start(program(source));
            for (int batch = 0; batch < batches && !tester.hasEnded(); batch++) {
                left.forEach((partition, numbers) -> {
                    List<Long> next = numbers.subList(0, random.nextInt(Math.min(8, numbers.size()) + 1));
                    if (!next.isEmpty() && random.nextInt(4) > 0) {
                        source.add(partition, next.toArray(Long[]::new));
                        next.clear();
                    }
                });
                tester.tick();
            }
            tester.stop();
            end = tester.now();
            out.all()
                    .forEach(each -> got.computeIfAbsent(each.key(), key -> new ArrayList<>())
                            .add(each.value()));
        }
        story.append('\n').append(tester.transcript());
        return end;
    }

    private static StreamProgram program(PartitionedSource source) {
        return ssc -> ssc.source(source)
                .named("numbers")
                .eventTime(EventTime.<Long>ofMillis(number -> number).lateness(Duration.ofMillis(LATENESS)))
                .mapToPair(number -> Pair.of(number % 3, number))
                .mapWithState(
                        Long.class,
                        EventLaws::set,
                        (key, timer, state) -> List.of(Pair.of(key, timer.time().toEpochMilli())))
                .named("out");
    }

    private static List<Pair<Long, Long>> set(Long key, Long number, TimedState<Long> state) {
        state.setEventTimer(Instant.ofEpochMilli(endOfTen(number)));
        return List.of();
    }

    private static long endOfTen(long number) {
        return Math.floorDiv(number, 10L) * 10 + 10;
    }

    /** Numbers that grow, each at most so far behind the largest before it. */
    private static List<Long> numbers(Random random) {
        List<Long> numbers = new ArrayList<>();
        long largest = random.nextInt(300) - 100L;
        for (int i = 0; i < 60; i++) {
            largest += random.nextInt(12);
            numbers.add(largest - random.nextInt(LATENESS + 1));
        }
        return numbers;
    }
}
