package io.sakia.streaming.graph;

import io.sakia.Broadcast;
import io.sakia.function.Function0;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast whose value is loaded again between batches, so that all tasks of a batch read one value.
 *
 * <pre>
 *   defined ── start: load ──► value ── before a batch, if due: load ──► next value ──► …
 *                                └──────────────── destroy ─────────────────────────► gone
 * </pre>
 *
 * <p>Lambdas capture this object when they are defined; each value travels as a broadcast of the engine's. What is written of it is its number
 * with the broadcast of now: a copy in the same JVM finds this very object again. The registry holds it weakly, as whoever can read a copy
 * also holds the function that it was made from.
 */
public final class RefreshedBroadcast<T> implements Broadcast<T> {
    private static final long serialVersionUID = 1L;
    private static final AtomicLong IDS = new AtomicLong();
    private static final Map<Long, WeakReference<RefreshedBroadcast<?>>> COPIED = new ConcurrentHashMap<>();

    private final long id = IDS.incrementAndGet();
    private final transient Origin origin;
    private final transient long every;
    private final transient Function0<T> load;
    private transient volatile @Nullable Broadcast<T> present;
    private transient volatile boolean destroyed;
    private transient long due;

    /** A broadcast that has no value yet. */
    public RefreshedBroadcast(Origin origin, Duration every, Function0<T> load) {
        this.origin = origin;
        this.every = every.toMillis();
        this.load = load;
    }

    /** Where it was defined. */
    public Origin origin() {
        return origin;
    }

    /** Loads the first value, at a time in milliseconds. */
    public void open(SakiaContext context, long now) throws Exception {
        refresh(context, now);
    }

    /** Called before a batch runs anything: loads the value again if its time has come. */
    public void advance(SakiaContext context, Batch batch) throws Exception {
        long time = batch.time().milliseconds();
        if (time >= due && !destroyed) {
            refresh(context, time);
        }
    }

    /** The former value is left to jobs in the background that still read it; it goes when nobody does. */
    private void refresh(SakiaContext context, long time) throws Exception {
        T loaded = load.call();
        if (loaded == null) {
            throw new IllegalStateException("null was loaded, which can't be broadcast: return an empty value instead");
        }
        present = context.broadcast(loaded);
        due = time + every;
    }

    @Override
    public T value() {
        Broadcast<T> broadcast = present;
        if (broadcast == null) {
            throw new IllegalStateException(
                    destroyed
                            ? origin
                                    + " was destroyed and can't be read any more: destroy it after the last batch that reads it"
                            : origin + " has no value before the stream starts: read it in the functions of operators");
        }
        return broadcast.value();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Broadcast<T> broadcast = present;
        present = null;
        if (broadcast != null) {
            broadcast.destroy();
        }
    }

    private Object writeReplace() {
        COPIED.values().removeIf(reference -> reference.refersTo(null));
        COPIED.put(id, new WeakReference<>(this));
        return new Travelling<>(id, origin.toString(), present);
    }

    @Override
    public String toString() {
        return origin.toString();
    }

    /**
     * What is written; in a JVM that does not have the original it takes its place.
     *
     * @param present the value's broadcast when this was written
     */
    private record Travelling<T>(
            long id, String origin, @Nullable Broadcast<T> present) implements Broadcast<T> {
        @Override
        public T value() {
            if (present == null) {
                throw new IllegalStateException(
                        origin + " has no value here: it was captured before the stream started");
            }
            return present.value();
        }

        @Override
        public void destroy() {
            throw new IllegalStateException(origin + " is destroyed inside a task: do that on the driver");
        }

        private Object readResolve() {
            WeakReference<RefreshedBroadcast<?>> reference = COPIED.get(id);
            RefreshedBroadcast<?> original = reference == null ? null : reference.get();
            return original == null ? this : original;
        }
    }
}
