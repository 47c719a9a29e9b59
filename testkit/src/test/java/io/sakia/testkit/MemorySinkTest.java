package io.sakia.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.Sink.Publisher;
import io.sakia.connector.Sink.Target;
import io.sakia.connector.Sink.Writer;
import io.sakia.testkit.MemorySink.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemorySinkTest {
    private final MemorySink<String> sink = new MemorySink<>("letters");
    private final Publisher<Part<String>> publisher = sink.open();

    @Test
    void showsWhatIsPublishedByBatchAndPartition() throws Exception {
        Part<String> second = stage(1, 1, "c");
        Part<String> first = stage(1, 0, "a", "b");
        Part<String> next = stage(2, 0, "d");
        assertThat(sink.batches()).isEmpty();

        publisher.publish(1, List.of(second, first, next));

        assertThat(sink.batches()).containsExactly(List.of("a", "b", "c"), List.of("d"));
        assertThat(sink.records()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void publishingAnEpochAgainChangesNothing() throws Exception {
        List<Part<String>> staged = List.of(stage(1, 0, "a"));
        publisher.publish(1, staged);
        publisher.publish(2, List.of(stage(2, 0)));
        publisher.publish(1, staged);

        assertThat(sink.batches()).containsExactly(List.of("a"), List.of());
    }

    @Test
    void whatIsDiscardedIsNotSeen() throws Exception {
        publisher.discard(List.of(stage(1, 0, "a")));

        assertThat(sink.records()).isEmpty();
    }

    private Part<String> stage(long batch, int partition, String... records) throws Exception {
        try (Writer<String, Part<String>> writer =
                sink.writers().open(new Target("letters", batch, 1000 * batch, partition, 1))) {
            for (String record : records) {
                writer.write(record);
            }
            return writer.stage();
        }
    }
}
