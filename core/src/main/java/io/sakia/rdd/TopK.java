package io.sakia.rdd;

import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The first records of a partition by an order, and of equal ones those that come first. Holds no more records than are asked for: the
 * worst of them stands at the head of a heap and gives way to a better one.
 */
final class TopK<T> implements Collector<T, List<T>> {
    private final int num;
    private final Comparator<Ranked<T>> ranking;
    private final PriorityQueue<Ranked<T>> heap;
    private long seen;

    private TopK(int num, Comparator<? super T> order) {
        this.num = num;
        this.ranking = (a, b) -> {
            int compared = order.compare(a.record(), b.record());
            return compared != 0 ? compared : Long.compare(a.place(), b.place());
        };
        this.heap = new PriorityQueue<>(ranking.reversed());
    }

    static <T> List<T> largest(
            SakiaContext context, Origin origin, Plan<T> plan, int num, Comparator<? super T> order) {
        return smallest(context, origin, plan, num, Order.given(origin, order).reversed());
    }

    static <T> List<T> smallest(
            SakiaContext context, Origin origin, Plan<T> plan, int num, Comparator<? super T> order) {
        if (num < 0) {
            throw new IllegalArgumentException(origin + " needs a number of at least 0, not " + num);
        }
        TaskFunction<Comparator<? super T>> given = TaskFunction.of(origin, Order.given(origin, order));
        if (num == 0) {
            return List.of();
        }
        Function0<Collector<T, List<T>>> collectors = () -> new TopK<>(num, given.get());
        List<T> all = new ArrayList<>();
        context.run(origin, plan, Action.push(collectors)).forEach(all::addAll);
        all.sort(given.get()); // stable: equal ones stay in the order of partitions
        return new ArrayList<>(all.subList(0, Math.min(num, all.size())));
    }

    @Override
    public void accept(T record) {
        Ranked<T> next = new Ranked<>(record, seen++);
        if (heap.size() < num) {
            heap.add(next);
        } else if (ranking.compare(next, heap.element()) < 0) {
            heap.remove();
            heap.add(next);
        }
    }

    @Override
    public List<T> finish() {
        List<T> first = new ArrayList<>(heap.size());
        heap.stream().sorted(ranking).forEach(ranked -> first.add(ranked.record()));
        return first;
    }

    private record Ranked<T>(T record, long place) {}
}
