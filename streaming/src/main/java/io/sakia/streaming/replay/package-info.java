/**
 * Past batches, run again to look at them: from what a checkpoint's log says that they read, and the states before them. Nothing is written.
 *
 * <pre>
 *   Replay             what people ask: run this batch, find the first one for which …
 *     Search           which batches are run for that
 *     Condition        what is looked for; ConditionParser reads it
 *   ReplayRun          the program, defined once more, on the log as it stood then
 *     LookOutput       stands in place of each output: prints and calls functions as in a run, and does not let sinks write
 *     LookTask         counts, shows, searches and compares the records of a partition
 *   ReplayedBatch      what came out, with a Comparison for each output
 * </pre>
 */
@NullMarked
package io.sakia.streaming.replay;

import org.jspecify.annotations.NullMarked;
