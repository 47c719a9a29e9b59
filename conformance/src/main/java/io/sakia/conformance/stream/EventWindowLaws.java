package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Seeds;
import io.sakia.conformance.table.Target;
import io.sakia.connector.EventTime;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.window.Windows;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What windows give on time depends neither on how records are cut into batches, nor on their order within the lateness, nor on threads, nor on
 * restarts. Records are pairs of a key and a time.
 */
public final class EventWindowLaws {
    private static final int SEEDS = 6;
    private static final int RECORDS = 60;

    private EventWindowLaws() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario("tumbling windows agree with a model", target -> check(target, Kind.TUMBLING)),
                scenario("sliding windows agree with a model", target -> check(target, Kind.SLIDING)),
                scenario("sessions agree with a model", target -> check(target, Kind.SESSION)));
    }

    private enum Kind {
        TUMBLING,
        SLIDING,
        SESSION
    }

    /** Windows, told by three numbers. */
    private record Spec(Kind kind, int size, int slide, int lateness) {
        static Spec random(Kind kind, Random random) {
            int size = 1 + random.nextInt(12);
            return new Spec(kind, size, kind == Kind.SLIDING ? 1 + random.nextInt(size) : size, random.nextInt(10));
        }

        Windows windows() {
            Duration length = Duration.ofMillis(size);
            return switch (kind) {
                case TUMBLING -> Windows.tumbling(length);
                case SLIDING -> Windows.sliding(length, Duration.ofMillis(slide));
                case SESSION -> Windows.session(length);
            };
        }

        StreamProgram program() {
            Windows all = windows();
            Duration late = Duration.ofMillis(lateness);
            return ssc -> ssc.source(new MemorySource<Pair<String, Integer>>("pairs"))
                    .mapToPair(pair -> pair)
                    .eventTime(EventTime.ofMillis(
                                    (Pair<String, Integer> pair) -> pair.value().longValue())
                            .lateness(late))
                    .keyed()
                    .window(all.onMillis((Integer time) -> time.longValue()))
                    .toList()
                    .named("windows")
                    .map(each -> line(
                            each.key(),
                            each.window().startMillis(),
                            each.window().endMillis(),
                            each.value()))
                    .named("out");
        }

        /** What comes of all records: each window by itself, or each session by going through times in their order. */
        TreeSet<String> expected(List<Pair<String, Integer>> records) {
            TreeMap<String, List<Integer>> byKey = new TreeMap<>();
            records.forEach(pair ->
                    byKey.computeIfAbsent(pair.key(), key -> new ArrayList<>()).add(pair.value()));
            TreeSet<String> lines = new TreeSet<>();
            byKey.forEach((key, times) -> {
                Collections.sort(times);
                if (kind == Kind.SESSION) {
                    sessions(key, times, lines);
                } else {
                    windows(key, times, lines);
                }
            });
            return lines;
        }

        private void windows(String key, List<Integer> times, TreeSet<String> lines) {
            for (int start = -size; start <= times.get(times.size() - 1); start++) {
                int begin = start;
                List<Integer> inside = times.stream()
                        .filter(time -> time >= begin && time < begin + size)
                        .toList();
                if (Math.floorMod(start, slide) == 0 && !inside.isEmpty()) {
                    lines.add(line(key, start, start + size, inside));
                }
            }
        }

        private void sessions(String key, List<Integer> times, TreeSet<String> lines) {
            List<Integer> session = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                session.add(times.get(i));
                if (i == times.size() - 1 || times.get(i + 1) - times.get(i) >= size) {
                    lines.add(line(key, session.get(0), times.get(i) + size, session));
                    session.clear();
                }
            }
        }

        private static String line(String key, long start, long end, List<Integer> times) {
            return key + " " + start + " " + end + " " + times;
        }
    }

    private static void check(Target target, Kind kind) {
        Seeds.each(SEEDS, seed -> {
            Random random = new Random(31L * seed + kind.name().length());
            Spec spec = Spec.random(kind, random);
            List<Pair<String, Integer>> records = records(spec, random);
            try (Folder folder = Folder.create()) {
                int cut = random.nextInt(RECORDS);
                boolean killed = random.nextBoolean();
                List<String> out = new ArrayList<>();
                StreamTester.Builder first = tester(target, random).checkpoint(folder.path());
                try (StreamTester tester = first.build()) {
                    MemorySource<Pair<String, Integer>> pairs = tester.input("pairs");
                    Results<String> results = tester.output("out");
                    tester.start(spec.program());
                    feed(tester, pairs, records.subList(0, cut), random);
                    if (!killed) {
                        tester.stop();
                    }
                    out.addAll(results.all());
                }
                StreamTester.Builder second = tester(target, random)
                        .checkpoint(folder.path())
                        .startingAt(ManualClock.START.plusSeconds(1000));
                try (StreamTester tester = second.build()) {
                    MemorySource<Pair<String, Integer>> pairs = tester.input("pairs");
                    Results<String> results = tester.output("out");
                    tester.start(spec.program());
                    feed(tester, pairs, records.subList(cut, RECORDS), random);
                    pairs.end();
                    tester.tick();
                    out.addAll(results.all());
                }
                TreeSet<String> told = new TreeSet<>(out);
                assertThat(told).as("%s of %s", spec, records).isEqualTo(spec.expected(records));
                if (!killed) { // else batches that were not sealed run again, and give the same again
                    assertThat(out).hasSameSizeAs(told);
                }
            }
        });
    }

    private static void feed(
            StreamTester tester,
            MemorySource<Pair<String, Integer>> pairs,
            List<Pair<String, Integer>> records,
            Random random) {
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + random.nextInt(12));
            pairs.addAll(records.subList(from, to));
            tester.tick();
            from = to;
        }
    }

    /** On one thread or two, so that states also move to another number of partitions. */
    private static StreamTester.Builder tester(Target target, Random random) {
        StreamTester.Builder builder = target.tester();
        return target.master().startsWith("local[")
                ? builder.master("local[" + (1 + random.nextInt(2)) + "]")
                : builder;
    }

    /** None comes more than the lateness behind one that came before. */
    private static List<Pair<String, Integer>> records(Spec spec, Random random) {
        List<Pair<Integer, Pair<String, Integer>>> delayed = new ArrayList<>();
        int time = 0;
        for (int i = 0; i < RECORDS; i++) {
            time += random.nextInt(5);
            String key = "" + (char) ('a' + random.nextInt(3));
            delayed.add(Pair.of(time + random.nextInt(spec.lateness() + 1), Pair.of(key, time)));
        }
        delayed.sort((a, b) -> Integer.compare(a.key(), b.key()));
        return delayed.stream().map(Pair::value).toList();
    }
}
