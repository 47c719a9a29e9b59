package io.sakia.streaming.output;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import java.util.ArrayList;
import java.util.List;

/** Prints the first records of each batch under a line that names it. */
public final class PrintOutput<T> extends OutputOperation {
    private static final int WIDTH = 60;

    private final Operator<T> stream;
    private final int most;

    /** Prints at most so many records of a batch. */
    public PrintOutput(Origin origin, Operator<T> stream, int most) {
        super(origin, stream);
        if (most < 1) {
            throw new IllegalArgumentException(origin + " shows at least 1 record, not " + most);
        }
        this.stream = stream;
        this.most = most;
    }

    @Override
    public void run(OutputScope scope, Batch batch) {
        Plan<T> plan = stream.plan(batch);
        if (plan == null) {
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
    }

    private static String header(Batch batch) {
        String title = "── batch " + batch.id() + " · " + batch.time().clock() + " ";
        return title + "─".repeat(Math.max(0, WIDTH - title.length()));
    }
}
