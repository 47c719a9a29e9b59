package io.sakia.kafka;

import io.sakia.connector.Sink;

/**
 * What one task has written for topics.
 *
 * @param file where it is staged, below the sink's folder; empty if there is nothing, or if it was sent at once
 * @param records how many records
 */
public record StagedRecords(String file, long records) implements Sink.Staged {
    /** Nothing that is to be published. */
    static final StagedRecords NOTHING = new StagedRecords("", 0);
}
