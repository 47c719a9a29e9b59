package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Sink;
import io.sakia.plan.Plan;
import io.sakia.streaming.state.StoredOperator;
import java.util.List;
import java.util.Map;

/**
 * What earlier runs of a program have left in its {@link BatchLog}.
 *
 * @param epoch the last epoch that was sealed; 0 if none was
 * @param committed whether that epoch's output is known to be published
 * @param sealed the batches that are sealed and that windows still read, oldest first, and at least the last one
 * @param planned the batches that were planned and not sealed, in order: they are run again
 * @param cursors where each source's last planned share ended, by its name
 * @param acknowledged where each source's last sealed share ended
 * @param outputs what each output has staged in the sealed epoch; empty once that is committed
 * @param states what each stateful operator has stored, by its name
 * @param kept what was kept of operators' outputs, by their name and the batch
 */
public record Recovered(
        long epoch,
        boolean committed,
        List<BatchLog.Planned> sealed,
        List<BatchLog.Planned> planned,
        Map<String, Cursor> cursors,
        Map<String, Cursor> acknowledged,
        Map<String, List<? extends Sink.Staged>> outputs,
        Map<String, StoredOperator> states,
        Map<String, Map<Long, Plan<?>>> kept) {
    /** Nothing: the program starts for the first time. */
    public static Recovered nothing() {
        return new Recovered(0, true, List.of(), List.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** The same without the batches that were planned behind one. */
    public Recovered planningUntil(long lastBatch) {
        List<BatchLog.Planned> first =
                planned.stream().filter(batch -> batch.batch() <= lastBatch).toList();
        return new Recovered(epoch, committed, sealed, first, cursors, acknowledged, outputs, states, kept);
    }

    /** The time from which slides are counted; only if there was a batch. */
    public long zero() {
        return (sealed.isEmpty() ? planned : sealed).get(0).zero();
    }

    /** Whether no batch was ever planned. */
    public boolean isEmpty() {
        return sealed.isEmpty() && planned.isEmpty();
    }
}
