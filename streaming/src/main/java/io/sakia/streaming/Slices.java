package io.sakia.streaming;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.RDD;
import io.sakia.streaming.graph.PastPlans;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.List;

/** Looks back at a stream's past batches. */
final class Slices {
    private Slices() {}

    static <T> List<RDD<T>> of(Origin origin, DStream<T> stream, Time from, Time to) {
        if (from.compareTo(to) > 0) {
            throw new IllegalArgumentException(
                    origin + " goes from a time to a later one, not from " + from + " to " + to);
        }
        PastPlans<T> past = stream.operator().past();
        if (past == null) {
            throw new IllegalStateException(origin + " finds no past batches: " + why(stream.context()));
        }
        Time forgotten = past.forgotten();
        if (forgotten != null && from.compareTo(forgotten) <= 0) {
            throw new IllegalArgumentException(
                    origin + " from " + from + " reaches back to batches that are forgotten, up to " + forgotten
                            + ": let the context remember longer by ssc.remember(…)");
        }
        List<RDD<T>> rdds = new ArrayList<>();
        for (Plan<T> plan : past.between(from, to)) {
            rdds.add(stream.rdd(plan));
        }
        return rdds;
    }

    private static String why(StreamingContext context) {
        return switch (context.getState()) {
            case INITIALIZED ->
                "the stream is not started; call it in a function that runs in batches, or after start()";
            case ACTIVE, STOPPED ->
                context.remembers()
                        ? "no output reads this stream, so its batches are not planned; give it or a stream made of it an output"
                        : "none are remembered; call ssc.remember(Duration) before start()";
        };
    }
}
