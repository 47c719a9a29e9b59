package io.sakia.streaming;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.checkpoint.Checkpoint;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.CheckpointSettings;
import io.sakia.streaming.error.LetterFolder;
import io.sakia.streaming.output.LetterOutput;
import io.sakia.streaming.replay.Program;
import io.sakia.streaming.time.Clock;
import java.io.IOException;

/**
 * A program that is defined on a context, as checkpoints see it.
 *
 * @param context the RDD side
 * @param definitions what is defined so far
 * @param clock by which the program runs
 */
record CheckpointedProgram(SakiaContext context, Definitions definitions, Clock clock) {
    /** The checkpoint in a folder, in which the program's dead letters are kept too. */
    Checkpoint in(String folder, FileStores stores) {
        CheckpointSettings settings = CheckpointSettings.of(context.conf());
        LetterFolder place = LetterFolder.of(folder, stores);
        boolean durable = settings.durability() == Durability.POWER;
        definitions.keepLetters(letters -> new LetterOutput(letters, place, stores, durable));
        return new Checkpoint(stores.absolute(folder), stores, settings, definitions::accumulators);
    }

    /** What becomes of what a folder holds if the program starts from it. */
    CheckpointPlan plan(String folder, FileStores stores) throws IOException {
        return in(folder, stores).plan(context, definitions.complete(context));
    }

    /** The program for who runs past batches of it again and does not start it. */
    Program program() {
        return new Program(
                context,
                definitions.complete(context),
                CheckpointSettings.of(context.conf()),
                definitions.accumulators(),
                clock);
    }
}
