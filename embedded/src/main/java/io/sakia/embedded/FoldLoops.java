package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.embedded.spill.KeyedFold;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loops of an engine's folds: {@link FoldLoop} itself where an aggregate is met for the first times, a copy of that class in which the
 * aggregate is a constant when it is met again. Copies that were not used for long are forgotten; all of them go with the engine.
 */
final class FoldLoops {
    /** How often an aggregate is met before it gets a loop of its own: what is folded once is over before a copy were compiled. */
    private static final int OFTEN = 3;

    private static final int MOST = 256;
    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, AggregateFolder.class, KeyedFold.class, boolean.class, Attempt.class);

    /** Guarded by itself. */
    private final Map<Met, Met> met = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Met, Met> eldest) {
            return size() > MOST;
        }
    };

    private byte @Nullable [] template;

    /**
     * A loop that folds.
     *
     * @param parts whether it is given the accumulators of parts, and not values
     */
    AggregateLink loop(AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt) {
        MethodHandle copy = folder.isShared() ? copy(folder.aggregate()) : null;
        return copy == null ? new FoldLoop(folder, fold, parts, attempt) : make(copy, folder, fold, parts, attempt);
    }

    /** The aggregate that a copy of the template was defined for; null for the template itself. */
    @SuppressWarnings("unchecked")
    static @Nullable Aggregate<Object, @Nullable Object, Object> shared(Lookup lookup) {
        try {
            return (Aggregate<Object, @Nullable Object, Object>)
                    MethodHandles.classData(lookup, ConstantDescs.DEFAULT_NAME, Object.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a loop can't see what it was defined for", e);
        }
    }

    private @Nullable MethodHandle copy(Aggregate<?, ?, ?> aggregate) {
        synchronized (met) {
            Met now = new Met(aggregate);
            Met before = met.get(now);
            if (before == null) {
                met.put(now, now);
                return null;
            }
            if (before.copy == null && ++before.times >= OFTEN) {
                before.copy = define(aggregate);
            }
            return before.copy;
        }
    }

    /** A class of its own for an aggregate; what makes a loop of it. */
    private MethodHandle define(Aggregate<?, ?, ?> aggregate) {
        try {
            Lookup lookup = MethodHandles.lookup().defineHiddenClassWithClassData(template(), aggregate, true);
            return lookup.findConstructor(lookup.lookupClass(), CONSTRUCTOR)
                    .asType(CONSTRUCTOR.changeReturnType(AggregateLink.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a loop can't be copied", e);
        }
    }

    private byte[] template() {
        byte[] bytes = template;
        if (bytes == null) {
            try (InputStream in = FoldLoop.class.getResourceAsStream("FoldLoop.class")) {
                if (in == null) {
                    throw new IllegalStateException("the class file of FoldLoop is missing: repair the installation");
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException("the class file of FoldLoop can't be read: " + e.getMessage(), e);
            }
            template = bytes;
        }
        return bytes;
    }

    private static AggregateLink make(
            MethodHandle copy, AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt) {
        try {
            return (AggregateLink) copy.invokeExact(folder, fold, parts, attempt);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop can't be made", e);
        }
    }

    /** An aggregate, by its identity, and how often it was met. */
    private static final class Met {
        private final Aggregate<?, ?, ?> aggregate;
        private int times = 1;
        private @Nullable MethodHandle copy;

        Met(Aggregate<?, ?, ?> aggregate) {
            this.aggregate = aggregate;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Met met && met.aggregate == aggregate;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(aggregate);
        }
    }
}
