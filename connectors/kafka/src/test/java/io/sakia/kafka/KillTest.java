package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From Kafka through state to Kafka, by a process that is killed over and over, with a broker that is killed too. Of each word, a reader of committed records must see
 * the totals 1, 2, 3 … once, and in that order. With {@code -Dsakia.large=yes} 30 kills of the program and 5 of the broker; in each build 2 and 1.
 */
class KillTest {
    private static final boolean LARGE = System.getProperty("sakia.large") != null;
    private static final int KILLS = LARGE ? 30 : 2;
    private static final int BROKER_KILLS = LARGE ? 5 : 1;
    private static final int WORDS = 40;
    private static final int PARTITIONS = 3;

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(Long.getLong("sakia.seed", 1));
    private final Map<String, Long> sent = new HashMap<>();
    private final List<String> story = new ArrayList<>();
    private int seen;

    @Test
    void eachResultIsThereOnceHoweverOftenProgramAndBrokerAreKilled() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("broker"))) {
            broker.topic("in", PARTITIONS);
            broker.topic("out", 2);
            try (Consumer<String, String> out = reader(broker)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Process program = start(broker, "totals-" + kill);
                    try {
                        boolean brokerToo = kill * BROKER_KILLS / KILLS != (kill + 1) * BROKER_KILLS / KILLS;
                        send(broker);
                        int before = seen;
                        await(out, before + random.nextInt(300));
                        if (brokerToo) {
                            broker.kill();
                            broker.start();
                            send(broker);
                            await(out, seen + 1);
                        }
                        send(broker);
                        seen += out.poll(Duration.ofMillis(random.nextInt(300))).count();
                        assertThat(program.isAlive())
                                .as("the program, see %s", folder)
                                .isTrue();
                        story.add(
                                "killed after " + (seen - before) + " results" + (brokerToo ? ", and the broker" : ""));
                    } finally {
                        program.destroyForcibly().waitFor();
                    }
                }
            }
            Process last = start(broker, "totals-last", "3s");
            assertThat(last.waitFor(180, TimeUnit.SECONDS))
                    .as("the last run ends")
                    .isTrue();
            assertThat(last.exitValue()).as(() -> log("totals-last")).isZero();
            check(broker);
        }
        System.out.println(KILLS + " times kill -9 of the program and " + BROKER_KILLS + " of the broker: "
                + sent.values().stream().mapToLong(each -> each).sum() + " records; " + story);
    }

    private static Consumer<String, String> reader(KafkaBroker broker) {
        Map<String, Object> settings = broker.access();
        settings.put("isolation.level", "read_committed");
        Consumer<String, String> out =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition("out", 0), new TopicPartition("out", 1));
        out.assign(partitions);
        out.seekToBeginning(partitions);
        return out;
    }

    private Process start(KafkaBroker broker, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WordTotals.class.getName(),
                broker.servers(),
                "in",
                "out",
                folder.resolve("checkpoint").toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void send(KafkaBroker broker) throws Exception {
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            int count = 200 + random.nextInt(400);
            for (int i = 0; i < count; i++) {
                String word = "word-" + random.nextInt(WORDS);
                producer.send(new ProducerRecord<>("in", random.nextInt(PARTITIONS), word, word));
                sent.merge(word, 1L, Long::sum);
            }
            producer.flush();
        }
    }

    /** Reads until so many results were seen; those that a kill has delayed may come from the next run. */
    private void await(Consumer<String, String> out, int results) {
        int silent = 0;
        while (seen < results && silent < 120) {
            int count = out.poll(Duration.ofSeconds(1)).count();
            silent = count == 0 ? silent + 1 : 0;
            seen += count;
        }
        assertThat(seen).as("results, after %s; see %s", story, folder).isGreaterThanOrEqualTo(results);
    }

    private void check(KafkaBroker broker) throws Exception {
        Map<String, List<Long>> totals = new TreeMap<>();
        for (ConsumerRecord<String, String> each : broker.committed("out")) {
            totals.computeIfAbsent(each.key(), word -> new ArrayList<>()).add(Long.valueOf(each.value()));
        }
        Map<String, List<Long>> expected = new TreeMap<>();
        sent.forEach((word, count) ->
                expected.put(word, LongStream.rangeClosed(1, count).boxed().toList()));
        assertThat(totals).as("%s", story).isEqualTo(expected);
        try (Admin admin = broker.admin()) {
            long told = KafkaBroker.get(admin.listConsumerGroupOffsets("totals")
                            .partitionsToOffsetAndMetadata()
                            .toCompletionStage()
                            .toCompletableFuture())
                    .values()
                    .stream()
                    .mapToLong(each -> each.offset())
                    .sum();
            assertThat(told)
                    .as("what the group knows, so that no lag is left")
                    .isEqualTo(sent.values().stream().mapToLong(each -> each).sum());
        }
    }
}
