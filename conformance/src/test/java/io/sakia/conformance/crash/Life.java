package io.sakia.conformance.crash;

import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.SimulatedCrash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One life of a program: from its start to its end, or to where something fails.
 *
 * @param program what runs
 * @param circumstances how
 * @param disk with its checkpoint and its output
 * @param accident what happens to its sinks
 */
record Life(CrashProgram program, Circumstances circumstances, FileStores disk, Accident accident) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * How a life ended.
     *
     * @param time what the clock said
     * @param failure why it ended early, or null
     * @param figures what is seen besides the files
     */
    record End(long time, @Nullable Throwable failure, Map<String, Long> figures) {}

    /** A life to which nothing happens by itself. */
    Life(CrashProgram program, Circumstances circumstances, FileStores disk) {
        this(program, circumstances, disk, Accident.none());
    }

    /**
     * Runs. Where lives begin at the same time, what was planned and lost is planned again as it was: the clock was set back, and catches up
     * with what was kept.
     */
    End run() {
        ManualClock clock = new ManualClock(Instant.ofEpochMilli(circumstances.start()), PATIENCE);
        SakiaConf conf = new SakiaConf()
                .setMaster("local[" + circumstances.threads() + "]")
                .set("sakia.default.parallelism", String.valueOf(circumstances.partitions()))
                .set("sakia.checkpoint.segmentBytes", "2000")
                .set("sakia.checkpoint.retain", "3")
                .set("sakia.streaming.epoch", circumstances.epoch() + "ms");
        BatchInterval interval =
                circumstances.selfClocked() ? BatchInterval.selfClocked() : BatchInterval.fixed(Durations.seconds(1));
        StreamingContext ssc = new StreamingContext(conf, interval, clock);
        World world = new World(ssc, disk, circumstances, accident, clock);
        Throwable failure = null;
        try {
            ssc.checkpoint("/checkpoint", disk);
            circumstances.ends().set(ssc);
            program.define(world);
            ssc.start();
            clock.awaitIdle();
            while (clock.millis() < circumstances.end() && ssc.getState() == StreamingContextState.ACTIVE) {
                clock.advance(Durations.seconds(1));
                world.signal();
                clock.awaitIdle();
            }
            if (ssc.getState() == StreamingContextState.ACTIVE) {
                ssc.stop(true);
            }
            ssc.awaitTerminationOrTimeout(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        } catch (RuntimeException | SimulatedCrash e) {
            failure = e;
        } finally {
            ssc.stop(false);
        }
        return new End(clock.millis(), failure, world.figures());
    }
}
