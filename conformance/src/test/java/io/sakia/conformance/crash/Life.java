package io.sakia.conformance.crash;

import io.sakia.connector.FileStore;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.SimulatedCrash;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One life of a program on a simulated disk: from its start to its end or to a crash.
 *
 * @param program what runs
 * @param threads on so many threads
 * @param epoch in milliseconds how long epochs are
 * @param words what comes in, so many a second
 * @param aSecond so many
 */
record Life(CrashProgram program, int threads, long epoch, List<String> words, int aSecond) {
    private static final Instant BEGIN = ManualClock.START;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** When all words have come and all windows have passed. */
    long end() {
        return BEGIN.toEpochMilli() + (words.size() / aSecond + 7) * 1000L;
    }

    /**
     * Runs; gives the time at which it crashed, or that of its end. Each life begins at the same time, so that what was planned and lost is planned
     * again as it was: the clock catches up with what was kept.
     */
    long run(SimulatedDisk disk) {
        ManualClock clock = new ManualClock(BEGIN, PATIENCE);
        SakiaConf conf = new SakiaConf()
                .setMaster("local[" + threads + "]")
                .set("sakia.default.parallelism", "2")
                .set("sakia.checkpoint.segmentBytes", "2000")
                .set("sakia.streaming.epoch", epoch + "ms");
        StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock);
        try {
            ssc.checkpoint("/checkpoint", disk.stores());
            Timetable timetable = new Timetable("words", words, aSecond, clock, BEGIN.toEpochMilli());
            program.define(ssc.source(timetable).named("words"), disk.stores());
            ssc.start();
            clock.awaitIdle();
            while (clock.millis() < end() && ssc.getState() == StreamingContextState.ACTIVE) {
                clock.advance(Durations.seconds(1));
            }
            if (ssc.getState() == StreamingContextState.ACTIVE) {
                ssc.stop(true);
            }
            ssc.awaitTerminationOrTimeout(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (RuntimeException | SimulatedCrash e) {
            if (!disk.crashed()) {
                throw e;
            }
        } finally {
            ssc.stop(false);
        }
        return clock.millis();
    }

    /** What everybody sees below /out: the lines of each file. */
    static Map<String, List<String>> visible(SimulatedDisk disk) {
        Map<String, List<String>> files = new TreeMap<>();
        FileStore out = disk.store("/out");
        try {
            for (FileStore.Entry file : out.list("")) {
                if (!file.path().startsWith(".") && !file.path().contains("/.")) {
                    byte[] bytes = out.open(file.path(), 0).readAllBytes();
                    files.put(
                            file.path(),
                            new String(bytes, StandardCharsets.UTF_8).lines().toList());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return files;
    }
}
