package io.sakia.bench.peers.flink;

import org.apache.flink.api.connector.source.SourceSplit;

/** One part of each batch. */
record Part(int number) implements SourceSplit {
    @Override
    public String splitId() {
        return Integer.toString(number);
    }
}
