package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed under a stream, and comes back: the stream waits, and each record arrives once. {@link KillTest} does so in each build, in a process of its
 * own.
 */
@EnabledIfSystemProperty(named = "sakia.large", matches = ".*", disabledReason = "takes 20 s: -Dsakia.large")
class BrokerLossTest {
    @TempDir
    private Path folder;

    @Test
    void aStreamOutlivesItsBroker() throws Exception {
        Semaphore committed = new Semaphore(0);
        List<String> expected = new ArrayList<>();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
            broker.topic("in", 2);
            broker.topic("out", 1);
            SakiaConf conf = new SakiaConf()
                    .setMaster("local[2]")
                    .setAppName("loss")
                    .set("sakia.checkpoint.dir", folder.resolve("checkpoint").toString());
            try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
                ssc.addStreamingListener(new StreamingListener() {
                    @Override
                    public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
                        committed.release();
                    }
                });
                ssc.source(KafkaSource.topic(broker.servers(), "in").values(Decoder.text()))
                        .named("in")
                        .map(KafkaRecord::value)
                        .to(
                                "out",
                                KafkaSink.<String>to(broker.servers(), "out").values(Encoder.text(), value -> value));
                ssc.start();
                for (int round = 0; round < 2; round++) {
                    try (Producer<String, String> producer = broker.producer(Map.of())) {
                        for (int i = 0; i < 200; i++) {
                            String value = round + "." + i;
                            producer.send(new ProducerRecord<>("in", value, value));
                            expected.add(value);
                        }
                        producer.flush();
                    }
                    assertThat(committed.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
                    if (round == 0) {
                        broker.kill();
                        broker.start();
                        committed.drainPermits();
                    }
                }
            } // in good order: what was planned is published
            List<String> arrived =
                    broker.committed("out").stream().map(ConsumerRecord::value).toList();
            assertThat(arrived).doesNotHaveDuplicates();
            assertThat(expected).containsAll(arrived);
            // what was not planned when it was stopped is read by the next run
            try (StreamingContext ssc =
                    new StreamingContext(conf.set("sakia.streaming.untilIdle", "2s"), BatchInterval.selfClocked())) {
                ssc.source(KafkaSource.topic(broker.servers(), "in").values(Decoder.text()))
                        .named("in")
                        .map(KafkaRecord::value)
                        .to(
                                "out",
                                KafkaSink.<String>to(broker.servers(), "out").values(Encoder.text(), value -> value));
                ssc.start();
                ssc.awaitTermination();
            }
            assertThat(broker.committed("out"))
                    .extracting(ConsumerRecord::value)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
