package io.sakia.streaming.batch;

import io.sakia.streaming.event.BatchInfo.EventTimeInfo;
import io.sakia.streaming.graph.EventTracking;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.graph.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The event times of a graph, from batch to batch: their watermarks are decided when a batch is planned, and stand in the batch log. Used by the
 * batch loop's thread.
 */
final class EventTimes {
    private final List<EventTracking<?>> tracking;
    private final List<StatefulOperator<?>> stateful;

    EventTimes(StreamGraph graph) {
        this.tracking = graph.tracking();
        this.stateful = tracking.isEmpty() ? List.of() : graph.stateful();
    }

    /** Begins the next batch, whose inputs are prepared, by what the batches before it have read. */
    void next(long running) {
        for (EventTracking<?> each : tracking) {
            each.clock().next(running);
        }
    }

    /** Begins a batch that was logged; what the program did not follow then stands still. */
    void next(List<BatchLog.Mark> marks) {
        Map<String, Long> logged = new HashMap<>();
        marks.forEach(mark -> logged.put(mark.eventTime(), mark.watermark()));
        for (EventTracking<?> each : tracking) {
            Watermarks before = each.clock().watermarks();
            each.clock().begin(before.then(logged.getOrDefault(each.name(), before.now())));
        }
    }

    /** How far they have come in the batch that has begun, for the batch log. */
    List<BatchLog.Mark> marks() {
        if (tracking.isEmpty()) {
            return List.of();
        }
        List<BatchLog.Mark> marks = new ArrayList<>(tracking.size());
        for (EventTracking<?> each : tracking) {
            marks.add(new BatchLog.Mark(each.name(), each.clock().watermarks().now()));
        }
        return marks;
    }

    /** The same for people. */
    List<EventTimeInfo> info() {
        return marks().stream()
                .map(mark -> new EventTimeInfo(mark.eventTime(), mark.watermark()))
                .toList();
    }

    /** The running time from which a batch would find something due, even without data; {@link StatefulOperator#NEVER} if none would. */
    long due() {
        long due = StatefulOperator.NEVER;
        for (StatefulOperator<?> operator : stateful) {
            due = Math.min(due, operator.reachesEventDue());
        }
        return due;
    }

    /** Whether a batch at a running time, whose inputs are prepared, finds something due. */
    boolean isDue(long running) {
        for (StatefulOperator<?> operator : stateful) {
            if (operator.isEventDue(running)) {
                return true;
            }
        }
        return false;
    }
}
