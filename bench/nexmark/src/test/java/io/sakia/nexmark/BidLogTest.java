package io.sakia.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.nexmark.model.Expected;
import io.sakia.nexmark.query.BidLog;
import io.sakia.nexmark.query.NexmarkQuery;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Query 10 writes files. */
class BidLogTest {
    @Test
    void theFoldersHaveAllBids(@TempDir Path folder) throws IOException, InterruptedException {
        NexmarkGenerator generator = NexmarkGenerator.standard();
        try (StreamingContext ssc =
                new StreamingContext(new SakiaConf().setMaster("local[2]"), BatchInterval.selfClocked())) {
            BidLog.write(
                    ssc.source(new NexmarkSource(generator, 1000, 300, 2)),
                    folder.resolve("bids").toString());
            ssc.start();
            ssc.awaitTermination();
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.find(
                folder, 3, (file, attributes) -> file.getFileName().toString().startsWith("part-"))) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        List<Event> events =
                LongStream.range(0, 1000).mapToObj(generator::event).toList();
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(
                        Expected.of(NexmarkQuery.Q10).rows(events));
    }
}
