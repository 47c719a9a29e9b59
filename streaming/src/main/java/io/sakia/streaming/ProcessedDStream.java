package io.sakia.streaming;

import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.graph.Operator;

/**
 * The main stream of {@link DStream#process process}, with its side outputs. All of them come from one pass over the data: what the function
 * made of a batch is held until the batch has ended, and whoever reads the main stream or a side reads that.
 *
 * <pre>{@code
 * OutputTag<String> broken = OutputTag.of("broken");
 * ProcessedDStream<Click> clicks = lines.process((line, out) -> {
 *     if (Click.isWellFormed(line)) {
 *         out.emit(Click.parse(line));
 *     } else {
 *         out.emit(broken, line);
 *     }
 * }, broken);
 * clicks.side(broken).saveAsTextFiles("out/broken");
 * }</pre>
 */
@UserApi
public final class ProcessedDStream<R> extends DStream<R> {
    private final Sides sides;

    ProcessedDStream(StreamingContext context, Sides sides) {
        super(context, sides.main());
        this.sides = sides;
    }

    /**
     * The records that the function sent to a side output, in the order of the batch.
     *
     * @throws IllegalArgumentException when {@code process} was not given this tag
     */
    public <S> DStream<S> side(OutputTag<S> tag) {
        Origin origin = context().define("side");
        Operator<S> side = sides.side(origin, tag);
        return new DStream<>(context(), side);
    }

    @Override
    public ProcessedDStream<R> named(String name) {
        super.named(name);
        return this;
    }

    @Override
    public ProcessedDStream<R> onError(ErrorPolicy policy) {
        super.onError(policy);
        return this;
    }

    @Override
    Operator<?> failing() {
        return sides.placing();
    }
}
