package io.sakia.conformance.stream;

import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import java.util.ArrayList;
import java.util.List;

/** Remembers the watermarks of the batches that were completed. */
final class Watermarks implements StreamingListener {
    private final List<String> seen = new ArrayList<>();

    @Override
    public synchronized void onBatchCompleted(BatchInfo batch) {
        seen.add(String.join(
                " ",
                batch.eventTimes().stream().map(time -> text(time.watermark())).toList()));
    }

    /** The watermarks of each batch: {@code -} where nothing is known, {@code end} where all has ended. */
    synchronized List<String> seen() {
        return List.copyOf(seen);
    }

    private static String text(long watermark) {
        return watermark == Long.MIN_VALUE ? "-" : watermark == Long.MAX_VALUE ? "end" : String.valueOf(watermark);
    }
}
