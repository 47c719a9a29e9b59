package io.sakia.streaming.graph;

import io.sakia.Accumulator;
import io.sakia.Pair;
import io.sakia.connector.EventTime;
import io.sakia.connector.Range;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.time.Durations;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the event time of a stream: notes what tasks see of each partition of its sources, and makes watermarks of that.
 *
 * <pre>
 *   tasks of batch 7      (clicks, 3, 12:07) (clicks, 4, 12:03) …   what each has seen, once it has succeeded
 *   between the batches   the largest time of each partition        an accumulator, kept with each epoch
 *   batch 8 is planned    watermark 12:03, less the lateness        in the batch log
 * </pre>
 *
 * <p>It does not matter how often a task runs, since only the largest times are kept. Used by the batch loop's thread.
 */
public final class EventTracking<T> implements EventClock.Progress {
    private final Origin origin;
    private final EventTime<T> eventTime;
    private final TaskFunction<EventTime.Millis<T>> millis;
    private final List<InputOperator<?>> inputs;
    private final EventClock clock = new EventClock(this);
    /** The sources whose partitions can be told apart where the time stands. */
    private final Set<String> direct = new HashSet<>();
    /** When partitions became known that have given nothing yet. */
    private final Map<PartitionName, Long> known = new HashMap<>();

    private @Nullable Accumulator<Pair<PartitionName, SeenTimes.Seen>, Map<PartitionName, SeenTimes.Seen>> seen;
    private String name = "";
    private long lastRunning = Watermarks.UNKNOWN;

    /**
     * Follows a stream.
     *
     * @param inputs all from which its records come
     */
    EventTracking(Origin origin, EventTime<T> eventTime, List<InputOperator<?>> inputs) {
        this.origin = origin;
        this.eventTime = eventTime;
        this.millis = TaskFunction.of(origin, eventTime.millis());
        this.inputs = List.copyOf(inputs);
    }

    /** The clock that goes by it. */
    public EventClock clock() {
        return clock;
    }

    /** Where event time was told. */
    Origin origin() {
        return origin;
    }

    /** The name under which it is found again. */
    public String name() {
        return name;
    }

    void name(String newName) {
        name = newName;
    }

    /** Makes what tasks tell their times to: an accumulator whose total is kept with the stream's. Before the first batch. */
    public Accumulator<?, ?> open(SakiaContext context) {
        Accumulator<Pair<PartitionName, SeenTimes.Seen>, Map<PartitionName, SeenTimes.Seen>> made =
                context.accumulator("event time of " + name, new SeenTimes());
        seen = made;
        return made;
    }

    /** The records of a plan, whose times are noted when they are read. */
    Plan<T> over(Plan<T> plan, Batch batch, Origin at) {
        List<PartitionName> partitions = SourcePartitions.of(plan, inputs);
        for (PartitionName partition : partitions) {
            direct.add(partition.source());
        }
        lastRunning = batch.runningTime();
        TimeNoting<T> noting = new TimeNoting<>(millis, partitions, batch.runningTime(), total());
        return new NarrowNode<>(at, plan, new Step.MapPartitions<>(TaskFunction.shared(noting)), true);
    }

    @Override
    public long at(long running) {
        return progress(running, true).at(running);
    }

    @Override
    public long reaches(long time) {
        return lastRunning == Watermarks.UNKNOWN
                ? StatefulOperator.NEVER
                : progress(lastRunning, false).reaches(time);
    }

    /**
     * What is known now.
     *
     * @param running the stream's running time
     * @param prepared whether inputs have taken their shares of a batch that has not run yet
     */
    private EventProgress progress(long running, boolean prepared) {
        Map<PartitionName, SeenTimes.Seen> times = total().value();
        long idleAfter =
                isPatient() ? StatefulOperator.NEVER : eventTime.idleAfter().toMillis();
        Set<PartitionName> waiting = prepared && idleAfter != StatefulOperator.NEVER ? waiting() : Set.of();
        List<EventProgress.Part> parts = new ArrayList<>();
        long told = Watermarks.END;
        boolean others = false;
        boolean ended = true;
        for (InputOperator<?> input : inputs) {
            if (input.ended()) {
                continue;
            }
            ended = false;
            OptionalLong watermark = input.watermark();
            if (!direct.contains(input.name())) {
                others = true;
            } else if (watermark.isPresent()) {
                told = Math.min(told, watermark.getAsLong());
            } else {
                for (PartitionName partition : partitions(input, times)) {
                    parts.add(part(partition, times.get(partition), running, waiting.contains(partition)));
                }
            }
        }
        if (others || (!ended && times.containsKey(PartitionName.OTHER))) {
            PartitionName other = PartitionName.OTHER;
            parts.add(part(other, times.get(other), running, !waiting.isEmpty()));
        }
        long latest = Watermarks.UNKNOWN;
        for (SeenTimes.Seen each : times.values()) {
            latest = Math.max(latest, each.latest());
        }
        return new EventProgress(parts, told, latest, eventTime.lateness().toMillis(), idleAfter);
    }

    private EventProgress.Part part(
            PartitionName partition, SeenTimes.@Nullable Seen times, long running, boolean waits) {
        long lookedAt = waits ? lastRunning : StatefulOperator.NEVER;
        return times != null
                ? new EventProgress.Part(times.latest(), times.active(), lookedAt)
                : new EventProgress.Part(
                        Watermarks.UNKNOWN, known.computeIfAbsent(partition, each -> running), lookedAt);
    }

    /** The partitions of a source that are waited for; if none is known, the source itself. */
    private static Set<PartitionName> partitions(InputOperator<?> input, Map<PartitionName, SeenTimes.Seen> times) {
        String source = Objects.requireNonNull(input.name(), "an input has a name");
        Set<PartitionName> partitions = new HashSet<>();
        Set<String> existing = input.partitions().orElse(null);
        if (existing != null) {
            existing.forEach(partition -> partitions.add(new PartitionName(source, partition)));
            return partitions;
        }
        for (PartitionName partition : times.keySet()) {
            if (partition.source().equals(source)) {
                partitions.add(partition);
            }
        }
        return partitions.isEmpty() ? Set.of(new PartitionName(source, "")) : partitions;
    }

    /** The partitions of which something is to be read in the batch that is planned. */
    private Set<PartitionName> waiting() {
        Set<PartitionName> waiting = new HashSet<>();
        for (InputOperator<?> input : inputs) {
            String source = Objects.requireNonNull(input.name(), "an input has a name");
            for (Range range : input.ranges()) {
                waiting.add(new PartitionName(source, range.partition()));
            }
        }
        return waiting;
    }

    /** Whether a silent partition is waited for for ever. */
    private boolean isPatient() {
        return eventTime.idleAfter().isZero();
    }

    /** As {@code event time, 5s late at most, idle after 1m}. */
    String note() {
        return "event time"
                + (eventTime.lateness().isZero() ? "" : ", " + Durations.text(eventTime.lateness()) + " late at most")
                + (isPatient() ? "" : ", idle after " + Durations.text(eventTime.idleAfter()));
    }

    private Accumulator<Pair<PartitionName, SeenTimes.Seen>, Map<PartitionName, SeenTimes.Seen>> total() {
        return Objects.requireNonNull(seen, "event time is not followed yet");
    }
}
