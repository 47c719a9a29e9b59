package io.sakia.streaming;

import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.PastLog;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.replay.Program;
import io.sakia.streaming.replay.Replay;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    private static final String PARALLELISM = "sakia.default.parallelism";

    private Checkpoints() {}

    /**
     * What becomes of what a folder holds when a version of the program starts from it.
     *
     * @throws IOException if the folder holds no checkpoint, or it can't be read
     * @throws IllegalArgumentException if the program is wrong
     */
    public static CheckpointPlan plan(String folder, StreamProgram program) throws IOException {
        return plan(folder, FileStores.of(folder, Map.of()), new SakiaConf(), program);
    }

    /**
     * As {@link #plan(String, StreamProgram)}, in a folder of any file system, with the settings that the program will have, and batches that
     * begin when the last run's did.
     */
    public static CheckpointPlan plan(String folder, FileStores stores, SakiaConf conf, StreamProgram program)
            throws IOException {
        long logged = PastLog.of(folder, stores).interval();
        BatchInterval interval = logged == 0
                ? BatchInterval.selfClocked()
                : BatchInterval.fixed(logged < 0 ? Durations.seconds(1) : Durations.milliseconds(logged));
        return plan(folder, stores, conf, interval, program);
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
            return ssc.checkpoints().plan(folder, stores);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the program can't be defined: " + e, e);
        }
    }

    /**
     * Runs past batches of a program again, to look at them, as many as the folder still has all for. The program is defined anew for that, with
     * the batch interval and the number of partitions that it had then; it is not started, and prints to the process's output.
     *
     * @throws IOException if the folder holds no checkpoint, or it can't be read
     */
    public static Replay replay(String folder, StreamProgram program) throws IOException {
        return replay(folder, FileStores.of(folder, Map.of()), new SakiaConf(), null, program, Console.standard());
    }

    /**
     * As {@link #replay(String, StreamProgram)}, in a folder of any file system.
     *
     * @param conf what the program is run with; sakia.default.parallelism is what it was, unless it is set here
     * @param interval when its batches begin, or null for when they began
     * @param console where the program prints
     */
    public static Replay replay(
            String folder,
            FileStores stores,
            SakiaConf conf,
            @Nullable BatchInterval interval,
            StreamProgram program,
            Console console)
            throws IOException {
        PastLog log = PastLog.of(folder, stores);
        return new Replay(
                log,
                (logged, parallelism) -> {
                    SakiaConf settings = new SakiaConf(conf);
                    if (settings.get(PARALLELISM).isEmpty()) {
                        settings.set(PARALLELISM, String.valueOf(parallelism));
                    }
                    BatchInterval batches = interval == null ? interval(log, logged) : interval;
                    return defined(new StreamingContext(settings, batches), program);
                },
                console);
    }

    private static Program defined(StreamingContext ssc, StreamProgram program) {
        StreamingContext.defined(ssc, program);
        try {
            return ssc.checkpoints().program();
        } catch (RuntimeException e) {
            ssc.stop(false);
            throw e;
        }
    }

    private static BatchInterval interval(PastLog log, long logged) {
        if (logged < 0) {
            throw new IllegalArgumentException(
                    log.folder()
                            + " does not tell when batches began, as it was written by an older version: say it, as 1s or auto");
        }
        return logged == 0 ? BatchInterval.selfClocked() : BatchInterval.fixed(Durations.milliseconds(logged));
    }
}
