package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.Source;
import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Topics as streams and RDDs. */
@ExtendWith(BrokerExtension.class)
class KafkaStreamTest {
    private final KafkaBroker broker;

    KafkaStreamTest(KafkaBroker broker) {
        this.broker = broker;
    }

    private void send(String topic, String... values) throws Exception {
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            for (String value : values) {
                KafkaBroker.get(producer.send(new ProducerRecord<>(topic, value, value)));
            }
        }
    }

    private KafkaSource<byte[], String> source(String topic) {
        return KafkaSource.topic(broker.servers(), topic).values(Decoder.text());
    }

    private static StreamingContext stream(Path folder) {
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .setAppName("kafka")
                .set("sakia.checkpoint.dir", folder.toString())
                .set("sakia.checkpoint.durability", "process");
        return new StreamingContext(conf, BatchInterval.selfClocked());
    }

    /** Takes so many records; fails if they do not come. */
    private static <T> List<T> take(BlockingQueue<T> from, int count) throws InterruptedException {
        List<T> taken = new ArrayList<>();
        while (taken.size() < count) {
            T next = from.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("what comes after %s", taken).isNotNull();
            taken.add(next);
        }
        return taken;
    }

    @Test
    void aStreamGoesOnWhereItWasAndShowsItsOffsets(@TempDir Path folder) throws Exception {
        broker.topic("words", 2);
        send("words", "a", "b", "c");
        BlockingQueue<String> words = new LinkedBlockingQueue<>();
        BlockingQueue<OffsetRange> ranges = new LinkedBlockingQueue<>();
        BlockingQueue<BatchInfo.SourceInfo> figures = new LinkedBlockingQueue<>();
        for (int life = 0; life < 2; life++) {
            try (StreamingContext ssc = stream(folder)) {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onBatchCompleted(BatchInfo batch) {
                        figures.addAll(batch.sources());
                    }
                });
                ssc.source(source("words"))
                        .named("words")
                        .map(KafkaRecord::value)
                        .foreachRDD(rdd -> {
                            ranges.addAll(KafkaSource.offsetRanges(rdd));
                            words.addAll(rdd.collect());
                        });
                ssc.start();
                assertThat(take(words, life == 0 ? 3 : 1))
                        .containsExactlyInAnyOrder(life == 0 ? new String[] {"a", "b", "c"} : new String[] {"d"});
            }
            assertThat(ranges.stream().mapToLong(OffsetRange::records).sum()).isEqualTo(life == 0 ? 3 : 1);
            ranges.clear();
            send("words", life == 0 ? "d" : "e");
        }
        assertThat(words).isEmpty();
        assertThat(figures.stream().map(BatchInfo.SourceInfo::name)).containsOnly("words");
        assertThat(figures).last().satisfies(last -> {
            assertThat(last.lag()).isZero();
            assertThat(last.partitions().keySet()).containsExactly("words-0", "words-1");
            assertThat(last.partitions().values().stream()
                            .mapToLong(Source.Progress::next)
                            .sum())
                    .isEqualTo(4);
        });
    }

    @Test
    void badRecordsFollowThePolicy(@TempDir Path folder) throws Exception {
        broker.topic("bad", 1);
        send("bad", "1", "two", "3");
        BlockingQueue<Long> numbers = new LinkedBlockingQueue<>();
        BlockingQueue<String> letters = new LinkedBlockingQueue<>();
        try (StreamingContext ssc = stream(folder)) {
            ssc.source(KafkaSource.topic(broker.servers(), "bad"))
                    .named("bad")
                    .map(record -> record.mapValue(bytes -> Long.valueOf(new String(bytes, StandardCharsets.UTF_8))))
                    .named("parsed")
                    .onError(ErrorPolicy.deadLetter())
                    .foreachRDD(
                            rdd -> numbers.addAll(rdd.map(KafkaRecord::value).collect()));
            ssc.deadLetters().foreachRDD(rdd -> rdd.collect().forEach(letter -> letters.add(letter.toString())));
            ssc.start();
            assertThat(take(numbers, 2)).containsExactly(1L, 3L);
            assertThat(take(letters, 1).get(0)).contains("bad-0 offset 1").contains("two");
        }
    }

    @Test
    void aRecordThatTheDecoderRefusesFailsTheBatchWithItsPlace(@TempDir Path folder) throws Exception {
        broker.topic("undecodable", 1);
        send("undecodable", "no number");
        StreamingContext ssc = stream(folder);
        ssc.source(KafkaSource.topic(broker.servers(), "undecodable").values(Decoder.longs()))
                .print();
        ssc.start();
        assertThatThrownBy(ssc::awaitTermination)
                .hasMessageContaining("the value of the record at undecodable-0 offset 0 can't be decoded");
        ssc.stop(false);
    }

    @Test
    void eachPartitionHasAWatermark(@TempDir Path folder) throws Exception {
        broker.topic("timed", 2);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            KafkaBroker.get(producer.send(new ProducerRecord<>("timed", 0, 50_000L, "k", "fast")));
            KafkaBroker.get(producer.send(new ProducerRecord<>("timed", 1, 20_000L, "k", "slow")));
        }
        BlockingQueue<Long> watermarks = new LinkedBlockingQueue<>();
        try (StreamingContext ssc = stream(folder);
                Producer<String, String> producer = broker.producer(Map.of())) {
            ssc.addStreamingListener(new StreamingListener() {
                @Override
                public void onBatchCompleted(BatchInfo batch) {
                    batch.eventTimes().forEach(each -> watermarks.add(each.watermark()));
                }
            });
            ssc.source(source("timed").timestamps(Duration.ofSeconds(5)))
                    .named("timed")
                    .foreachRDD(rdd -> rdd.count());
            ssc.start();
            assertThat(take(watermarks, 1)).containsExactly(Long.MIN_VALUE);
            KafkaBroker.get(producer.send(new ProducerRecord<>("timed", 0, 51_000L, "k", "fast")));
            assertThat(take(watermarks, 1)).containsExactly(15_000L);
        }
    }

    @Test
    void aTopicIsAnRddToo() throws Exception {
        broker.topic("past", 1);
        send("past", "a", "b", "c", "d");
        try (SakiaContext context = new SakiaContext("local[2]", "past")) {
            assertThat(source("past").rdd(context).map(KafkaRecord::value).collect())
                    .containsExactly("a", "b", "c", "d");
            List<OffsetRange> ranges = List.of(new OffsetRange("past", 0, 2, 4), new OffsetRange("past", 0, 0, 1));
            assertThat(source("past")
                            .rdd(context, ranges)
                            .mapToPair(record -> Pair.of(record.value(), record.offset()))
                            .collect())
                    .containsExactly(Pair.of("c", 2L), Pair.of("d", 3L), Pair.of("a", 0L));
        }
    }
}
