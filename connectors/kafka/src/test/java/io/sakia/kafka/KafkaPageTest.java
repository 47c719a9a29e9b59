package io.sakia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the page about Kafka says of options is what there is, and its program runs. */
class KafkaPageTest {
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)\\(([^)]*)\\)` \\|.*\\| ([^|]*) \\|");

    private static List<String> page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/connectors/kafka.md"))) {
            folder = folder.getParent();
        }
        return Files.readAllLines(folder.resolve("docs/connectors/kafka.md"));
    }

    /** The rows of a table, each option with its default. */
    private static Map<String, String> listed(String of) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        List<String> page = page();
        for (int i = page.indexOf("| option of the " + of + " | what it is | default |") + 2;
                page.get(i).startsWith("|");
                i++) {
            Matcher row = ROW.matcher(page.get(i));
            assertThat(row.matches()).as(page.get(i)).isTrue();
            rows.put(row.group(1) + "(" + row.group(2) + ")", row.group(3).replace("`", ""));
        }
        return rows;
    }

    private static List<String> options(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .map(KafkaPageTest::signature)
                .toList();
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    @Test
    void listsTheOptions() throws IOException {
        assertThat(listed("source").keySet()).containsExactlyInAnyOrderElementsOf(options(KafkaSource.class));
        assertThat(listed("sink").keySet()).containsExactlyInAnyOrderElementsOf(options(KafkaSink.class));
    }

    @Test
    void tellsTheDefaults() throws Exception {
        Map<String, String> listed = listed("source");
        for (RecordComponent each : KafkaReading.class.getRecordComponents()) {
            String option = each.getName() + "(" + each.getType().getSimpleName() + ")";
            assertThat(listed)
                    .containsEntry(
                            option, shown(each.getName(), each.getAccessor().invoke(KafkaReading.usual())));
        }
        assertThat(listed)
                .containsEntry(
                        "patience(Duration)",
                        shown("patience", KafkaClient.of("h:1").patience()));
    }

    private static String shown(String name, Object value) {
        if (value instanceof Duration duration) {
            return duration.toSeconds() + "s";
        }
        return switch (name) {
            case "group" -> value.equals("") ? "none" : value.toString();
            case "recordsPerSecond" -> value.equals(0L) ? "no limit" : value.toString();
            default -> value.toString();
        };
    }

    @Test
    void showsAProgramThatIsCompiled() throws IOException {
        List<String> page = page();
        int begin = page.indexOf("```java") + 1;
        List<String> shown = page.subList(begin, page.indexOf("}") + 1);
        Path source = Path.of("src/test/java/io/sakia/kafka/TopicExample.java");
        Path file = Files.exists(source) ? source : Path.of("connectors/kafka").resolve(source);
        assertThat(Files.readString(file))
                .contains(shown.stream().map(line -> "    " + line).collect(Collectors.joining("\n")));
    }

    @Test
    @ExtendWith(BrokerExtension.class)
    void showsAProgramThatRuns(KafkaBroker broker, @TempDir Path folder) throws Exception {
        broker.topic("clicks", 1);
        broker.topic("clicks-per-user", 1);
        try (Producer<String, String> producer = broker.producer(Map.of())) {
            for (String user : List.of("ann", "bob", "ann")) {
                KafkaBroker.get(producer.send(new ProducerRecord<>("clicks", user, "/")));
            }
        }
        try (StreamTester tester = StreamTester.builder().checkpoint(folder).build()) {
            tester.start(ssc -> TopicExample.define(ssc, broker.servers()));
            tester.tick();
            tester.stop();
        }
        assertThat(broker.committed("clicks-per-user"))
                .extracting(record -> record.key() + " " + record.value())
                .containsExactlyInAnyOrder("ann 1", "bob 1", "ann 2");
    }
}
