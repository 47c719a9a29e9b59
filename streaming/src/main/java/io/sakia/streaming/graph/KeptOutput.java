package io.sakia.streaming.graph;

import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operator put out, where a window or {@code remember} needs it again after a restart and it can't be computed again: it is stored
 * with the epoch, and recalled from there.
 *
 * <pre>
 *   mapWithState ─ map ─ window      what mapWithState puts out is kept; map and window are made again of it
 * </pre>
 */
public final class KeptOutput<T> {
    private final List<Output<T>> open = new ArrayList<>();
    private final Map<Long, Plan<T>> recalled = new HashMap<>();

    KeptOutput() {}

    /**
     * What came out in one batch.
     *
     * @param batch the batch
     * @param plan gives the records again, for as long as the process lives
     */
    public record Output<T>(Batch batch, Plan<T> plan) {}

    void add(Batch batch, Plan<T> plan) {
        open.add(new Output<>(batch, plan));
    }

    @Nullable
    Plan<T> recall(long batch) {
        return recalled.remove(batch);
    }

    /** Takes the outputs of the epoch that ends, in the order of their batches. */
    public List<Output<T>> take() {
        List<Output<T>> taken = List.copyOf(open);
        open.clear();
        return taken;
    }

    /** From now on a past batch's plan is this one, which reads what was stored. */
    @SuppressWarnings("unchecked") // it was stored from a plan of this operator
    public void recalls(long batch, Plan<?> stored) {
        recalled.put(batch, (Plan<T>) stored);
    }
}
