package io.sakia.conformance.crash;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.replay.Replay;
import io.sakia.streaming.replay.ReplayedBatch;
import io.sakia.streaming.replay.ReplayedOutput;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.SimulatedDisk;

/** Runs each batch again that a checkpoint retains, in whichever life it ran, and compares it with what was published. */
record Replays(CrashProgram program, Circumstances circumstances) {
    /** How a batch differs, or what was changed by that; empty if all is as it was. */
    String difference(SimulatedDisk disk) {
        long operations = disk.operations();
        StringBuilder difference = new StringBuilder();
        try {
            Replay replay = Checkpoints.replay(
                    "/checkpoint",
                    disk.stores(),
                    new SakiaConf().setMaster("local[1]"),
                    null,
                    context -> program.define(new World(
                            context,
                            disk.stores(),
                            circumstances.on(1, context.defaultParallelism()),
                            Accident.none(),
                            new ManualClock())),
                    Console.standard());
            if (replay.batches().isEmpty()) {
                difference.append("no batch can be run again\n");
            }
            for (PastBatch batch : replay.batches()) {
                differences(replay.run(batch.id(), 3, true), difference);
            }
        } catch (Exception e) {
            throw new IllegalStateException("batches can't be run again: " + e, e);
        }
        if (disk.operations() != operations) {
            difference.append("running batches again has changed the disk\n");
        }
        return difference.toString();
    }

    private static void differences(ReplayedBatch batch, StringBuilder difference) {
        for (ReplayedOutput output : batch.outputs()) {
            if (output.comparison().isDifferent() || !batch.batch().published()) {
                difference
                        .append("run again, ")
                        .append(batch.batch())
                        .append(" gives ")
                        .append(output)
                        .append('\n');
            }
        }
    }
}
