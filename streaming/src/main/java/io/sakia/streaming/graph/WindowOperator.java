package io.sakia.streaming.graph;

import io.sakia.StorageLevel;
import io.sakia.plan.CacheNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UnionNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * All records of the batches in (boundary − length, boundary]: the plans of past batches, kept once they were computed.
 *
 * <pre>
 *   length 3, slide 2   batch  1    2    3    4    5    6
 *                       out         [1,2]     [2,3,4]   [4,5,6]
 * </pre>
 */
public final class WindowOperator<T> extends Operator<T> {
    private final Operator<T> input;
    private final WindowSpec window;
    private final Deque<Pane<T>> panes = new ArrayDeque<>();

    /** A window over an input. */
    public WindowOperator(Origin origin, Operator<T> input, WindowSpec window) {
        super(origin, List.of(input));
        this.input = input;
        this.window = window;
    }

    @Override
    public long slide() {
        return window.slide();
    }

    @Override
    public long reach() {
        return Math.max(super.reach(), window.length() + window.slide());
    }

    @Override
    public String note() {
        return window.note();
    }

    @Override
    public void advance(Batch batch) {
        Plan<T> plan = input.plan(batch);
        if (plan != null && plan.partitions() > 0) {
            panes.addLast(new Pane<>(
                    batch.time().milliseconds(), new CacheNode<>(origin(), plan, StorageLevel.MEMORY_AND_DISK)));
        }
        long oldest = batch.boundary(window.slide()) - window.length();
        while (!panes.isEmpty() && panes.getFirst().time <= oldest) {
            panes.removeFirst();
        }
    }

    @Override
    protected Plan<T> compute(Batch batch) {
        long boundary = batch.boundary(window.slide());
        List<Plan<T>> inside = new ArrayList<>(panes.size());
        for (Pane<T> pane : panes) {
            if (pane.time <= boundary) {
                inside.add(pane.plan);
            }
        }
        if (inside.isEmpty()) {
            return EmptyPlan.of(origin(), 0);
        }
        return inside.size() == 1 ? inside.get(0) : new UnionNode<>(origin(), inside);
    }

    private record Pane<T>(long time, Plan<T> plan) {}
}
