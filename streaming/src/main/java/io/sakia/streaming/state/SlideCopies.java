package io.sakia.streaming.state;

import io.sakia.Aggregate;
import io.sakia.column.LoopCopies;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The loops of an executor's windows: {@link SlideLoop} itself, and a copy of its own for each busy aggregate. */
final class SlideCopies {
    /** How many entries are added to totals before an aggregate gets loops of its own: some 50 ns each, as against 100 ms for compiling them. */
    private static final long MANY = 2_000_000;

    private static final MethodType CONSTRUCTOR = MethodType.methodType(
            void.class, Aggregate.class, StateCopier.class, Origin.class, KeySlots.class, LoopCopies.Use.class);

    private final LoopCopies<Aggregate<Object, Object, Object>> copies;

    /** The loops of an executor whose windows have not slid yet. */
    SlideCopies() {
        this(MANY);
    }

    /** The same with another number of entries before an aggregate gets loops of its own. */
    SlideCopies(long many) {
        copies = new LoopCopies<>(MethodHandles.lookup(), SlideLoop.class, CONSTRUCTOR, many);
    }

    /** The loops of an aggregate over the keys of a table. */
    SlideLoops loops(
            TaskFunction<Aggregate<Object, Object, Object>> function,
            StateCopier<Object> copier,
            Origin origin,
            KeySlots keys) {
        Aggregate<Object, Object, Object> aggregate = function.get();
        LoopCopies<?>.@Nullable Use use = function.isShared() ? copies.use(aggregate) : null;
        MethodHandle copy = use == null ? null : use.copy();
        return copy == null
                ? new SlideLoop(aggregate, copier, origin, keys, use)
                : make(copy, aggregate, copier, origin, keys);
    }

    private static SlideLoops make(
            MethodHandle copy,
            Aggregate<Object, Object, Object> aggregate,
            StateCopier<Object> copier,
            Origin origin,
            KeySlots keys) {
        try {
            return (SlideLoops) copy.invokeExact(aggregate, copier, origin, keys, (LoopCopies<?>.Use) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("loops can't be made", e);
        }
    }
}
