package io.sakia.streaming.output;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints the first records of a batch under a line that names it: of each batch, or of one within so much time, whose line then says
 * how many batches were left out since the last one. A batch that is left out is not computed for printing.
 *
 * <pre>
 *   ── batch 7 · 14:03:07.000 · 4 batches left out ─────────────
 * </pre>
 */
public final class PrintOutput<T> extends OutputOperation {
    private static final int WIDTH = 60;

    private final Operator<T> stream;
    private final int most;
    private final Duration every;
    private @Nullable Time printed;
    private long leftOut;

    /** Prints at most so many records of each batch. */
    public PrintOutput(Origin origin, Operator<T> stream, int most) {
        this(origin, stream, most, Duration.ZERO);
    }

    /** Prints at most so many records of a batch, and no batch whose time is less than {@code every} after the last printed one's. */
    public PrintOutput(Origin origin, Operator<T> stream, int most, Duration every) {
        super(origin, stream);
        if (most < 1) {
            throw new IllegalArgumentException(origin + " shows at least 1 record, not " + most);
        }
        this.stream = stream;
        this.most = most;
        this.every = every;
    }

    /** What {@link #every} may be where it is said. */
    public static Duration requireEvery(Origin origin, Duration every) {
        if (every.toMillis() < 1) {
            throw new IllegalArgumentException(
                    origin + " prints one batch every so much time, at least 1ms, not " + every);
        }
        return every;
    }

    @Override
    public void run(OutputScope scope, Batch batch) {
        Plan<T> plan = stream.plan(batch);
        if (plan == null) {
            return;
        }
        if (printed != null && batch.time().compareTo(printed.plus(every)) < 0) {
            leftOut++;
            return;
        }
        List<T> first = scope.context().rdd(plan).take(origin(), most + 1);
        List<String> lines = new ArrayList<>(first.size() + 2);
        lines.add(header(batch));
        for (T record : first.subList(0, Math.min(first.size(), most))) {
            lines.add(String.valueOf(record));
        }
        if (first.size() > most) {
            lines.add("… and more");
        }
        scope.console().print(lines);
        printed = batch.time();
        leftOut = 0;
    }

    private String header(Batch batch) {
        String gap = leftOut == 0 ? "" : "· " + leftOut + (leftOut == 1 ? " batch" : " batches") + " left out ";
        String title = "── batch " + batch.id() + " · " + batch.time().clock() + " " + gap;
        return title + "─".repeat(Math.max(0, WIDTH - title.length()));
    }
}
