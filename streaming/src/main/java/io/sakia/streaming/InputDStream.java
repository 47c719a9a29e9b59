package io.sakia.streaming;

import io.sakia.streaming.graph.InputOperator;

/** A stream that comes from outside. */
public final class InputDStream<T> extends DStream<T> {
    InputDStream(StreamingContext context, InputOperator<T> operator) {
        super(context, operator);
        operator.comesAt(context.interval());
    }

    @Override
    public InputDStream<T> named(String name) {
        super.named(name);
        return this;
    }
}
