package io.sakia.bench.peers.structured;

import org.apache.spark.sql.connector.read.streaming.Offset;

/** How many batches were given. */
final class BatchOffset extends Offset {
    private final long batches;

    BatchOffset(long batches) {
        this.batches = batches;
    }

    long batches() {
        return batches;
    }

    @Override
    public String json() {
        return Long.toString(batches);
    }
}
