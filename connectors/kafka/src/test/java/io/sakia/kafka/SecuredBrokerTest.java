package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import io.sakia.testkit.StreamTester;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A broker that wants a user, a password and TLS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredBrokerTest {
    private static final String PASSWORD = "swordfish-7413";
    private static final String STORE_PASSWORD = "keystore-9035";

    private Path folder;
    private KafkaBroker broker;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        Path store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).isZero();
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
        Map<String, String> settings = new TreeMap<>();
        settings.put("listeners", "SASL_SSL://127.0.0.1:PORT,CONTROLLER://127.0.0.1:CONTROLLERPORT");
        settings.put("advertised.listeners", "SASL_SSL://127.0.0.1:PORT");
        settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "SASL_SSL");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                login + "username=\"wheel\" password=\"" + PASSWORD + "\" user_wheel=\"" + PASSWORD + "\";");
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", store.toString());
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put("ssl.key.password", STORE_PASSWORD);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.location", store.toString());
        settings.put("ssl.truststore.password", STORE_PASSWORD);
        broker = KafkaBroker.start(folder.resolve("broker"), settings, access(PASSWORD));
    }

    @AfterAll
    void end() {
        if (broker != null) {
            broker.close();
        }
    }

    private Map<String, String> access(String password) {
        Map<String, String> access = new TreeMap<>();
        access.put("security.protocol", "SASL_SSL");
        access.put("sasl.mechanism", "PLAIN");
        access.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"wheel\" password=\""
                        + password + "\";");
        access.put("ssl.truststore.type", "PKCS12");
        access.put("ssl.truststore.location", folder.resolve("store.p12").toString());
        access.put("ssl.truststore.password", STORE_PASSWORD);
        return access;
    }

    private KafkaSource<byte[], String> source(Map<String, String> access) {
        KafkaSource<byte[], String> source =
                KafkaSource.topic(broker.servers(), "in").values(Decoder.text()).patience(Duration.ofSeconds(5));
        for (Map.Entry<String, String> each : access.entrySet()) {
            source = source.property(each.getKey(), each.getValue());
        }
        return source;
    }

    private KafkaSink<String> sink(Map<String, String> access) {
        KafkaSink<String> sink = KafkaSink.<String>to(broker.servers(), "out").values(Encoder.text(), value -> value);
        for (Map.Entry<String, String> each : access.entrySet()) {
            sink = sink.property(each.getKey(), each.getValue());
        }
        return sink;
    }

    @Test
    void recordsPassThroughAndSecretsDoNot() throws Exception {
        broker.topic("in", 1);
        broker.topic("out", 1);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            KafkaBroker.get(producer.send(new ProducerRecord<>("in", "k", "word")));
        }
        Path checkpoint = folder.resolve("checkpoint");
        try (StreamTester tester = StreamTester.builder().checkpoint(checkpoint).build()) {
            tester.start(ssc -> ssc.source(source(access(PASSWORD)))
                    .named("in")
                    .map(record -> record.value() + "!")
                    .to("out", sink(access(PASSWORD))));
            tester.tick();
            tester.stop();
        }
        assertThat(broker.committed("out")).extracting(ConsumerRecord::value).containsExactly("word!");
        List<String> kept = new ArrayList<>();
        try (Stream<Path> files = Files.walk(checkpoint)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kept.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(kept)
                .isNotEmpty()
                .allSatisfy(
                        content -> assertThat(content).doesNotContain(PASSWORD).doesNotContain(STORE_PASSWORD));
        assertThat(source(access(PASSWORD)).description()
                        + source(access(PASSWORD)).reader())
                .contains("sasl.jaas.config")
                .doesNotContain(PASSWORD)
                .doesNotContain(STORE_PASSWORD);
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        Source<?, OffsetRange> wrong = source(access("guessed-1234"));
        assertThatThrownBy(() -> wrong.open(null, () -> {}))
                .hasMessageContaining("the broker refuses to let the program in (")
                .hasMessageContaining("correct user and password in sasl.jaas.config")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("guessed-1234"));
    }

    private static String stackTrace(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            all.append(each).append('\n');
        }
        return all.toString();
    }
}
