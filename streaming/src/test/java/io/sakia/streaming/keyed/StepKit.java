package io.sakia.streaming.keyed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.column.RecordColumns;
import io.sakia.plan.Origin;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateStores;
import io.sakia.streaming.state.StateTarget;
import io.sakia.streaming.time.Time;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs a state function over batches as a driver and its tasks do, in one partition. On the way to each result there may be attempts that
 * fail half-way, that lose their result, and that come too late; none of them may change anything.
 */
final class StepKit<K, I, S, R> {
    private final StateStores stores;
    private final StateFunction<K, I, S, R> function;
    private final StateCopier<S> copier;
    private final StoredTypes types;
    private final Random random;
    private final long zero;
    private long id;
    private long time;
    private @Nullable Increment accepted;
    private long due = StatefulOperator.NEVER;
    private long eventDue = StatefulOperator.NEVER;
    private Watermarks watermarks = Watermarks.NONE;
    private final boolean faulty;

    /**
     * A run from a time on.
     *
     * @param random what goes wrong, or null for nothing
     */
    StepKit(
            StateFunction<K, I, S, R> function,
            StateCopier<S> copier,
            StoredTypes types,
            long zero,
            @Nullable Random random) {
        this(function, copier, types, zero, random, new StateStores("kit"));
    }

    /** The same with given stores. */
    StepKit(
            StateFunction<K, I, S, R> function,
            StateCopier<S> copier,
            StoredTypes types,
            long zero,
            @Nullable Random random,
            StateStores stores) {
        this.stores = stores;
        this.function = function;
        this.copier = copier;
        this.types = types;
        this.zero = zero;
        this.time = zero;
        this.random = random == null ? new Random(0) : random;
        this.faulty = random != null;
    }

    /** What the batch at a time puts out; its pairs are made anew for each attempt, as a shuffle would. */
    List<R> batch(long newTime, Iterable<Pair<K, I>> pairs) throws Exception {
        Batch batch = new Batch(++id, new Time(newTime), new Time(time), new Time(zero));
        if (faulty && random.nextInt(3) == 0) {
            failHalfWay(batch, pairs);
        }
        if (faulty && random.nextInt(3) == 0) {
            attempt(batch, pairs.iterator(), new ArrayList<>()); // its result is lost
        }
        List<R> out = new ArrayList<>();
        accepted = attempt(batch, pairs.iterator(), out);
        time = newTime;
        return out;
    }

    /** How many keys have a state. */
    long keys() {
        return accepted == null ? 0 : accepted.keys();
    }

    /** When there is something to do even without pairs. */
    long due() {
        return due;
    }

    /** The smallest event time at which there is something to do. */
    long eventDue() {
        return eventDue;
    }

    /** From now on event time has come so far. */
    StepKit<K, I, S, R> watermarks(Watermarks newWatermarks) {
        watermarks = newWatermarks;
        return this;
    }

    private void failHalfWay(Batch batch, Iterable<Pair<K, I>> pairs) {
        int end = random.nextInt(4);
        Iterator<Pair<K, I>> all = pairs.iterator();
        Iterator<Pair<K, I>> failing = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Pair<K, I> next() {
                if (given++ == end || !all.hasNext()) {
                    throw new IllegalStateException("the input fails");
                }
                return all.next();
            }
        };
        assertThatThrownBy(() -> attempt(batch, failing, new ArrayList<>())).hasMessage("the input fails");
    }

    private Increment attempt(Batch batch, Iterator<Pair<K, I>> pairs, List<R> out) throws Exception {
        StateTarget target = new StateTarget("op", 0, 1, batch.id());
        StateOpening<K, S> opening =
                new StateOpening<>(stores, target, accepted, copier, null, () -> function.codec(types.codecs()));
        RecordColumns<R> records = new RecordColumns<>();
        try (StateRun<K> run = function.open(
                new StateFunction.Scope(batch, Origin.internal("op"), types, watermarks), opening, records)) {
            while (pairs.hasNext()) {
                run.sink().put(pairs.next());
            }
            run.end();
            due = run.due();
            eventDue = run.eventDue();
            out.addAll(records);
            return run.commit();
        }
    }
}
