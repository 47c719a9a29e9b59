package io.sakia.streaming;

import io.sakia.Accumulator;
import io.sakia.function.VoidFunction2;
import io.sakia.plan.Origin;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.error.ErrorPolicy;
import io.sakia.streaming.graph.Operator;
import java.util.List;
import java.util.Optional;

/**
 * A stream in two by a {@link Rule}: the records that hold, and those that don't with the reason. Each record is checked once a batch,
 * whoever reads which, and both are counted.
 *
 * <pre>{@code
 * Validated<Trade> trades = all.validate(Rule.of("the price is not positive", trade -> trade.price() > 0));
 * trades.valid().map(Trade::price).print();
 * trades.invalid().saveAsTextFiles("out/invalid");
 * }</pre>
 */
public final class Validated<T> {
    private final DStream<T> valid;
    private final DStream<Invalid<T>> invalid;
    private final Accumulator<Long, Long> passed;
    private final Accumulator<Long, Long> refused;
    private final StreamingContext context;
    private final Operator<?> check;

    private Validated(
            StreamingContext context,
            Operator<?> check,
            DStream<T> valid,
            DStream<Invalid<T>> invalid,
            Accumulator<Long, Long> passed,
            Accumulator<Long, Long> refused) {
        this.context = context;
        this.check = check;
        this.valid = valid;
        this.invalid = invalid;
        this.passed = passed;
        this.refused = refused;
    }

    static <T> Validated<T> of(StreamingContext context, Origin origin, Operator<T> input, Rule<T> rule) {
        SakiaContext sc = context.sakiaContext();
        Accumulator<Long, Long> passed = sc.longAccumulator("valid records of " + origin);
        Accumulator<Long, Long> refused = sc.longAccumulator("invalid records of " + origin);
        OutputTag<Invalid<T>> tag = OutputTag.of("invalid");
        VoidFunction2<T, Emitter<T>> check = (record, out) -> {
            Optional<String> reason = rule.check(record);
            if (reason.isEmpty()) {
                passed.add(1L);
                out.emit(record);
            } else {
                refused.add(1L);
                out.emit(tag, new Invalid<>(record, reason.get()));
            }
        };
        Sides sides = Sides.of(origin, input, List.of(tag), check);
        return new Validated<>(
                context,
                sides.placing(),
                new DStream<>(context, sides.main()),
                new DStream<>(context, sides.side(origin, tag)),
                passed,
                refused);
    }

    /** Says what becomes of a record on which the rule itself fails, as {@link DStream#onError} does: it is neither valid nor invalid. */
    public Validated<T> onError(ErrorPolicy policy) {
        context.onError(check, policy);
        return this;
    }

    /** The records that hold. */
    public DStream<T> valid() {
        return valid;
    }

    /** The records that don't, each with the reason. */
    public DStream<Invalid<T>> invalid() {
        return invalid;
    }

    /** How many records have passed so far. A batch that no output computes whole counts as far as it was computed. */
    public long validCount() {
        return passed.value();
    }

    /** How many records were refused so far. */
    public long invalidCount() {
        return refused.value();
    }
}
