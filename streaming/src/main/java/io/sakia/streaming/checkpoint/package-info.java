/**
 * The checkpoint of a stream: a folder from which a later run goes on where this one ended, however it ended.
 *
 * <pre>
 *   Checkpoint           opens the folder for one run: the lock, the log, what earlier runs left
 *     LogReader          reads the log; PastTypes and LogShapes know the values that an earlier version of the program wrote
 *     Recovery           what the ledger says, as the batch loop takes it up
 *     DurableBatchLog    writes what the batch loop tells it, as records (LogEntry) of the log
 *       Ledger           what the log says so far; it begins each segment of the log, so older ones are only needed to look back
 *       History          the ledger, and what it needs no more; Retired keeps that as long as batches are retained that were made of it
 *       LoggedTypes      how ranges, cursors and staged output become bytes; KeptTotals does that for accumulators
 *     KeptFiles          stores what operators put out that windows read again
 *     NamedFiles         counts which files the log still names; Sweeper deletes the others, Forgotten tells sources what is read no more
 *
 *   CheckpointPlan       what a program will find of each state, source and sink in a folder, before anything is touched (Fit decides)
 *   PastLog              which past batches can be run again; PastWalk gives each epoch's log as it stood before it (Recovery, PastBatchLog)
 *   CheckpointView       what a folder holds, for people to read (Viewing reads it)
 * </pre>
 */
@NullMarked
package io.sakia.streaming.checkpoint;

import org.jspecify.annotations.NullMarked;
