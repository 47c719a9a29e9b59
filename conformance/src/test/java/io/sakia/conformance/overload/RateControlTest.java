package io.sakia.conformance.overload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.text.TextReader;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.BatchInfo.SourceInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams under more load than they can bear, in time that only their work takes. */
class RateControlTest {
    private static final BatchInterval SECOND = BatchInterval.fixed(Durations.seconds(1));

    private final WorkClock clock = new WorkClock();
    private final List<BatchInfo> batches = Collections.synchronizedList(new ArrayList<>());

    @Test
    void batchesTakeWhatTheyCanBear() {
        MemorySource<Integer> numbers = numbers("numbers", 20_000);
        try (StreamingContext ssc = context(conf(), SECOND)) {
            ssc.source(numbers).foreachRDD(rdd -> rdd.foreach(number -> WorkClock.work(1_000_000)));
            ssc.start();
            tick(20);
            assertThat(batches.get(0).records()).isEqualTo(2000); // a thousand for each thread: two seconds of work
            assertThat(taken().subList(1, 20))
                    .allSatisfy(records -> assertThat(records).isBetween(700L, 900L));
            assertThat(batches)
                    .allSatisfy(batch ->
                            assertThat(batch.sources().get(0).heldBack()).isTrue());
            ssc.stop(true);
        }
        assertThat(taken().stream().mapToLong(records -> records).sum()).isEqualTo(20_000);
    }

    @Test
    void anOutputThatHangsOnTheDriverSlowsTheSources() {
        MemorySource<Integer> numbers = numbers("numbers", 200_000);
        try (StreamingContext ssc = context(conf(), SECOND)) {
            ssc.source(numbers).foreachRDD(rdd -> {
                long count = rdd.count();
                WorkClock.work(100_000 * count);
                if (batches.size() == 10) {
                    WorkClock.work(20_000_000_000L);
                }
            });
            ssc.start();
            tick(20);
        }
        assertThat(taken().subList(6, 10))
                .allSatisfy(records -> assertThat(records).isBetween(8_000L, 9_000L));
        assertThat(taken().get(11)).isLessThan(4000);
        assertThat(taken().subList(13, 20))
                .allSatisfy(records -> assertThat(records).isBetween(8_000L, 9_000L));
    }

    @Test
    void aBacklogOfFilesIsTakenInPieces(@TempDir Path folder) throws IOException {
        List<String> lines =
                IntStream.range(0, 30_000).mapToObj(i -> "line " + i).toList();
        for (int i = 0; i < 3; i++) {
            Files.write(folder.resolve("part-" + i + ".txt"), lines.subList(10_000 * i, 10_000 * (i + 1)));
        }
        List<String> read = Collections.synchronizedList(new ArrayList<>());
        try (StreamingContext ssc = context(conf(), SECOND)) {
            ssc.fileStream(folder.toString(), new TextReader(), path -> true, false)
                    .foreachRDD(rdd -> {
                        read.addAll(rdd.collect());
                        WorkClock.work(100_000 * rdd.count());
                    });
            ssc.start();
            tick(6);
        }
        assertThat(taken().stream().filter(records -> records > 12_000)).isEmpty();
        assertThat(taken().stream().filter(records -> records > 0)).hasSizeGreaterThan(3);
        assertThat(read).containsExactlyElementsOf(lines);
    }

    @Test
    void theHighestRateHolds() {
        MemorySource<Integer> numbers = numbers("numbers", 10_000);
        try (StreamingContext ssc = context(conf().set("sakia.streaming.maxRate", "300"), SECOND)) {
            ssc.source(numbers).foreachRDD(rdd -> rdd.count());
            ssc.start();
            tick(5);
            assertThat(taken()).containsExactly(300L, 300L, 300L, 300L, 300L);
            ssc.stop(true); // what is left is taken, however much that is a second
        }
        assertThat(taken().stream().mapToLong(records -> records).sum()).isEqualTo(10_000);
    }

    @Test
    void theHighestRateHoldsWithoutAnInterval() {
        MemorySource<Integer> numbers = numbers("numbers", 10_000);
        try (StreamingContext ssc =
                context(conf().set("sakia.streaming.maxRate", "1000"), BatchInterval.selfClocked())) {
            ssc.source(numbers).foreachRDD(rdd -> rdd.count());
            ssc.start();
            clock.byHand().advance(Durations.seconds(2));
            assertThat(taken().stream().mapToLong(records -> records).sum()).isBetween(2400L, 2500L);
            clock.byHand().advance(Durations.milliseconds(5));
            assertThat(taken().stream().mapToLong(records -> records).sum()).isBetween(2400L, 2505L);
        }
    }

    @Test
    void withoutRateControlABatchTakesAllThatIsThere() {
        MemorySource<Integer> numbers = numbers("numbers", 50_000);
        try (StreamingContext ssc = context(conf().set("sakia.streaming.backpressure", "false"), SECOND)) {
            ssc.source(numbers).foreachRDD(rdd -> rdd.count());
            ssc.start();
            tick(2);
        }
        assertThat(taken()).containsExactly(50_000L, 0L);
        SourceInfo source = batches.get(0).sources().get(0);
        assertThat(source.limit()).isEqualTo(Long.MAX_VALUE);
        assertThat(source.heldBack()).isFalse();
    }

    @Test
    void settingsThatCantBeMeantAreRefusedAtTheStart() {
        refused(
                "sakia.streaming.backpressure",
                "on",
                "sakia.streaming.backpressure is 'on', but must be true, or false to let each batch take all that is there");
        refused(
                "sakia.streaming.maxRate",
                "0",
                "sakia.streaming.maxRate is '0', but must be a whole number of at least 1");
        refused(
                "sakia.streaming.maxDelay",
                "0s",
                "sakia.streaming.maxDelay: a batch is allowed a delay of at least 1ms, not 0s");
        refused(
                "sakia.streaming.maxDelay",
                "soon",
                "sakia.streaming.maxDelay: 'soon' is no duration; write a number and a unit, such as 200ms, 1s, 5m or 1h");
        SakiaConf both = conf().set("sakia.streaming.minRate", "20").set("sakia.streaming.maxRate", "10");
        assertThatThrownBy(() -> start(both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "sakia.streaming.minRate is 20, which is more than sakia.streaming.maxRate, 10: lower the one or raise the other");
    }

    private void refused(String key, String value, String message) {
        assertThatThrownBy(() -> start(conf().set(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private void start(SakiaConf conf) {
        try (StreamingContext ssc = context(conf, SECOND)) {
            ssc.source(numbers("numbers", 1)).print();
            ssc.start();
        }
    }

    private static SakiaConf conf() {
        return new SakiaConf().setMaster("local[2]");
    }

    private static MemorySource<Integer> numbers(String name, int count) {
        MemorySource<Integer> numbers = new MemorySource<>(name);
        numbers.addAll(IntStream.range(0, count).boxed().toList());
        return numbers;
    }

    private StreamingContext context(SakiaConf conf, BatchInterval interval) {
        StreamingContext ssc = new StreamingContext(conf, interval, clock);
        ssc.addStreamingListener(new StreamingListener() {
            @Override
            public void onBatchCompleted(BatchInfo batch) {
                batches.add(batch);
            }
        });
        return ssc;
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            clock.byHand().advance(Durations.seconds(1));
        }
    }

    private List<Long> taken() {
        synchronized (batches) {
            return batches.stream().map(BatchInfo::records).toList();
        }
    }
}
