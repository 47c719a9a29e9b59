package io.sakia.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.nexmark.model.Rows;
import io.sakia.nexmark.query.ArrivalCounts;
import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.time.Durations;
import io.sakia.streaming.time.Time;
import io.sakia.testkit.MemorySink;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Query 12 goes by the clock: the model is told in which batch each event arrived. */
class NexmarkArrivalTest {
    private static final long WINDOW = 10_000;
    private static final NexmarkGenerator GENERATOR = NexmarkGenerator.standard();

    private final Map<Long, Map<Long, Long>> expected = new TreeMap<>();
    private long place;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void countsByTheTimeOfArrival(int threads, @TempDir Path checkpoint) {
        Random random = new Random(threads);
        MemorySink<String> sink = new MemorySink<>("rows");
        StreamProgram program = ssc -> {
            ssc.types(Person.class, Auction.class, Bid.class);
            ArrivalCounts.define(ssc.source(new MemorySource<Event>("events")))
                    .map(Rows::text)
                    .to("rows", sink);
        };
        Time end;
        try (StreamTester tester = tester(threads).checkpoint(checkpoint).build()) {
            MemorySource<Event> input = tester.input("events");
            tester.start(program);
            feed(tester, input, 5 + random.nextInt(20), random);
            end = tester.now();
        }
        try (StreamTester tester = tester(1 + random.nextInt(4))
                .checkpoint(checkpoint)
                .startingAt(end.toInstant())
                .build()) {
            MemorySource<Event> input = tester.input("events");
            tester.start(program);
            feed(tester, input, 5 + random.nextInt(20), random);
            while (tester.now().milliseconds() % WINDOW != 0) {
                tester.tick();
            }
        }
        List<String> rows = new ArrayList<>();
        expected.values().forEach(counts -> counts.forEach((bidder, count) -> rows.add(bidder + " " + count)));
        assertThat(sink.records()).containsExactlyInAnyOrderElementsOf(rows);
    }

    private static StreamTester.Builder tester(int threads) {
        return StreamTester.builder().interval(Durations.seconds(1)).master("local[" + threads + "]");
    }

    private void feed(StreamTester tester, MemorySource<Event> input, int ticks, Random random) {
        for (int i = 0; i < ticks; i++) {
            List<Event> events = new ArrayList<>();
            for (int left = random.nextInt(60); left > 0; left--) {
                events.add(GENERATOR.event(place++));
            }
            input.addAll(events);
            tester.tick();
            long window = Math.floorDiv(tester.now().milliseconds() - 1, WINDOW);
            for (Event event : events) {
                if (event instanceof Bid bid) {
                    expected.computeIfAbsent(window, begin -> new TreeMap<>()).merge(bid.bidder(), 1L, Long::sum);
                }
            }
        }
    }
}
