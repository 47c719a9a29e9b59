package io.sakia.streaming.batch;

import io.sakia.connector.StableHash;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StreamGraph;

/** A number that stands for the shape of a program: operations, names and how they hang together. Lines don't count. */
final class Fingerprint {
    private Fingerprint() {}

    static long of(StreamGraph graph) {
        long hash = 0;
        for (Operator<?> operator : graph.operators()) {
            hash = add(
                    hash,
                    operator.origin().operation() + "/" + operator.name() + "/"
                            + operator.inputs().size());
            for (Operator<?> input : operator.inputs()) {
                hash = StableHash.mix(hash ^ graph.operators().indexOf(input));
            }
        }
        for (OutputOperation output : graph.outputs()) {
            hash = add(hash, output.origin().operation() + "/" + output.name());
        }
        return hash;
    }

    private static long add(long hash, String part) {
        return StableHash.mix(hash ^ StableHash.of(part));
    }
}
