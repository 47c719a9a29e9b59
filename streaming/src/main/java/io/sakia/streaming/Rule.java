package io.sakia.streaming;

import io.sakia.function.Function;
import java.io.Serializable;
import java.util.Optional;

/**
 * What records must be like, and why one that is not is refused.
 *
 * <pre>{@code
 * Rule<Trade> rule = Rule.<Trade>of("the price is not positive", trade -> trade.price() > 0)
 *         .and(Rule.of("there is no symbol", trade -> !trade.symbol().isBlank()));
 * }</pre>
 */
@FunctionalInterface
public interface Rule<T> extends Serializable {
    /** The reason why a record is refused, or empty if it is as it must be. What this throws fails the batch. */
    Optional<String> check(T record) throws Exception;

    /** Refuses the records for which the function gives false, for that reason. */
    static <T> Rule<T> of(String reason, Function<? super T, Boolean> holds) {
        return record -> holds.call(record) ? Optional.empty() : Optional.of(reason);
    }

    /** This rule and then another; the first reason counts. */
    default Rule<T> and(Rule<? super T> other) {
        return record -> {
            Optional<String> reason = check(record);
            return reason.isPresent() ? reason : other.check(record);
        };
    }
}
