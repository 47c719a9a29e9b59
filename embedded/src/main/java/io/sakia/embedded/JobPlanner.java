package io.sakia.embedded;

import io.sakia.engine.Job;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cuts a job's plan into stages. It walks from the result towards the sources and stops where records lie in memory already: at
 * complete shuffles and at cached partitions.
 *
 * <pre>
 *   source ─ map ─┐ ShuffleStage 1 ─► shuffle ─ filter ─┐
 *                                                       zip ─ map ─► action     ResultStage
 *   source ───────┐ ShuffleStage 2 ─► shuffle ──────────┘
 * </pre>
 */
final class JobPlanner {
    private final AtomicInteger stages = new AtomicInteger();
    private final ReadyJobs queue;

    JobPlanner(ReadyJobs queue) {
        this.queue = queue;
    }

    /** The stages of a job and what they wait for. */
    JobRun plan(Job<?, ?> job) {
        Translation translation = new Translation();
        JobRun run = new JobRun(job, queue);
        Operator last = translation.translate(job.plan());
        ResultStage result = new ResultStage(run, stages.incrementAndGet(), job, last);
        run.addLast(result);

        IdentityHashMap<ShuffleOutput, ShuffleStage> shuffles = new IdentityHashMap<>(4);
        ArrayDeque<ShuffleStage> open = new ArrayDeque<>(4);
        require(result, last, wanted(job), run, shuffles, open);
        for (ShuffleStage stage; (stage = open.pollFirst()) != null; ) {
            require(stage, stage.input(), stage.missing(), run, shuffles, open);
        }
        return run;
    }

    private void require(
            StageRun stage,
            Operator last,
            BitSet partitions,
            JobRun run,
            IdentityHashMap<ShuffleOutput, ShuffleStage> shuffles,
            ArrayDeque<ShuffleStage> open) {
        if (partitions.isEmpty()) {
            return;
        }
        Requirements found = new Requirements();
        found.need(last, partitions);
        run.reads(found.records());
        for (ShuffleOperator shuffle : found.shuffles()) {
            ShuffleStage parent = shuffles.get(shuffle.output());
            if (parent == null) {
                parent = new ShuffleStage(run, stages.incrementAndGet(), shuffle);
                shuffles.put(shuffle.output(), parent);
                run.add(parent);
                open.addLast(parent);
            }
            stage.waitFor(parent);
        }
    }

    private static BitSet wanted(Job<?, ?> job) {
        BitSet wanted = new BitSet(job.plan().partitions());
        for (int partition : job.partitions()) {
            wanted.set(partition);
        }
        return wanted;
    }
}
