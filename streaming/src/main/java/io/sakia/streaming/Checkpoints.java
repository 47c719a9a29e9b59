package io.sakia.streaming;

import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.IOException;

/**
 * Looks into checkpoints before a program starts from them. Nothing is run and nothing is changed, and the program that keeps the checkpoint may
 * be running.
 *
 * <pre>{@code
 * CheckpointPlan plan = Checkpoints.plan("/data/counts.checkpoint", WordCount::define);
 * plan.items().forEach(System.out::println); // state counts KEEP
 * }</pre>
 */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * What becomes of what a folder holds when a version of the program starts from it.
     *
     * @throws IOException if the folder holds no checkpoint, or it can't be read
     * @throws IllegalArgumentException if the program is wrong
     */
    public static CheckpointPlan plan(String folder, StreamProgram program) throws IOException {
        return plan(folder, FileStores.local(), new SakiaConf(), BatchInterval.fixed(Durations.seconds(1)), program);
    }

    /**
     * As {@link #plan(String, StreamProgram)}, in a folder of any file system, with the settings and the batches that the program will have. The
     * engine is not asked, whatever master is set: the program is only defined.
     */
    public static CheckpointPlan plan(
            String folder, FileStores stores, SakiaConf conf, BatchInterval interval, StreamProgram program)
            throws IOException {
        SakiaConf settings = new SakiaConf(conf).setMaster("local[1]");
        try (StreamingContext ssc = new StreamingContext(settings, interval)) {
            program.define(ssc);
            return ssc.plan(folder, stores);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the program can't be defined: " + e, e);
        }
    }
}
