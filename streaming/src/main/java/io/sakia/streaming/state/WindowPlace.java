package io.sakia.streaming.state;

import io.sakia.Aggregate;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link WindowSession} works with.
 *
 * @param aggregate puts partials together
 * @param copier copies those that can change
 * @param origin the operator, for errors
 * @param keys refuses keys that can't be stored
 * @param <A> the partials
 */
public record WindowPlace<A extends @Nullable Object>(
        TaskFunction<? extends Aggregate<?, A, ?>> aggregate,
        StateCopier<Object> copier,
        Origin origin,
        Consumer<Object> keys) {
    @SuppressWarnings("unchecked") // it is given the partials of its own window
    SlideLoops loops(SlideCopies copies, KeySlots slots) {
        return copies.loops(
                (TaskFunction<Aggregate<Object, Object, Object>>) (TaskFunction<?>) aggregate, copier, origin, slots);
    }
}
