package io.sakia.streaming;

import java.io.Serializable;

/**
 * A record that a rule has refused.
 *
 * @param record the record
 * @param reason why
 */
public record Invalid<T>(T record, String reason) implements Serializable {
    /** As {@code -3: the price is not positive}. */
    @Override
    public String toString() {
        return record + ": " + reason;
    }
}
