package io.sakia.streaming.state;

import io.sakia.column.RecordColumns;
import io.sakia.plan.Origin;
import io.sakia.streaming.time.Time;
import java.util.function.Consumer;

/**
 * Where a {@link MappingLoop} does its work.
 *
 * @param time the batch's time
 * @param origin the operator, for errors
 * @param keys refuses keys that can't be stored
 * @param out takes what the function sends on
 * @param session with the states
 */
record MappingPlace(
        Time time,
        Origin origin,
        Consumer<Object> keys,
        RecordColumns<Object> out,
        StateSession<Object, Object> session) {}
