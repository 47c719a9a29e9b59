package io.sakia.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.EventTime;
import io.sakia.nexmark.model.Expected;
import io.sakia.nexmark.model.Rows;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What comes of each query in the end is what its model says: however the events are cut into batches, out of order within bounds, on one to four threads, and with
 * a stop or a kill in between.
 */
class NexmarkQueriesTest {
    private static final int SEEDS = Integer.getInteger("nexmark.seeds", 5);
    private static final int EVENTS = 500;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "Q12") // see NexmarkArrivalTest
    void agreesWithItsModel(NexmarkQuery query) {
        int rows = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            rows += check(query, seed);
        }
        assertThat(rows).as("rows of all seeds").isPositive();
    }

    /** Gives how many rows there were. */
    private int check(NexmarkQuery query, int seed) {
        Random random = new Random(100L * query.ordinal() + seed);
        NexmarkGenerator generator = generator(random);
        long first = random.nextInt(20_000);
        List<Event> events = LongStream.range(first, first + EVENTS)
                .mapToObj(generator::event)
                .toList();
        int cut = random.nextInt(EVENTS);
        boolean killed = random.nextBoolean();
        String story = query + ", seed " + seed + ", " + generator + " from " + first + ", "
                + (killed ? "killed" : "stopped") + " after " + cut;
        MemorySink<String> sink = new MemorySink<>("rows");
        StreamProgram program = program(query, generator, sink);
        Path checkpoint = folder.resolve(query + "-" + seed);
        Time end;
        try (StreamTester tester = tester(random, checkpoint).build()) {
            MemorySource<Event> input = tester.input("events");
            tester.start(program);
            feed(tester, input, events.subList(0, cut), random);
            if (!killed) {
                tester.stop();
            }
            end = tester.now();
        }
        try (StreamTester tester =
                tester(random, checkpoint).startingAt(end.toInstant()).build()) {
            MemorySource<Event> input = tester.input("events");
            tester.start(program);
            feed(tester, input, events.subList(cut, EVENTS), random);
            input.end();
            tester.tick();
        }
        List<String> expected = Expected.of(query).rows(events);
        assertThat(latest(sink.records())).as(story).containsExactlyInAnyOrderElementsOf(expected);
        return expected.size();
    }

    /** From many events a second to some an hour, so that windows and days end. */
    private static NexmarkGenerator generator(Random random) {
        long gap = 1_000_000L * (long) Math.pow(10, random.nextInt(7));
        return new NexmarkGenerator(random.nextLong(), gap, 1 << random.nextInt(6));
    }

    private static StreamProgram program(NexmarkQuery query, NexmarkGenerator generator, MemorySink<String> sink) {
        EventTime<Event> time = EventTime.ofMillis(Event::time).lateness(generator.lateness());
        return ssc -> {
            ssc.types(Person.class, Auction.class, Bid.class);
            query.define(ssc.source(new MemorySource<Event>("events")).eventTime(time))
                    .map(row -> Rows.key(query, row) + "=" + Rows.text(row))
                    .to("rows", sink);
        };
    }

    private static StreamTester.Builder tester(Random random, Path checkpoint) {
        return StreamTester.builder()
                .master("local[" + (1 + random.nextInt(4)) + "]")
                .checkpoint(checkpoint);
    }

    private static void feed(StreamTester tester, MemorySource<Event> input, List<Event> events, Random random) {
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + random.nextInt(120));
            input.addAll(events.subList(from, to));
            tester.tick();
            from = to;
        }
    }

    /** The last row of each key, and all rows that have none. */
    private static Collection<String> latest(List<String> rows) {
        Map<String, String> byKey = new LinkedHashMap<>();
        List<String> latest = new ArrayList<>();
        for (String row : rows) {
            int end = row.indexOf('=');
            if (end == 0) {
                latest.add(row.substring(1));
            } else {
                byKey.put(row.substring(0, end), row.substring(end + 1));
            }
        }
        latest.addAll(byKey.values());
        return latest;
    }
}
