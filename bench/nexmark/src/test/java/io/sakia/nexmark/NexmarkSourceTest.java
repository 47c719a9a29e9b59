package io.sakia.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.nexmark.model.Expected;
import io.sakia.nexmark.model.Rows;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.testkit.MemorySink;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The source gives each event once, and knows their times. */
class NexmarkSourceTest {
    private static final NexmarkGenerator GENERATOR = new NexmarkGenerator(3, 50_000_000, 8);

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 7", "3, 100", "5, 1"})
    void givesEachEventOnce(int partitions, int batch) throws InterruptedException {
        MemorySink<Event> sink = new MemorySink<>("events");
        try (StreamingContext ssc = new StreamingContext(conf(), BatchInterval.selfClocked())) {
            ssc.source(new NexmarkSource(GENERATOR, 200, batch, partitions)).to("events", sink);
            ssc.start();
            ssc.awaitTermination();
        }
        assertThat(sink.records()).containsExactlyInAnyOrderElementsOf(events(200));
    }

    @Test
    void windowsGoByItsTimes() throws InterruptedException {
        MemorySink<String> sink = new MemorySink<>("rows");
        try (StreamingContext ssc = new StreamingContext(conf(), BatchInterval.selfClocked())) {
            NexmarkQuery.Q5
                    .define(ssc.source(new NexmarkSource(GENERATOR, 1000, 90, 2)))
                    .map(Rows::text)
                    .to("rows", sink);
            ssc.start();
            ssc.awaitTermination();
        }
        assertThat(sink.records())
                .containsExactlyInAnyOrderElementsOf(
                        Expected.of(NexmarkQuery.Q5).rows(events(1000)));
    }

    @Test
    void settingsThatCantBeMeantAreRefused() {
        assertThatThrownBy(() -> new NexmarkSource(GENERATOR, 1, 0, 1)).hasMessageContaining("not 1, 0 and 1");
    }

    private static SakiaConf conf() {
        return new SakiaConf().setMaster("local[2]");
    }

    private static List<Event> events(int count) {
        return LongStream.range(0, count).mapToObj(GENERATOR::event).toList();
    }
}
