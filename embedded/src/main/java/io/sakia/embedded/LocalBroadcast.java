package io.sakia.embedded;

import io.sakia.Broadcast;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A broadcast within one JVM: a reference to the value itself.
 *
 * <p>A function that captured it along with something changeable is copied by serialisation. The copy must find this very
 * object again, so only its number is written. The registry holds it weakly: whoever can read the copy also holds the function
 * that it was made from.
 */
final class LocalBroadcast<T> implements Broadcast<T> {
    private static final long serialVersionUID = 1L;
    private static final AtomicLong IDS = new AtomicLong();
    private static final Map<Long, WeakReference<LocalBroadcast<?>>> COPIED = new ConcurrentHashMap<>();

    private final long id;
    private transient volatile @Nullable T value;

    LocalBroadcast(T value) {
        this(IDS.incrementAndGet(), Objects.requireNonNull(value, "a null can't be broadcast"));
    }

    private LocalBroadcast(long id, @Nullable T value) {
        this.id = id;
        this.value = value;
    }

    @Override
    public T value() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException("broadcast " + id
                    + " was destroyed and can't be read any more: destroy it after" + " the last job that reads it");
        }
        return present;
    }

    @Override
    public void destroy() {
        value = null;
        COPIED.remove(id);
    }

    private Object writeReplace() {
        if (value != null) {
            COPIED.values().removeIf(reference -> reference.refersTo(null));
            COPIED.put(id, new WeakReference<>(this));
        }
        return new Handle(id);
    }

    @Override
    public String toString() {
        return "broadcast " + id;
    }

    /** What is written of a broadcast. */
    private record Handle(long id) implements Serializable {
        private Object readResolve() {
            WeakReference<LocalBroadcast<?>> reference = COPIED.get(id);
            LocalBroadcast<?> broadcast = reference == null ? null : reference.get();
            return broadcast != null ? broadcast : new LocalBroadcast<>(id, null);
        }
    }
}
