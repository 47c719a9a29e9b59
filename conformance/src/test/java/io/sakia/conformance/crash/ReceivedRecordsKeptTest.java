package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStore;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.StreamingContextState;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.DiskOperation;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver has acknowledged is in no danger from settings, from starts that are refused, and from a disk that is full for a while. */
@Timeout(120)
class ReceivedRecordsKeptTest {
    private SimulatedDisk disk = new SimulatedDisk();
    private Instant now = ManualClock.START;
    private final List<String> out = new ArrayList<>();

    @Test
    void whatWasLoggedIsReadThoughNothingIsLoggedAnyMore() throws Exception {
        killedBeforeABatchGets("a", "b");
        feed("sakia.receiver.writeAheadLog", "false", receiver -> receiver.store("c"));
        assertThat(out).containsExactly("first", "a", "b", "c");
    }

    @Test
    void aDropThatIsRefusedHasDeletedNothing() throws Exception {
        killedBeforeABatchGets("a", "b");
        disk.failNext(
                DiskOperation.SYNC,
                path -> path.startsWith("/checkpoint/log"),
                new IOException("/checkpoint/log: bad"));
        assertThatThrownBy(this::withoutTheReceiver).hasStackTraceContaining("/checkpoint/log: bad");
        feed("", "", receiver -> {});
        assertThat(out).containsExactly("first", "a", "b");
    }

    @Test
    void whatIsDroppedIsDeletedOnceAnEpochIsCommittedWithoutIt() throws Exception {
        killedBeforeABatchGets("a", "b");
        assertThat(received()).isNotEmpty();
        withoutTheReceiver();
        assertThat(received()).isEmpty();
        feed("sakia.checkpoint.drop", "words", receiver -> receiver.store("c"));
        assertThat(out).containsExactly("first", "c");
    }

    @Test
    void aFullDiskEndsTheStreamAndLosesNothingThatWasAcknowledged() throws Exception {
        assertThatThrownBy(() -> feed("", "", receiver -> {
                    receiver.store(List.of("a", "b"));
                    disk.failNext(
                            DiskOperation.WRITE,
                            path -> path.startsWith("/checkpoint/received"),
                            new IOException("no space left on device"));
                    assertThatThrownBy(() -> receiver.store(List.of("refused 1", "refused 2")))
                            .hasStackTraceContaining("no space left on device");
                }))
                .hasStackTraceContaining("no space left on device");
        feed("", "", receiver -> receiver.store(List.of("c")));
        assertThat(out.stream().distinct()).containsExactly("a", "b", "c"); // foreachRDD may see a batch again
    }

    /** One batch gets a record, and then the power fails while records wait that were acknowledged. */
    private void killedBeforeABatchGets(String... records) throws Exception {
        FedReceiver receiver = new FedReceiver();
        ManualClock clock = new ManualClock(now);
        StreamingContext ssc = context(clock, "", "");
        collected(ssc, receiver);
        ssc.start();
        receiver.store(List.of("first"));
        clock.advance(Durations.seconds(1));
        receiver.store(List.of(records));
        disk.crash();
        ssc.stop(false);
        now = Instant.ofEpochMilli(clock.millis());
        disk = disk.restart(CrashMode.LOSS_OF_POWER, 1);
    }

    /** Runs the program for some seconds; what it puts out comes to {@link #out}. */
    private void feed(String key, String value, Consumer<FedReceiver> sender) throws Exception {
        FedReceiver receiver = new FedReceiver();
        ManualClock clock = new ManualClock(now);
        StreamingContext ssc = context(clock, key, value);
        collected(ssc, receiver);
        run(ssc, clock, () -> sender.accept(receiver));
    }

    private void withoutTheReceiver() throws Exception {
        ManualClock clock = new ManualClock(now);
        StreamingContext ssc = context(clock, "sakia.checkpoint.drop", "feed");
        ssc.source(new Timetable("words", List.of("w"), 1, clock, clock.millis()))
                .named("words")
                .foreachRDD(rdd -> {});
        run(ssc, clock, () -> {});
    }

    private void run(StreamingContext ssc, ManualClock clock, Runnable sender) throws Exception {
        try {
            ssc.start();
            clock.awaitIdle();
            sender.run();
            for (int second = 0; second < 3 && ssc.getState() == StreamingContextState.ACTIVE; second++) {
                clock.advance(Durations.seconds(1));
            }
            ssc.stop(true);
            ssc.awaitTermination();
        } finally {
            ssc.stop(false);
            now = Instant.ofEpochMilli(clock.millis());
        }
    }

    private StreamingContext context(ManualClock clock, String key, String value) {
        SakiaConf conf = new SakiaConf().setMaster("local[2]").set("sakia.checkpoint.retain", "1");
        if (!key.isEmpty()) {
            conf.set(key, value);
        }
        StreamingContext ssc = new StreamingContext(conf, BatchInterval.fixed(Durations.seconds(1)), clock);
        ssc.checkpoint("/checkpoint", disk.stores());
        return ssc;
    }

    private void collected(StreamingContext ssc, FedReceiver receiver) {
        ssc.receiverStream(receiver).named("feed").foreachRDD(rdd -> out.addAll(rdd.collect()));
    }

    private List<String> received() throws IOException {
        return disk.store("/checkpoint").list("received").stream()
                .map(FileStore.Entry::path)
                .toList();
    }
}
