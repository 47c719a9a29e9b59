package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Codec;
import io.sakia.connector.Cursor;
import io.sakia.connector.Source;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is stored, planned and read; the ways in which a receiver starts and stops are in {@link ReceiverLifecycleTest}. */
@Timeout(60)
class ReceiverSourceTest {
    private static ReceiverSource<Integer> source(Receiver<Integer> receiver) {
        return new ReceiverSource<>("ticks", receiver, ReceiverSettings.defaults());
    }

    @Test
    void plansWhatWasStoredWithinTheLimit() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            assertThat(open.plan().ranges()).isEmpty();
            IntStream.rangeClosed(1, 5).forEach(receiver::store);

            Source.Plan<Block<Integer>> plan = open.plan(4, 2);
            assertThat(plan.ranges()).containsExactly(new Block<>(0, List.of(1, 2)), new Block<>(1, List.of(3, 4)));
            assertThat(plan.end()).isEqualTo(new ReceivedCursor(2, 4));
            assertThat(plan.ended()).isFalse();
            assertThat(open.read(plan)).containsExactly(List.of(1, 2), List.of(3, 4));

            assertThat(open.plan(0, 2).ranges()).isEmpty();
            assertThat(open.plan(4, 2).ranges()).containsExactly(new Block<>(2, List.of(5)));
        }
    }

    @Test
    void keepsAStoredIterableInOneBatchAndOnePartition() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            receiver.store(1);
            receiver.store(List.of(2, 3, 4));
            receiver.storeEach(List.of(5, 6));
            assertThat(open.read(open.plan(3, 4))).containsExactly(List.of(1));
            assertThat(open.read(open.plan(4, 4))).containsExactly(List.of(2, 3, 4), List.of(5));
            assertThat(open.take()).containsExactly(6);
        }
    }

    @Test
    void storesWhatIsLeftOfAnIterator() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            Iterator<Integer> numbers = List.of(1, 2, 3).iterator();
            numbers.next();
            receiver.store(numbers);
            receiver.store(Collections.<Integer>emptyIterator());
            assertThat(open.read(open.plan(1, 2))).containsExactly(List.of(2, 3));
        }
    }

    @Test
    void storesTheRecordsThatBytesMean() throws Exception {
        Codec<Integer> codec = Codecs.standard().of(Integer.class);
        Receiver<Integer> receiver = new IdleReceiver<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected Iterable<Integer> decode(ByteBuffer bytes) throws IOException {
                return CodedRecords.of(codec, bytes);
            }
        };
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            ByteBuffer bytes = ByteBuffer.wrap(written(codec, 7, 8, 9));
            receiver.store(bytes);
            assertThat(bytes.position()).as("the buffer is left as it was").isZero();
            receiver.store(ByteBuffer.allocate(0));
            assertThat(open.read(open.plan(1, 2))).containsExactly(List.of(7, 8, 9));
            byte[] whole = written(codec, 1_000_000, 2_000_000);
            byte[] torn = Arrays.copyOf(whole, whole.length - 1);
            assertThatThrownBy(() -> receiver.store(ByteBuffer.wrap(torn)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("a block of " + torn.length + " bytes can't be decoded by .*: "
                            + "java.io.IOException: a block of " + torn.length + " bytes, of which 1 records of "
                            + "java.lang.Integer were read, ends inside the record that begins at byte \\d+");
            assertThat(open.take()).as("nothing of it is stored").isEmpty();
        }
    }

    @Test
    void bytesThatNobodyDecodesAreRefused() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            assertThatThrownBy(() -> receiver.store(ByteBuffer.allocate(4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a block of 4 bytes can't be decoded by io.sakia.streaming.receiver.ScriptedReceiver: "
                            + "java.lang.UnsupportedOperationException: it does not say what bytes mean; override "
                            + "decode(ByteBuffer), or store records");
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void tellsWhenABlockIsCommitted() throws Exception {
        List<String> told = new ArrayList<>();
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            receiver.store(List.of(1, 2), () -> told.add("a"));
            receiver.store(3);
            receiver.store(List.of(4), () -> told.add("b"));
            receiver.store(List.of(), () -> told.add("nothing behind b"));
            Cursor first = open.plan(3, 1).end();
            Cursor second = open.plan(3, 1).end();
            receiver.store(List.of(5), () -> told.add("c"));
            assertThat(told).isEmpty();
            open.planner().committed(first);
            assertThat(told).containsExactly("a");
            open.planner().committed(second);
            assertThat(told).containsExactly("a", "b", "nothing behind b");
            open.planner().committed(open.plan().end());
            assertThat(told).endsWith("c").hasSize(4);
            receiver.store(List.of(), () -> told.add("nothing behind what is committed"));
            open.awaitSignal();
            open.plan();
            assertThat(told).endsWith("nothing behind what is committed").hasSize(5);
        }
    }

    @Test
    void whatIsNotCommittedIsNotTold() throws Exception {
        List<String> told = new ArrayList<>();
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            receiver.store(List.of(1), () -> told.add("a"));
            open.plan();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anAcknowledgementThatFailsIsAnErrorOfTheReceiver() throws Exception {
        List<String> told = new ArrayList<>();
        RecordedEvents events = new RecordedEvents();
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(new ReceiverSource<>(
                "ticks", receiver, ReceiverSettings.defaults().withListener(events)))) {
            receiver.store(List.of(1), () -> {
                throw new IllegalStateException("the feed is gone");
            });
            receiver.store(List.of(2), () -> told.add("b"));
            open.planner().committed(open.plan().end());
            assertThat(told).containsExactly("b");
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(events.next())
                    .isEqualTo("error ticks: it could not acknowledge a block that is committed:"
                            + " java.lang.IllegalStateException: the feed is gone");
        }
    }

    @Test
    void knowsTheNumberOfItsStream() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        assertThatThrownBy(receiver::streamId).isInstanceOf(IllegalStateException.class);
        try (OpenSource<Integer, Block<Integer>> open =
                OpenSource.of(new ReceiverSource<>(7, "ticks", receiver, ReceiverSettings.defaults()))) {
            assertThat(receiver.streamId()).isEqualTo(7);
            assertThat(open.take()).isEmpty();
        }
    }

    @Test
    void signalsForTheFirstRecordAndForALeftRest() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            assertThat(open.signals()).isZero();
            receiver.store(1);
            receiver.store(2);
            receiver.store(3);
            assertThat(open.signals()).isEqualTo(1);
            open.plan(0, 1);
            assertThat(open.signals())
                    .as("a plan of nothing must not call for the next one")
                    .isEqualTo(1);
            open.plan(2, 1);
            assertThat(open.signals())
                    .as("one record is left, and more may never come")
                    .isEqualTo(2);
            open.plan(2, 1);
            assertThat(open.signals()).isEqualTo(2);
        }
    }

    @Test
    void goesOnFromTheCursorOfAnEarlierRun() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        Source<Integer, Block<Integer>> source = source(receiver);
        Cursor end;
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source)) {
            receiver.store(1);
            end = open.plan().end();
        }
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.from(source, end)) {
            receiver.store(2);
            Source.Plan<Block<Integer>> plan = open.plan();
            assertThat(plan.ranges()).containsExactly(new Block<>(1, List.of(2)));
            assertThat(plan.end()).isEqualTo(new ReceivedCursor(2, 2));
        }
        record Other() implements Cursor {}
        assertThatThrownBy(() -> OpenSource.from(source, new Other()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Other for ticks");
    }

    @Test
    void aFullBufferStopsTheReceiverAndLosesNothing() throws Exception {
        int count = 10_000;
        ScriptedReceiver receiver = ScriptedReceiver.starting(
                self -> new Thread(() -> IntStream.range(0, count).forEach(self::store)).start());
        Source<Integer, Block<Integer>> source = new ReceiverSource<>(
                "ticks", receiver, ReceiverSettings.defaults().withMostWaiting(50));
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source)) {
            List<Integer> all = new ArrayList<>();
            while (all.size() < count) {
                open.awaitSignal();
                List<Integer> batch = open.take();
                assertThat(batch).hasSizeLessThanOrEqualTo(50);
                all.addAll(batch);
            }
            assertThat(all).isEqualTo(IntStream.range(0, count).boxed().toList());
        }
    }

    @Test
    void aStoreThatWaitsEndsWhenTheSourceIsClosed() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Void> one = new CompletableFuture<>();
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> new Thread(() -> {
                    self.store(1);
                    one.complete(null);
                    try {
                        self.store(2);
                    } catch (ReceiverStoppedException e) {
                        thrown.complete(e);
                    }
                })
                .start());
        Source<Integer, Block<Integer>> source = new ReceiverSource<>(
                "ticks", receiver, ReceiverSettings.defaults().withMostWaiting(1));
        OpenSource<Integer, Block<Integer>> open = OpenSource.of(source);
        one.get(20, TimeUnit.SECONDS);
        open.close();
        assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("the receiver of ticks was stopped");
        open.close();
    }

    @Test
    void endsWhenTheReceiverHasStoppedAndAllIsPlanned() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            receiver.store(1);
            receiver.store(2);
            open.awaitSignal();
            receiver.stop("that was all");
            open.awaitSignal();
            assertThat(open.plan(1, 1).ended()).isFalse();
            Source.Plan<Block<Integer>> last = open.plan(1, 1);
            assertThat(open.read(last)).containsExactly(List.of(2));
            assertThat(last.ended()).isTrue();
            assertThat(receiver.stops).hasValue(1);
            assertThat(receiver.isStopped()).isTrue();
        }
    }

    @Test
    void failsWithTheReceiversCauseAfterWhatWasStored() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            receiver.store(1);
            open.awaitSignal();
            IllegalStateException cause = new IllegalStateException("no permission");
            receiver.stop("the feed refused", cause);
            open.awaitSignal();
            Source.Plan<Block<Integer>> plan = open.plan();
            assertThat(open.read(plan)).containsExactly(List.of(1));
            assertThat(plan.ended()).isFalse();
            open.awaitSignal();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(open::plan)
                        .isInstanceOf(IOException.class)
                        .hasMessage("the receiver of ticks stopped: the feed refused:"
                                + " java.lang.IllegalStateException: no permission")
                        .hasCause(cause);
            }
        }
    }

    @Test
    void aReceiverOutsideOfAStreamSaysSo() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        assertThat(receiver.isStopped()).isTrue();
        assertThatThrownBy(() -> receiver.store(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ScriptedReceiver is not part of a running stream");
        try (OpenSource<Integer, Block<Integer>> open = OpenSource.of(source(receiver))) {
            assertThatThrownBy(
                            () -> OpenSource.of(new ReceiverSource<>("tocks", receiver, ReceiverSettings.defaults())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one receiver for each source");
            assertThat(open.plan().ranges()).isEmpty();
        }
    }

    private static byte[] written(Codec<Integer> codec, int... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (int value : values) {
            codec.write(value, out);
        }
        return bytes.toByteArray();
    }

    /** Does nothing by itself. */
    private static class IdleReceiver<T> extends Receiver<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void onStart() {}

        @Override
        public void onStop() {}
    }
}
