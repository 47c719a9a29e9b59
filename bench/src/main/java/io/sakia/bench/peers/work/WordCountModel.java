package io.sakia.bench.peers.work;

import java.util.HashMap;
import java.util.Map;

/** Counts the words of a batch once: all batches hold the same lines. */
final class WordCountModel implements Model {
    private final Tally batch;

    WordCountModel() {
        int repeats = Workload.WORD_COUNT.batchSize() / Lines.all().size();
        Map<String, Long> counts = new HashMap<>();
        for (String line : Lines.all()) {
            for (String word : line.split(" ")) {
                counts.merge(word, (long) repeats, Long::sum);
            }
        }
        long checksum = 0;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            checksum += Hashes.of(count.getKey().hashCode(), count.getValue());
        }
        batch = new Tally(counts.size(), checksum);
    }

    @Override
    public Tally advance(long batches) {
        return batch.times(batches);
    }
}
