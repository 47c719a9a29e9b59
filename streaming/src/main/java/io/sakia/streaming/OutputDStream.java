package io.sakia.streaming;

import io.sakia.streaming.graph.OutputOperation;

/** An output of a stream: what {@code print()}, {@code foreachRDD} and the like have defined. */
public final class OutputDStream {
    private final StreamingContext context;
    private final OutputOperation operation;

    OutputDStream(StreamingContext context, OutputOperation operation) {
        this.context = context;
        this.operation = operation;
    }

    /** Names the output; a name is unique in its program. Gives this output. */
    public OutputDStream named(String name) {
        operation.name(context.named(name));
        return this;
    }
}
