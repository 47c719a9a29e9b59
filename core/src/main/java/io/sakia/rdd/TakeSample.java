package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.TaskContext;
import io.sakia.engine.Action;
import io.sakia.engine.Action.Collector;
import io.sakia.function.Function0;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A sample of so many records. Without replacement each record draws a number, and those with the smallest are the sample, which takes
 * one pass. With replacement records are counted first; then their places are drawn, and a second pass fetches them.
 */
final class TakeSample {
    private TakeSample() {}

    static <T> List<T> of(
            SakiaContext context, Origin origin, Plan<T> plan, boolean withReplacement, int num, long seed) {
        if (num < 0) {
            throw new IllegalArgumentException(origin + " needs a number of at least 0, not " + num);
        }
        if (num == 0) {
            return List.of();
        }
        return withReplacement ? drawn(context, origin, plan, num, seed) : chosen(context, origin, plan, num, seed);
    }

    private static <T> List<T> chosen(SakiaContext context, Origin origin, Plan<T> plan, int num, long seed) {
        Function0<Collector<T, List<Ticket<T>>>> collectors =
                () -> new Smallest<>(num, SplitMix.of(seed, TaskContext.get().partition()));
        List<Ticket<T>> tickets = new ArrayList<>();
        context.run(origin, plan, Action.push(collectors)).forEach(tickets::addAll);
        tickets.sort(Ticket.ORDER);
        return new ArrayList<>(tickets.stream().limit(num).map(Ticket::record).toList());
    }

    private static <T> List<T> drawn(SakiaContext context, Origin origin, Plan<T> plan, int num, long seed) {
        List<List<Draw>> draws = draws(context.run(origin, plan, Actions.<T>count()), num, seed);
        List<Integer> partitions = IntStream.range(0, draws.size())
                .filter(partition -> !draws.get(partition).isEmpty())
                .boxed()
                .toList();
        Step.PartitionFunction<T, Pair<Integer, T>> fetch =
                (partition, records) -> fetch(draws.get(partition), records);
        Plan<Pair<Integer, T>> fetched =
                new NarrowNode<>(origin, plan, new Step.MapPartitions<>(TaskFunction.of(origin, fetch)), false);
        List<Pair<Integer, T>> found = new ArrayList<>();
        context.run(origin, fetched, partitions, Actions.<Pair<Integer, T>>collect())
                .forEach(found::addAll);
        found.sort(Comparator.comparingInt(Pair::key));
        return new ArrayList<>(found.stream().map(Pair::value).toList());
    }

    /** Draws places among all records, and tells each partition those that fall into it. */
    private static List<List<Draw>> draws(List<Long> counts, int num, long seed) {
        long count = counts.stream().mapToLong(n -> n).sum();
        List<List<Draw>> draws = new ArrayList<>();
        counts.forEach(n -> draws.add(new ArrayList<>()));
        SplitMix random = new SplitMix(seed);
        for (int slot = 0; count > 0 && slot < num; slot++) {
            long place = random.nextLong(count);
            int partition = 0;
            while (place >= counts.get(partition)) {
                place -= counts.get(partition);
                partition++;
            }
            draws.get(partition).add(new Draw(place, slot));
        }
        draws.forEach(each -> each.sort(Comparator.comparingLong(Draw::place)));
        return draws.stream().map(List::copyOf).toList();
    }

    private static <T> Iterator<Pair<Integer, T>> fetch(List<Draw> draws, Iterator<T> records) {
        List<Pair<Integer, T>> found = new ArrayList<>(draws.size());
        long read = 0;
        @Nullable T record = null;
        for (Draw draw : draws) {
            for (; record == null || read <= draw.place(); read++) {
                if (!records.hasNext()) {
                    throw new IllegalStateException("the partition had more records when they were counted than its "
                            + read + " now: cache() the RDD, or see that it gives the same records each time");
                }
                record = records.next();
            }
            found.add(Pair.of(draw.slot(), record));
        }
        return found.iterator();
    }

    /** The record at a place of its partition stands in a slot of the sample. */
    private record Draw(long place, int slot) implements Serializable {}

    private record Ticket<T>(long number, T record) implements Serializable {
        static final Comparator<Ticket<?>> ORDER = Comparator.comparingLong(Ticket::number);
    }

    /** Keeps the records that drew the smallest numbers. */
    private static final class Smallest<T> implements Collector<T, List<Ticket<T>>> {
        private final int num;
        private final SplitMix random;
        private final PriorityQueue<Ticket<T>> heap = new PriorityQueue<>(Ticket.ORDER.reversed());

        Smallest(int num, SplitMix random) {
            this.num = num;
            this.random = random;
        }

        @Override
        public void accept(T record) {
            long number = random.nextLong();
            if (heap.size() < num) {
                heap.add(new Ticket<>(number, record));
            } else if (number < heap.element().number()) {
                heap.remove();
                heap.add(new Ticket<>(number, record));
            }
        }

        @Override
        public List<Ticket<T>> finish() {
            return new ArrayList<>(heap);
        }
    }
}
