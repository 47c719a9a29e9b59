package io.sakia.streaming.batch;

import io.sakia.streaming.graph.InputOperator;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, once each time, that an input is held back by what batches cost, and that it has caught up. */
final class HeldBack {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBack.class);

    /** It has caught up once so many batches in a row did not take all that they might. */
    private static final int BATCHES = 10;

    private static final double SECOND = 1e9;

    private final InputOperator<?> input;
    private int left;

    HeldBack(InputOperator<?> input) {
        this.input = input;
    }

    /**
     * Takes note of a batch.
     *
     * @param held whether the input gave all that it might
     * @param limit how many records that was
     * @param took how long the batch took, in nanoseconds
     * @param delay how long it may take
     */
    void note(boolean held, long limit, long took, long delay) {
        if (held) {
            if (left == 0) {
                LOG.info(
                        "source {}: held back to {} records a batch; batches take {} s of {} s",
                        input.name(),
                        String.format(Locale.ROOT, "%,d", limit),
                        seconds(took),
                        seconds(delay));
            }
            left = BATCHES;
        } else if (left > 0 && --left == 0) {
            LOG.info("source {}: has caught up; the last {} batches took all that was there", input.name(), BATCHES);
        }
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / SECOND);
    }
}
