package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.connector.FileStores;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedCrash;
import io.sakia.testkit.disk.SimulatedDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Crashes a program with a receiver at any operation on its disk: what the receiver acknowledged is put out once, and a window shows what its batches had,
 * though a part of it was read again from the log of received records.
 *
 * <p>{@code -Dsakia.crashes=10000} sets how many crashed runs there are, {@code -Dsakia.seed=…} the first seed.
 */
@Timeout(600)
class ReceiverProgramCrashTest {
    private static final int RUNS = Integer.getInteger("sakia.crashes", 40);
    private static final long SEED = Long.getLong("sakia.seed", 1);
    private static final int SECONDS = 10;
    private static final long WINDOW = 3_000;

    @Test
    void everyAcknowledgedRecordIsPutOutOnce() throws Exception {
        for (int epoch : new int[] {0, 2500}) {
            SimulatedDisk calm = new SimulatedDisk();
            Deliveries sent = new Deliveries();
            live(calm, sent, epoch, ManualClock.START);
            assertThat(wrong(calm, sent)).isEmpty();
            assertThat(sent.acknowledged()).isEqualTo(5 * SECONDS);
            for (long seed = SEED; seed < SEED + RUNS / 2; seed++) {
                crash(epoch, seed, calm.operations());
            }
        }
    }

    private static void crash(int epoch, long seed, long operations) throws Exception {
        Random random = new Random(seed);
        Deliveries sent = new Deliveries();
        SimulatedDisk disk = new SimulatedDisk();
        List<String> story = new ArrayList<>();
        Instant now = ManualClock.START;
        for (int crashes = 1 + random.nextInt(3); crashes > 0; crashes--) {
            disk.crashAtOperation(1 + (long) (random.nextDouble() * operations));
            now = live(disk, sent, epoch, now);
            CrashMode mode = random.nextBoolean() ? CrashMode.LOSS_OF_POWER : CrashMode.KILL_OF_PROCESS;
            story.addAll(disk.history());
            story.add("══ " + mode + " at " + now);
            disk = disk.restart(mode, random.nextLong());
        }
        live(disk, sent, epoch, now);
        String wrong = wrong(disk, sent);
        if (!wrong.isEmpty()) {
            story.addAll(disk.history());
            fail(
                    "seed %d, epoch %d\n%s\n%s\n%s",
                    seed, epoch, String.join("\n", story), Output.of(disk).files(), wrong);
        }
    }

    /** Runs to the end or to a crash, with a block, an acknowledged one and a single record a second; gives when it ended. */
    private static Instant live(SimulatedDisk disk, Deliveries sent, int epoch, Instant begin) throws Exception {
        ManualClock clock = new ManualClock(begin, Duration.ofMinutes(2));
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .set("sakia.default.parallelism", "2")
                .set("sakia.checkpoint.segmentBytes", "600")
                .set("sakia.streaming.epoch", epoch + "ms");
        StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock);
        FedReceiver receiver = new FedReceiver();
        try {
            ssc.checkpoint("/checkpoint", disk.stores());
            DStream<String> fed = ssc.receiverStream(receiver).named("feed");
            to(fed, "fed", disk.stores());
            to(fed.window(Duration.ofMillis(WINDOW), Durations.seconds(1)), "window", disk.stores());
            ssc.start();
            clock.awaitIdle();
            for (int second = 0; second < SECONDS && ssc.getState() == StreamingContextState.ACTIVE; second++) {
                List<String> block = sent.next(3);
                receiver.store(block);
                sent.acknowledge(block);
                receiver.store(sent.next(1).get(0));
                List<String> told = sent.next(2);
                receiver.store(told, () -> sent.acknowledge(told));
                clock.advance(Durations.seconds(1));
            }
            if (ssc.getState() == StreamingContextState.ACTIVE) {
                ssc.stop(true);
            }
            ssc.awaitTerminationOrTimeout(Duration.ZERO);
        } catch (RuntimeException | SimulatedCrash e) {
            if (!disk.crashed()) {
                throw e;
            }
        } finally {
            ssc.stop(false);
        }
        return Instant.ofEpochMilli(clock.millis());
    }

    /** What is wrong with the output; empty if nothing is. */
    private static String wrong(SimulatedDisk disk, Deliveries sent) {
        Map<Long, List<String>> batches = Output.of(disk).batches("fed");
        List<String> all = new ArrayList<>();
        batches.values().forEach(all::addAll);
        StringBuilder wrong = new StringBuilder(sent.wrong(all));
        Output.of(disk).batches("window").forEach((time, shown) -> {
            List<String> expected = new ArrayList<>();
            batches.forEach((at, records) -> {
                if (at > time - WINDOW && at <= time) {
                    expected.addAll(records);
                }
            });
            if (!shown.stream()
                    .sorted()
                    .toList()
                    .equals(expected.stream().sorted().toList())) {
                wrong.append("\nthe window at " + time + " shows " + shown + ", its batches had " + expected);
            }
        });
        return wrong.toString();
    }

    private static void to(DStream<String> stream, String name, FileStores disk) {
        OutputFolder folder = new OutputFolder.PerBatch("/out/" + name + "/t", "");
        stream.to(
                name,
                new FolderSink<>(
                        new TextFormat<>(Compression.NONE),
                        folder,
                        disk,
                        true,
                        UUID.randomUUID().toString()));
    }
}
