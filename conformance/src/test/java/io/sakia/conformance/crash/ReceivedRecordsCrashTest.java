package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.connector.Durability;
import io.sakia.connector.Reader;
import io.sakia.connector.Source;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.streaming.receiver.Block;
import io.sakia.streaming.receiver.ReceivedCursor;
import io.sakia.streaming.receiver.ReceivedFolder;
import io.sakia.streaming.receiver.ReceiverSettings;
import io.sakia.streaming.receiver.ReceiverSource;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedCrash;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Crashes a receiver's source at every operation on its disk: what it has acknowledged comes out once, in order, and what was planned is read again
 * as it was.
 */
@Timeout(300)
class ReceivedRecordsCrashTest {
    private static final int ROUNDS = 12;

    /** What a batch log would have kept: it is not the one that is tested here. */
    private static final class Batches {
        private final List<String> sealed = new ArrayList<>();
        private @Nullable ReceivedCursor sealedEnd;
        private @Nullable ReceivedCursor forgotten;
        private final List<Block<String>> planned = new ArrayList<>();
        private final List<String> plannedRecords = new ArrayList<>();
        private @Nullable ReceivedCursor end;

        /** Loses what was not sealed, as a loss of power does. */
        void unplan() {
            planned.clear();
            plannedRecords.clear();
            end = sealedEnd;
        }

        void seal() {
            sealed.addAll(plannedRecords);
            planned.clear();
            plannedRecords.clear();
            forgotten = sealedEnd;
            sealedEnd = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    void loseAndRepeatNothing(CrashMode mode) throws Exception {
        Deliveries calm = new Deliveries();
        SimulatedDisk undisturbed = new SimulatedDisk();
        Batches all = new Batches();
        live(undisturbed, calm, all, true);
        assertThat(calm.wrong(all.sealed)).isEmpty();
        assertThat(calm.acknowledged()).isEqualTo(ROUNDS * 5);
        assertThat(undisturbed.store("/checkpoint").list("received"))
                .as("segments that nobody reads again are deleted")
                .hasSizeLessThan(6);

        for (long n = 1; n <= undisturbed.operations() + 5; n++) {
            Deliveries deliveries = new Deliveries();
            Batches batches = new Batches();
            SimulatedDisk disk = new SimulatedDisk();
            List<String> story = new ArrayList<>();
            for (int crash = 0; crash < 2; crash++) {
                disk.crashAtOperation(crash == 0 ? n : 1 + n % 17);
                live(disk, deliveries, batches, false);
                story.addAll(disk.history());
                story.add("══ " + mode + ", " + batches.end);
                disk = disk.restart(mode, n);
                if (mode == CrashMode.LOSS_OF_POWER && n % 2 == 0) {
                    batches.unplan();
                }
            }
            live(disk, deliveries, batches, true);
            String wrong = deliveries.wrong(batches.sealed);
            if (!wrong.isEmpty() || !isOrdered(batches.sealed)) {
                story.addAll(disk.history());
                fail("operation %d: %s\n%s\n%s", n, wrong, batches.sealed, String.join("\n", story));
            }
        }
    }

    /** Stores, plans and seals; to the end, or until the disk crashes. */
    private static void live(SimulatedDisk disk, Deliveries deliveries, Batches batches, boolean last)
            throws Exception {
        FedReceiver receiver = new FedReceiver();
        ReceiverSource<String> source = new ReceiverSource<>("feed", receiver, ReceiverSettings.defaults());
        source.storeIn(
                new ReceivedFolder(
                        disk.stores(), "/checkpoint", new RegisteredTypes(List.of()), Durability.POWER, 300, true),
                "feed");
        Source.Planner<Block<String>> planner;
        try {
            planner = source.open(batches.end, () -> {});
        } catch (IOException | SimulatedCrash e) {
            requireCrash(disk, e);
            return;
        }
        try (planner) {
            List<String> again = new ArrayList<>();
            for (Block<String> block : batches.planned) {
                again.addAll(read(source, block));
            }
            assertThat(again).as("what was planned is read again").isEqualTo(batches.plannedRecords);
            for (int round = 0; round < ROUNDS; round++) {
                receiver.store(deliveries.next(1).get(0));
                List<String> block = deliveries.next(3);
                receiver.store(block);
                deliveries.acknowledge(block);
                List<String> told = deliveries.next(2);
                receiver.store(told, () -> deliveries.acknowledge(told));
                receiver.storeEach(deliveries.next(2));
                if (round % 2 == 1) {
                    plan(source, planner, batches, 5);
                }
                if (round % 3 == 2) {
                    seal(planner, batches);
                }
            }
            if (last) {
                planner.drain();
                while (plan(source, planner, batches, 100)) {
                    seal(planner, batches);
                }
                seal(planner, batches);
            }
        } catch (IOException | IllegalStateException | SimulatedCrash e) {
            requireCrash(disk, e);
        }
    }

    private static boolean plan(
            ReceiverSource<String> source, Source.Planner<Block<String>> planner, Batches batches, long limit)
            throws Exception {
        Source.Plan<Block<String>> plan = planner.plan(new Source.Limit(limit, 2));
        for (Block<String> block : plan.ranges()) {
            batches.planned.add(block.logged());
            batches.plannedRecords.addAll(read(source, block));
        }
        batches.end = (ReceivedCursor) plan.end();
        return !plan.ranges().isEmpty();
    }

    private static void seal(Source.Planner<Block<String>> planner, Batches batches) throws Exception {
        batches.seal();
        ReceivedCursor end = batches.sealedEnd;
        ReceivedCursor forgotten = batches.forgotten;
        if (end != null) {
            planner.committed(end);
        }
        if (forgotten != null) {
            planner.forgotten(forgotten);
        }
    }

    private static List<String> read(ReceiverSource<String> source, Block<String> block) throws Exception {
        List<String> records = new ArrayList<>();
        try (Reader<String> reader = source.reader().open(block)) {
            for (String record; (record = reader.read()) != null; ) {
                records.add(record);
            }
        }
        assertThat(block.records()).isEqualTo(records.size());
        return records;
    }

    private static boolean isOrdered(List<String> records) {
        long last = -1;
        for (String record : records) {
            long number = Long.parseLong(record.substring(1));
            if (number <= last) {
                return false;
            }
            last = number;
        }
        return true;
    }

    private static void requireCrash(SimulatedDisk disk, Throwable e) throws Exception {
        if (!disk.crashed()) {
            throw new IllegalStateException("the disk is well", e);
        }
    }
}
