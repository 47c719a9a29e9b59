package io.sakia.kafka;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.rdd.SakiaContext;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What it costs to read and write topics, beside a bare consumer and a bare transactional producer of the same records, in turns: {@code bench/run kafka}. The broker is
 * a process of its own on this machine.
 */
final class KafkaCosts {
    private static final int READ = 1_000_000;
    private static final int WRITTEN = 300_000;
    private static final int WARM_UP = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final int rounds;

    private KafkaCosts(int rounds) {
        this.rounds = rounds;
    }

    /** What a turn took, in milliseconds. */
    private record Turn(double processors, double clock) {}

    /** One turn; gives a sum over all records. */
    @FunctionalInterface
    private interface Work {
        long run() throws Exception;
    }

    /**
     * Measures.
     *
     * @param args how many turns each has; 7 if nothing is said
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("kafka-costs");
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
            KafkaCosts costs = new KafkaCosts(args.length > 0 ? Integer.parseInt(args[0]) : 7);
            costs.reading(broker);
            costs.writing(broker, folder, false);
            costs.writing(broker, folder, true);
        }
    }

    private static String value(int i) {
        return "a click of somebody at a page that is " + i + " and then some more text to come to a hundred bytes";
    }

    private static String key(int i) {
        return "user-" + i % 1000;
    }

    private void reading(KafkaBroker broker) throws Exception {
        broker.topic("in", 1);
        try (Producer<String, String> producer = broker.producer(Map.of("batch.size", 65536))) {
            for (int i = 0; i < READ; i++) {
                producer.send(new ProducerRecord<>("in", key(i), value(i)));
            }
        }
        KafkaSource<String, String> source =
                KafkaSource.topic(broker.servers(), "in").keys(Decoder.text()).values(Decoder.text());
        try (SakiaContext context = new SakiaContext("local[1]", "costs")) {
            compare(
                    "reading",
                    () -> consume(broker),
                    () -> source.rdd(context, List.of(new OffsetRange("in", 0, 0, READ)))
                            .map(record -> (long) String.valueOf(record.value()).length())
                            .reduce(Long::sum));
        }
    }

    private static long consume(KafkaBroker broker) {
        Map<String, Object> settings = broker.access();
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", 2000);
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> all = List.of(new TopicPartition("in", 0));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            long read = 0;
            long sum = 0;
            while (read < READ) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    read++;
                    sum += record.value().length();
                }
            }
            return sum;
        }
    }

    private void writing(KafkaBroker broker, Path folder, boolean durable) throws Exception {
        String topic = "out-" + durable;
        broker.topic(topic, 1);
        Sink<Integer, StagedRecords> sink = KafkaSink.<Integer>to(broker.servers(), topic)
                .keys(Encoder.text(), KafkaCosts::key)
                .values(Encoder.text(), KafkaCosts::value)
                .stagingIn(new Staging(FileStores.local(), folder.resolve(topic).toString(), durable));
        long[] epoch = {0};
        try (Sink.Publisher<StagedRecords> publisher = sink.open();
                Producer<String, String> bare = broker.producer(Map.of("transactional.id", "bare-" + topic))) {
            bare.initTransactions();
            compare(
                    durable ? "writing, staged files synced" : "writing",
                    () -> {
                        bare.beginTransaction();
                        for (int i = 0; i < WRITTEN; i++) {
                            bare.send(new ProducerRecord<>(topic, key(i), value(i)));
                        }
                        bare.commitTransaction();
                        return WRITTEN;
                    },
                    () -> {
                        epoch[0]++;
                        try (Sink.Writer<Integer, StagedRecords> writer =
                                sink.writers().open(new Sink.Target("out", epoch[0], 0, 0, 1))) {
                            for (int i = 0; i < WRITTEN; i++) {
                                writer.write(i);
                            }
                            StagedRecords staged = writer.stage();
                            publisher.publish(epoch[0], List.of(staged));
                            return staged.records();
                        }
                    });
        }
    }

    private void compare(String what, Work bare, Work ours) throws Exception {
        List<Turn> bareTurns = new ArrayList<>();
        List<Turn> ourTurns = new ArrayList<>();
        for (int i = -WARM_UP; i < rounds; i++) {
            long[] results = new long[2];
            Turn first = turn(bare, results, 0);
            Turn second = turn(ours, results, 1);
            if (results[0] != results[1]) {
                throw new IllegalStateException(what + ": " + results[0] + " and " + results[1] + " are not the same");
            }
            if (i >= 0) {
                bareTurns.add(first);
                ourTurns.add(second);
            }
        }
        Turn bareMedian = median(bareTurns);
        Turn ourMedian = median(ourTurns);
        System.out.printf(
                "%-30s bare %5.0f ms of processors, %5.0f ms; Sakia %5.0f ms, %5.0f ms; ratio %.2f, %.2f%n",
                what,
                bareMedian.processors(),
                bareMedian.clock(),
                ourMedian.processors(),
                ourMedian.clock(),
                ourMedian.processors() / bareMedian.processors(),
                ourMedian.clock() / bareMedian.clock());
    }

    private static Turn turn(Work work, long[] results, int which) throws Exception {
        System.gc();
        long processors = SYSTEM.getProcessCpuTime();
        long clock = System.nanoTime();
        results[which] = work.run();
        return new Turn((SYSTEM.getProcessCpuTime() - processors) / 1e6, (System.nanoTime() - clock) / 1e6);
    }

    private static Turn median(List<Turn> turns) {
        return new Turn(
                turns.stream().mapToDouble(Turn::processors).sorted().toArray()[turns.size() / 2],
                turns.stream().mapToDouble(Turn::clock).sorted().toArray()[turns.size() / 2]);
    }
}
