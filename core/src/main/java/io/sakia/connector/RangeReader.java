package io.sakia.connector;

import java.io.Serializable;

/** Opens ranges inside tasks. It travels to executors, so it holds settings, not connections. */
@FunctionalInterface
public interface RangeReader<T, R extends Range> extends Serializable {
    /** Opens a range for one attempt of one task. */
    Reader<T> open(R range) throws Exception;
}
