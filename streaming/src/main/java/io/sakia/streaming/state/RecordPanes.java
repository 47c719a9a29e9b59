package io.sakia.streaming.state;

/** Tells into which pane of event time a record falls. */
@FunctionalInterface
public interface RecordPanes {
    /** The number of no pane. */
    long NONE = Long.MIN_VALUE;

    /** The pane's number; {@link #NONE} if the record is to be left out. */
    long of(Object record) throws Exception;
}
