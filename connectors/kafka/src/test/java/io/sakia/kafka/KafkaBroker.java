package io.sakia.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, with one folder, which may be killed and started again. */
final class KafkaBroker implements AutoCloseable {
    private final Path folder;
    private final int port = freePort();
    private final int controller = freePort();
    private final Map<String, String> more;
    private final Map<String, String> access;
    private @Nullable Process process;

    private KafkaBroker(Path folder, Map<String, String> more, Map<String, String> access) {
        this.folder = folder;
        this.more = more;
        this.access = access;
    }

    /** A broker without security. */
    static KafkaBroker start(Path folder) throws Exception {
        return start(folder, Map.of(), Map.of());
    }

    /**
     * A broker.
     *
     * @param more settings that take the place of the usual ones; {@code PORT} in them is the broker's
     * @param access how clients reach it
     */
    static KafkaBroker start(Path folder, Map<String, String> more, Map<String, String> access) throws Exception {
        KafkaBroker broker = new KafkaBroker(folder, more, access);
        broker.start();
        return broker;
    }

    void start() throws Exception {
        Files.createDirectories(folder);
        Path file = folder.resolve("server.properties");
        Properties properties = new Properties();
        properties.putAll(settings());
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BrokerProcess.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("broker.log").toFile())
                .start();
        try (Admin admin = admin()) {
            get(admin.describeCluster().nodes().toCompletionStage().toCompletableFuture());
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:PORT,CONTROLLER://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:PORT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("broker.session.timeout.ms", "2000"); // so that one that was killed may come back soon
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("log.cleaner.enable", "false");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", "-1"); // tests have timestamps of 1970
        more.forEach(settings::put);
        settings.replaceAll((name, value) ->
                value.replace("CONTROLLERPORT", String.valueOf(controller)).replace("PORT", String.valueOf(port)));
        return settings;
    }

    String servers() {
        return "127.0.0.1:" + port;
    }

    /** What clients need to reach it. */
    Map<String, Object> access() {
        Map<String, Object> all = new TreeMap<>(access);
        all.put("bootstrap.servers", servers());
        return all;
    }

    Admin admin() {
        return Admin.create(access());
    }

    /** Makes a topic. */
    void topic(String name, int partitions) throws Exception {
        topic(name, partitions, Map.of());
    }

    void topic(String name, int partitions, Map<String, String> configs) throws Exception {
        try (Admin admin = admin()) {
            get(admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture());
        }
    }

    /** A producer of texts. */
    Producer<String, String> producer(Map<String, ?> settings) {
        Map<String, Object> all = access();
        all.putAll(settings);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /** What a reader of committed records finds in a topic, partition by partition. */
    List<ConsumerRecord<String, String>> committed(String topic) {
        Map<String, Object> all = access();
        all.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // the end for all, since the marks of a transaction come a little after its commit
            ends(partitions).forEach((partition, end) -> {
                for (int i = 0; i < 60 && consumer.position(partition) < end; i++) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
                }
            });
        }
        records.sort(Comparator.<ConsumerRecord<String, String>>comparingInt(ConsumerRecord::partition)
                .thenComparing(ConsumerRecord::offset));
        return records;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(access(), new StringDeserializer(), new StringDeserializer())) {
            return consumer.endOffsets(partitions);
        }
    }

    /** Ends the process as {@code kill -9} does. */
    void kill() throws InterruptedException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.waitFor();
            process = null;
        }
    }

    static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(60, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
