package io.sakia.streaming.state;

import io.sakia.function.Function2;
import org.jspecify.annotations.Nullable;

/**
 * How the partial aggregates of {@link Panes} are put together. Neither function changes its arguments: they are kept.
 *
 * <pre>{@code
 * PaneFold<Long> max = PaneFold.of(Long::max);
 * PaneFold<Long> sum = PaneFold.of(Long::sum, (total, oldest) -> total - oldest);
 * }</pre>
 *
 * @param combine puts an older and a newer part together; associative, and called in the order of time only, so it need not be
 *     commutative
 * @param inverse takes the oldest part out of a total, so that {@code inverse(combine(a, b), a)} equals b; null if there is no
 *     such function
 * @param <A> the partial aggregates
 */
public record PaneFold<A extends @Nullable Object>(
        Function2<A, A, A> combine, @Nullable Function2<A, A, A> inverse) {
    /** Combines, and has no inverse. */
    public static <A extends @Nullable Object> PaneFold<A> of(Function2<A, A, A> combine) {
        return new PaneFold<>(combine, null);
    }

    /** Combines, and takes out what has left the window. */
    public static <A extends @Nullable Object> PaneFold<A> of(Function2<A, A, A> combine, Function2<A, A, A> inverse) {
        return new PaneFold<>(combine, inverse);
    }

    /** No panes, in the form that this fold serves best: running if there is an inverse, stacked if not. */
    public Panes<A> noPanes() {
        return inverse == null ? Panes.stacked() : Panes.running();
    }
}
