package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.streaming.event.ReceiverInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.receiver.Receiver;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What receivers of the program's own store. */
public final class Receivers {
    private Receivers() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "receiverStream has what a receiver stores, and ends with it",
                        Receivers::stores,
                        "StreamingContext.receiverStream(Receiver)"),
                scenario("several receivers feed a stream each", Receivers::several),
                scenario("a receiver that can't start fails the start, and others are stopped", Receivers::broken),
                scenario("a receiver that fails ends the stream after what it stored", Receivers::failing),
                scenario("a receiver whose thread fails is started again", Receivers::failingThread),
                scenario("a block is acknowledged when the epoch of its batch is committed", Receivers::acknowledged),
                scenario("a block whose batch fails is not acknowledged", Receivers::notAcknowledged),
                scenario("listeners hear of receivers by the names of their streams", Receivers::told),
                scenario("a receiver feeds one stream", Receivers::usedTwice),
                scenario("bounds of receivers that can't be are refused", Receivers::bounds));
    }

    private static void stores(Target target) throws InterruptedException {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            Results<Integer> numbers = tester.output("numbers");
            tester.start(ssc -> ssc.receiverStream(new Counting(true)).named("numbers"));
            tester.context().awaitTermination();
            assertThat(numbers.all()).containsExactly(1, 2, 3, 4, 5);
        }
    }

    private static void several(Target target) throws InterruptedException {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            Results<Integer> all = tester.output("all");
            tester.start(ssc -> ssc.union(
                            ssc.receiverStream(new Counting(true)),
                            ssc.receiverStream(new Counting(true)).map(x -> x * 10),
                            ssc.receiverStream(new Counting(true)).map(x -> x * 100))
                    .map(x -> x)
                    .named("all"));
            tester.context().awaitTermination();
            assertThat(all.all()).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 10, 20, 30, 40, 50, 100, 200, 300, 400, 500);
        }
    }

    private static void broken(Target target) {
        Idle idle = new Idle();
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(ssc -> {
                        ssc.receiverStream(idle).print();
                        ssc.receiverStream(new Broken()).print();
                    }))
                    .hasMessageContaining("no such feed");
            assertThat(idle.starts).hasValue(1);
            assertThat(idle.stops).hasValue(1);
        }
    }

    private static void failing(Target target) {
        StreamTester tester = target.tester().selfClocked().build();
        Results<Integer> numbers = tester.output("numbers");
        assertThatThrownBy(() -> {
                    try (tester) {
                        tester.start(
                                ssc -> ssc.receiverStream(new Counting(false)).named("numbers"));
                        tester.context().awaitTermination();
                    }
                })
                .hasMessageContaining("the feed is gone");
        assertThat(numbers.all()).containsExactly(1, 2, 3, 4, 5);
    }

    private static void failingThread(Target target) throws InterruptedException {
        try (StreamTester tester = target.tester().selfClocked().build()) {
            Results<Integer> numbers = tester.output("numbers");
            tester.start(ssc -> ssc.receiverStream(new FailingOnce()).named("numbers"));
            tester.context().awaitTermination();
            assertThat(numbers.all()).containsExactly(1, 2);
        }
    }

    private static void acknowledged(Target target) {
        Reliable receiver = new Reliable();
        try (StreamTester tester =
                target.tester().conf("sakia.streaming.epoch", "2s").build()) {
            Results<Integer> numbers = tester.output("numbers");
            tester.start(ssc -> ssc.receiverStream(receiver).map(x -> x * 10).named("numbers"));
            receiver.send(1, 2);
            receiver.send(3);
            tester.tick();
            assertThat(numbers.all()).containsExactly(10, 20, 30);
            assertThat(receiver.acknowledged).as("the epoch is open").isEmpty();
            receiver.send(4);
            tester.tick();
            assertThat(receiver.acknowledged).containsExactly(List.of(1, 2), List.of(3), List.of(4));
            receiver.send(5);
            tester.stop();
            assertThat(receiver.acknowledged).as("a stop commits").endsWith(List.of(5));
            assertThat(numbers.all()).containsExactly(10, 20, 30, 40, 50);
        }
    }

    private static void notAcknowledged(Target target) {
        Reliable receiver = new Reliable();
        StreamTester tester = target.tester().build();
        assertThatThrownBy(() -> {
                    try (tester) {
                        tester.start(ssc -> ssc.receiverStream(receiver).foreachRDD(rdd -> {
                            rdd.foreach(number -> {
                                if (number < 0) {
                                    throw new IllegalStateException("a negative number");
                                }
                            });
                        }));
                        receiver.send(1);
                        tester.tick();
                        receiver.send(-1);
                        tester.tick();
                    }
                })
                .hasMessageContaining("a negative number");
        assertThat(receiver.acknowledged).containsExactly(List.of(1));
    }

    private static void told(Target target) {
        Idle idle = new Idle();
        Heard heard = new Heard();
        try (StreamTester tester = target.tester().build()) {
            tester.start(ssc -> {
                ssc.addStreamingListener(heard);
                ssc.receiverStream(new Idle()).print();
                ssc.receiverStream(idle).named("clicks").print();
            });
            assertThat(idle.streamId()).isEqualTo(1);
            idle.reportError("a bad message", new IOException("checksum"));
            tester.tick();
        }
        ReceiverInfo failed = heard.errors.get(0);
        assertThat(failed.lastErrorMessage()).isEqualTo("a bad message");
        assertThat(failed.lastError()).hasMessage("checksum");
        assertThat(failed.lastErrorTime()).isEqualTo(ManualClock.START.toEpochMilli());
        assertThat(heard.events)
                .contains(
                        "0 receiver Idle runs",
                        "1 clicks runs",
                        "1 clicks: a bad message",
                        "0 receiver Idle stops: it was closed",
                        "1 clicks stops: it was closed")
                .hasSize(5);
    }

    private static void usedTwice(Target target) {
        Idle idle = new Idle();
        try (StreamTester tester = target.tester().build()) {
            assertThatThrownBy(() -> tester.start(ssc -> {
                        ssc.receiverStream(idle).print();
                        ssc.receiverStream(idle).print();
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("make one receiver for each source");
        }
    }

    private static void bounds(Target target) {
        refused(target, "sakia.receiver.maxRate", "0", "must be a whole number of at least 1");
        refused(target, "sakia.receiver.maxRate", "-3", "must be a whole number of at least 1");
        refused(target, "sakia.receiver.maxRate", "fast", "must be a whole number of at least 1");
        refused(target, "sakia.receiver.maxRate", "1000000001", "must be at most 1000000000");
        refused(target, "sakia.receiver.maxWaitingRecords", "0", "must be a whole number of at least 1");
        refused(target, "sakia.receiver.maxWaitingRecords", "3000000000", "must be at most 2147483647");
        refused(target, "sakia.receiver.maxWaitingBytes", "1.5", "must be a whole number of at least 1");
    }

    private static void refused(Target target, String key, String value, String why) {
        try (StreamTester tester = target.tester().conf(key, value).build()) {
            assertThatThrownBy(() ->
                            tester.start(ssc -> ssc.receiverStream(new Idle()).print()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(key + " is '" + value + "', but " + why);
        }
    }

    /** Does nothing by itself. */
    private static class Idle extends Receiver<Integer> {
        private static final long serialVersionUID = 1L;
        final AtomicInteger starts = new AtomicInteger();
        final AtomicInteger stops = new AtomicInteger();

        @Override
        public void onStart() {
            starts.incrementAndGet();
        }

        @Override
        public void onStop() {
            stops.incrementAndGet();
        }
    }

    /** Stores 1 to 5 in several ways while it starts, then stops: as intended, or because of a failure. */
    private static final class Counting extends Receiver<Integer> {
        private static final long serialVersionUID = 1L;
        private final boolean asIntended;

        Counting(boolean asIntended) {
            this.asIntended = asIntended;
        }

        @Override
        public void onStart() {
            store(1);
            store(List.of(2, 3));
            store(List.of(4).iterator());
            storeEach(List.of(5));
            if (asIntended) {
                stop("that's all");
            } else {
                stop("the feed is gone", new IOException("connection reset"));
            }
        }

        @Override
        public void onStop() {}
    }

    /** Stores a number at each start, on a thread that fails the first time. */
    private static final class FailingOnce extends Receiver<Integer> {
        private static final long serialVersionUID = 1L;
        private int starts;

        @Override
        public void onStart() {
            starts++;
            int number = starts;
            new Thread(() -> receive(number), "feed").start();
        }

        private void receive(int number) {
            store(number);
            if (number == 1) {
                throw new IllegalStateException("a bug");
            }
            stop("that's all");
        }

        @Override
        public void onStop() {}
    }

    /** Stores blocks, and keeps those that are acknowledged. */
    private static final class Reliable extends Receiver<Integer> {
        private static final long serialVersionUID = 1L;
        private final CopyOnWriteArrayList<List<Integer>> acknowledged = new CopyOnWriteArrayList<>();

        void send(Integer... numbers) {
            List<Integer> block = List.of(numbers);
            store(block, () -> acknowledged.add(block));
        }

        @Override
        public void onStart() {}

        @Override
        public void onStop() {}
    }

    /** Can't start. */
    private static final class Broken extends Receiver<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public void onStart() throws IOException {
            throw new IOException("no such feed");
        }

        @Override
        public void onStop() {}
    }

    /** What a listener heard of receivers. */
    private static final class Heard implements StreamingListener {
        private final CopyOnWriteArrayList<String> events = new CopyOnWriteArrayList<>();
        private final CopyOnWriteArrayList<ReceiverInfo> errors = new CopyOnWriteArrayList<>();

        @Override
        public void onReceiverStarted(ReceiverInfo receiver) {
            add(receiver, " runs");
        }

        @Override
        public void onReceiverError(ReceiverInfo receiver) {
            add(receiver, ": " + receiver.lastErrorMessage());
            errors.add(receiver);
        }

        @Override
        public void onReceiverRestarting(ReceiverInfo receiver, String reason, Duration delay) {
            add(receiver, " restarts: " + reason);
        }

        @Override
        public void onReceiverStopped(ReceiverInfo receiver, String reason) {
            add(receiver, " stops: " + reason);
        }

        private void add(ReceiverInfo receiver, String what) {
            events.add(receiver.streamId() + " " + receiver.name() + what);
        }
    }
}
