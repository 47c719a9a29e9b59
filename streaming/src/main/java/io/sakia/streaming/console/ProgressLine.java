package io.sakia.streaming.console;

import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows the last batch on one line of a terminal that is written over in place:
 *
 * <pre>batch 42 │ 1,280 records (640/s) │ delay 3 ms │ keys 812</pre>
 */
public final class ProgressLine implements StreamingListener {
    private static final double WEIGHT = 0.2;

    private final Console console;
    private long lastTime;
    private double rate;

    /** A line on a console. */
    public ProgressLine(Console console) {
        this.console = console;
    }

    @Override
    public void onBatchCompleted(BatchInfo batch) {
        long time = batch.time().milliseconds();
        if (lastTime != 0 && time > lastTime) {
            double now = batch.records() * 1000.0 / (time - lastTime);
            rate = rate == 0 ? now : rate + WEIGHT * (now - rate);
        }
        lastTime = time;
        console.status(text(batch, rate));
    }

    @Override
    public void onStreamingStopped(@Nullable Throwable failure) {
        console.status("");
    }

    static String text(BatchInfo batch, double rate) {
        StringBuilder line = new StringBuilder();
        line.append("batch ").append(batch.id());
        line.append(String.format(Locale.ROOT, " │ %,d records", batch.records()));
        if (rate > 0) {
            line.append(String.format(Locale.ROOT, " (%,.0f/s)", rate));
        }
        line.append(String.format(Locale.ROOT, " │ delay %,d ms", batch.totalDelay()));
        if (!batch.states().isEmpty()) {
            long keys =
                    batch.states().stream().mapToLong(BatchInfo.StateInfo::keys).sum();
            line.append(String.format(Locale.ROOT, " │ keys %,d", keys));
        }
        return line.toString();
    }
}
