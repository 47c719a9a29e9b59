/**
 * The checkpoint of a stream: a folder from which a later run goes on where this one ended, however it ended.
 *
 * <pre>
 *   Checkpoint           opens the folder for one run: the lock, the log, what earlier runs left
 *     DurableBatchLog    writes what the batch loop tells it, as records of the log
 *       Ledger           what the log says so far; it begins each segment of the log, so older ones can go
 *       LoggedTypes      how ranges, cursors, staged output and accumulators become bytes
 *     KeptFiles          stores what operators put out that windows read again
 * </pre>
 */
@NullMarked
package io.sakia.streaming.checkpoint;

import org.jspecify.annotations.NullMarked;
