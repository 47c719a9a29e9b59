/**
 * The engine that runs plans on the threads of one JVM. Only {@link io.sakia.embedded.EmbeddedEngineProvider} and the engine that
 * it makes are public; inside, from the job to the record:
 *
 * <pre>
 *   planning    JobPlanner   cuts a plan at its shuffles: ShuffleStages and a ResultStage
 *               Translation  makes an Operator of each plan node, down to the nearest shuffle or cache
 *   scheduling  Scheduler    gives tasks to the calling thread and to pool threads, under one lock
 *               JobRun       the states of a job, its stages and its tasks
 *               ReadyJobs, Pool   whose turn it is
 *   running     Task         one attempt at one partition, with its Attempt: function copies, open readers
 *               Operator     pushes a partition into a Link, or lets it be pulled as an iterator
 *               Chains       makes one loop of a run of narrow steps, out of small links at first, generated once it is hot
 *   shuffling   MapSide      sorts a map task's pairs into the buckets of its output, folded by key or not
 *               ShuffleOutput, ReducePartition   merge the buckets, once, and keep the result on the plan node
 *               FoldLoops    gives each fold its inner loop, a copy of its own for a busy aggregate
 *               FoldOperator folds or groups by key what was placed already
 *               spill        what all of them do within memory, and on disk beyond it
 *   keeping     CacheBlocks  cached partitions, on the plan node too: a CacheSlot each, as its storage level says
 *               Block        the form of all records that are kept, in memory or on disk
 * </pre>
 */
@NullMarked
package io.sakia.embedded;

import org.jspecify.annotations.NullMarked;
