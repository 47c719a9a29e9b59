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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The loops of an engine's folds: {@link FoldLoop} itself for an aggregate that little was folded by so far, a copy of that class in which the
 * aggregate is a constant from then on. A copy starts in the interpreter again, so it pays only for many records; when as much was lost without
 * one as it costs, as much is likely to come. Copies that were not used for long are forgotten; all of them go with the engine.
 */
final class FoldLoops {
    /** How many records are folded by an aggregate before it gets a loop of its own: some 10 ns each, as against 40 ms for compiling one. */
    private static final long MANY = 4_000_000;

    private static final int MOST = 256;
    private static final MethodType CONSTRUCTOR = MethodType.methodType(
            void.class, AggregateFolder.class, KeyedFold.class, boolean.class, Attempt.class, Met.class);

    /** Guarded by itself. */
    private final Map<Met, Met> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Met, Met> eldest) {
            return size() > MOST;
        }
    };

    private final long many;
    private byte @Nullable [] template;

    /** The loops of an engine that has not folded anything yet. */
    FoldLoops() {
        this(MANY);
    }

    /** The same with another number of records before an aggregate gets a loop of its own. */
    FoldLoops(long many) {
        this.many = many;
    }

    /**
     * A loop that folds.
     *
     * @param parts whether it is given the accumulators of parts, and not values
     */
    AggregateLink loop(AggregateFolder folder, KeyedFold fold, boolean parts, Attempt attempt) {
        Met met = folder.isShared() ? meet(folder.aggregate()) : null;
        MethodHandle copy = met == null ? null : copy(met);
        return copy == null
                ? new FoldLoop(folder, fold, parts, attempt, met)
                : make(copy, folder, fold, parts, attempt);
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

    private Met meet(Aggregate<?, ?, ?> aggregate) {
        synchronized (known) {
            Met now = new Met(aggregate);
            Met before = known.putIfAbsent(now, now);
            return before == null ? now : before;
        }
    }

    private @Nullable MethodHandle copy(Met met) {
        if (met.records.get() < many) {
            return null;
        }
        synchronized (met) {
            MethodHandle copy = met.copy;
            if (copy == null) {
                copy = define(met.aggregate);
                met.copy = copy;
            }
            return copy;
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
            return (AggregateLink) copy.invokeExact(folder, fold, parts, attempt, (Met) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop can't be made", e);
        }
    }

    /**
     * An aggregate, and how many records were folded by it. Most aggregates are made anew for each job, by {@code reduceByKey} and its kin, but
     * are records of the same functions, and so are equal; of what is no record nobody knows what its {@code equals} is.
     */
    static final class Met {
        private final Aggregate<?, ?, ?> aggregate;
        private final AtomicLong records = new AtomicLong();
        private @Nullable MethodHandle copy;

        private Met(Aggregate<?, ?, ?> aggregate) {
            this.aggregate = aggregate;
        }

        /** Notes that some records were folded. */
        void folded(long some) {
            records.addAndGet(some);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Met met
                    && (aggregate instanceof Record ? aggregate.equals(met.aggregate) : aggregate == met.aggregate);
        }

        @Override
        public int hashCode() {
            return aggregate instanceof Record ? aggregate.hashCode() : System.identityHashCode(aggregate);
        }
    }
}
