package io.sakia.streaming.keyed;

import io.sakia.streaming.state.Increment;
import java.io.Serializable;
import java.util.List;

/**
 * What one task of a state step gives: the records that it puts out and the increment that it made. The two travel together, so
 * that whoever reads the records of a task knows which increment belongs to them.
 */
record StepResult<R>(Increment increment, List<R> records) implements Serializable {}
