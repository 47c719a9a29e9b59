package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.local.SizeEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReceiverBufferTest {
    private final Semaphore signals = new Semaphore(0);

    private ReceiverBuffer<Integer> buffer(int most) {
        return new ReceiverBuffer<>("ticks", ReceiverSettings.defaults().withMostWaiting(most), signals::release);
    }

    private static List<List<Integer>> blocks(ReceiverBuffer<Integer> buffer, long limit, int parallelism) {
        return BlockCutter.cut(buffer.take(limit), parallelism, 0).stream()
                .map(Block::values)
                .toList();
    }

    @Test
    void givesRecordsInOrderWithinTheLimit() {
        ReceiverBuffer<Integer> buffer = buffer(100);
        IntStream.rangeClosed(1, 4).forEach(buffer::add);
        buffer.addEach(List.of(5, 6, 7));
        assertThat(blocks(buffer, 0, 2)).isEmpty();
        assertThat(blocks(buffer, 5, 2)).containsExactly(List.of(1, 2, 3), List.of(4, 5));
        assertThat(buffer.isEmpty()).isFalse();
        assertThat(blocks(buffer, Long.MAX_VALUE, 4)).containsExactly(List.of(6), List.of(7));
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void keepsRecordsTogether() {
        ReceiverBuffer<Integer> buffer = buffer(100);
        buffer.add(1);
        buffer.addTogether(List.of(2, 3, 4, 5), null);
        buffer.add(6);
        assertThat(blocks(buffer, 3, 2)).as("four do not fit behind one").containsExactly(List.of(1));
        assertThat(blocks(buffer, 3, 2)).as("but they go first, or never would").containsExactly(List.of(2, 3, 4, 5));
        buffer.addTogether(List.of(7, 8), null);
        buffer.addTogether(List.of(), null);
        assertThat(blocks(buffer, 10, 2)).containsExactly(List.of(6, 7, 8));
    }

    @Test
    void signalsWhenTheFirstRecordComes() {
        ReceiverBuffer<Integer> buffer = buffer(100);
        buffer.add(1);
        buffer.add(2);
        buffer.addEach(List.of(3, 4));
        buffer.addTogether(List.of(5), null);
        assertThat(signals.availablePermits()).isEqualTo(1);
        buffer.take(2);
        buffer.add(6);
        assertThat(signals.availablePermits()).isEqualTo(1);
        buffer.take(100);
        buffer.addEach(List.of(7));
        assertThat(signals.availablePermits()).isEqualTo(2);
    }

    @Test
    void anAddThatIsLargerThanTheBoundIsSignalledBeforeItWaits() throws Exception {
        ReceiverBuffer<Integer> buffer = buffer(3);
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> buffer.addEach(List.of(1, 2, 3, 4, 5, 6, 7)));
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < 7) {
            signals.acquire();
            List<Integer> part =
                    blocks(buffer, 100, 1).stream().flatMap(List::stream).toList();
            assertThat(part).hasSizeLessThanOrEqualTo(3);
            taken.addAll(part);
        }
        adding.get(20, TimeUnit.SECONDS);
        assertThat(taken).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void blocksBeyondItsBoundAndResumes() throws Exception {
        int count = 20_000;
        ReceiverBuffer<Integer> buffer = buffer(100);
        CompletableFuture<Void> adding =
                CompletableFuture.runAsync(() -> IntStream.range(0, count).forEach(buffer::add));
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < count) {
            signals.acquire();
            List<List<Integer>> blocks = blocks(buffer, Long.MAX_VALUE, 1);
            blocks.forEach(block -> assertThat(block).hasSizeLessThanOrEqualTo(100));
            blocks.forEach(taken::addAll);
        }
        adding.get(20, TimeUnit.SECONDS);
        assertThat(taken).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void aBlockLargerThanTheBoundGoesInAlone() {
        ReceiverBuffer<Integer> buffer = buffer(2);
        buffer.addTogether(List.of(1, 2, 3), null);
        assertThat(blocks(buffer, 1, 1)).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void waitsForRoomInBytes() throws Exception {
        ReceiverBuffer<Object> buffer = new ReceiverBuffer<>("ticks", settings(120), signals::release);
        buffer.add(new byte[4]);
        buffer.add("four");
        buffer.add(7L);
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> buffer.add(Pair.of("a", new byte[2])));
        buffer.add("2b");
        signals.acquire();
        List<Object> taken = new ArrayList<>();
        while (taken.size() < 5) {
            List<Object> part = BlockCutter.cut(buffer.take(2), 1, 0).stream()
                    .flatMap(block -> block.values().stream())
                    .toList();
            if (part.isEmpty()) {
                signals.acquire();
            }
            taken.addAll(part);
        }
        adding.get(20, TimeUnit.SECONDS);
        assertThat(taken).hasSize(5).contains("four", 7L, "2b");
    }

    @Test
    void sealingEndsAWaitForRoomInBytesToo() {
        ReceiverBuffer<String> buffer = new ReceiverBuffer<>("ticks", settings(120), signals::release);
        buffer.add("this is more than ten, and goes in alone");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> buffer.add("x"));
        buffer.seal();
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ReceiverStoppedException.class);
        assertThat(buffer.take(10)).hasSize(1);
    }

    @Test
    void cutsWhatIsStoredAtOnceAtTheBoundInBytes() throws Exception {
        ReceiverBuffer<String> buffer = new ReceiverBuffer<>("ticks", settings(120), signals::release);
        List<String> sent = IntStream.range(0, 1000).mapToObj(i -> "line " + i).toList();
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> buffer.addEach(sent));
        List<String> taken = new ArrayList<>();
        while (taken.size() < sent.size()) {
            signals.acquire();
            List<Block<String>> blocks = BlockCutter.cut(buffer.take(100), 1, 0);
            blocks.forEach(block -> {
                assertThat(block.values().stream().mapToLong(SizeEstimator::of).sum())
                        .isLessThanOrEqualTo(120);
                taken.addAll(block.values());
            });
        }
        adding.get(20, TimeUnit.SECONDS);
        assertThat(taken).isEqualTo(sent);
    }

    @Test
    void recordsOfTheProgramsOwnAreMeasured() throws Exception {
        ReceiverBuffer<Visit> buffer = new ReceiverBuffer<>("ticks", settings(50_000), signals::release);
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 1000; i++) {
                buffer.add(new Visit("/page/" + i, new long[100]));
            }
        });
        int taken = 0;
        while (taken < 1000) {
            int waiting = BlockCutter.cut(buffer.take(Long.MAX_VALUE), 1, 0).stream()
                    .mapToInt(block -> block.values().size())
                    .sum();
            assertThat(waiting).isLessThanOrEqualTo(60); // of some 900 bytes each
            taken += waiting;
            if (waiting == 0) {
                signals.acquire();
            }
        }
        adding.get(20, TimeUnit.SECONDS);
    }

    private record Visit(String page, long[] times) {}

    @Test
    void receiversShareTheirMemoryAndNobodyTakesItAll() throws Exception {
        WaitingMemory memory = new WaitingMemory(100_000);
        ReceiverSettings settings = ReceiverSettings.defaults().withWaitingMemory(memory);
        ReceiverBuffer<byte[]> much = new ReceiverBuffer<>("much", settings, signals::release);
        ReceiverBuffer<byte[]> little = new ReceiverBuffer<>("little", settings, signals::release);
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 100; i++) {
                much.add(new byte[9984]);
            }
        });
        little.add(new byte[9984]);
        little.add(new byte[9984]);
        assertThat(little.take(10)).isNotEmpty();
        int taken = 0;
        while (taken < 100) {
            int waiting = much.take(100).stream()
                    .mapToInt(piece -> piece.records().size())
                    .sum();
            assertThat(waiting).isLessThanOrEqualTo(7); // 25,000 bytes of its own, and 50,000 that are for both
            taken += waiting;
            if (waiting == 0) {
                signals.acquire();
            }
        }
        flood.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoWaitsForMemoryGoesOnWhenAnotherGivesItBack() throws Exception {
        WaitingMemory memory = new WaitingMemory(100_000);
        ReceiverSettings settings = ReceiverSettings.defaults().withWaitingMemory(memory);
        ReceiverBuffer<byte[]> one = new ReceiverBuffer<>("one", settings, signals::release);
        ReceiverBuffer<byte[]> other = new ReceiverBuffer<>("other", settings, signals::release);
        one.add(new byte[74_984]);
        other.add(new byte[20_000]);
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> other.add(new byte[20_000]));
        one.take(1);
        adding.get(20, TimeUnit.SECONDS);
        assertThat(other.take(2)).isNotEmpty();
    }

    private static ReceiverSettings settings(long bytes) {
        return ReceiverSettings.defaults().withWaitingMemory(new WaitingMemory(bytes));
    }

    @Test
    void refusesNull() {
        ReceiverBuffer<Integer> buffer = buffer(10);
        for (Runnable adding : List.<Runnable>of(
                () -> buffer.add(null),
                () -> buffer.addEach(Arrays.asList(1, null)),
                () -> buffer.addTogether(Arrays.asList(1, null), null))) {
            assertThatThrownBy(adding::run)
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("null is no record");
        }
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void sealingEndsWhoWaitsAndWhoComesLater() {
        ReceiverBuffer<Integer> buffer = buffer(1);
        buffer.add(1);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> buffer.add(2));
        buffer.seal();
        assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ReceiverStoppedException.class)
                .hasMessageContaining("a record came too late to be stored: the receiver of ticks was stopped");
        assertThatThrownBy(() -> buffer.addTogether(List.of(3, 4), null))
                .isInstanceOf(ReceiverStoppedException.class)
                .hasMessageStartingWith("2 records came too late");
        assertThat(blocks(buffer, 10, 1)).as("what was stored stays").containsExactly(List.of(1));
    }

    @Test
    void drainingLetsInWhoWaitsButNotMuchMore() throws Exception {
        ReceiverBuffer<Integer> buffer = buffer(2);
        buffer.addEach(List.of(1, 2));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> buffer.add(3));
        buffer.drain();
        waiting.get(20, TimeUnit.SECONDS);
        buffer.add(4);
        assertThatThrownBy(() -> buffer.add(5))
                .isInstanceOf(ReceiverStoppedException.class)
                .hasMessageContaining("is being stopped, and 4 records wait already");
        assertThat(blocks(buffer, 10, 1)).containsExactly(List.of(1, 2, 3, 4));
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        ReceiverBuffer<Integer> buffer = buffer(1);
        buffer.add(1);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                buffer.add(2);
                interrupted.complete(false);
            } catch (ReceiverStoppedException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        thread.interrupt();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesAndReordersNothingHoweverItIsCut(long seed) {
        Random random = new Random(seed);
        ReceiverBuffer<Integer> buffer = buffer(1_000_000);
        List<Integer> taken = new ArrayList<>();
        int next = 0;
        for (int step = 0; step < 300; step++) {
            List<Integer> run = IntStream.range(next, next + random.nextInt(9000) * random.nextInt(2) + 1)
                    .boxed()
                    .toList();
            next += run.size();
            switch (random.nextInt(3)) {
                case 0 -> run.forEach(buffer::add);
                case 1 -> buffer.addEach(run);
                default -> buffer.addTogether(run, null);
            }
            if (random.nextInt(3) == 0) {
                int parallelism = 1 + random.nextInt(7);
                List<List<Integer>> blocks = blocks(buffer, random.nextInt(20_000), parallelism);
                assertThat(blocks.size()).isLessThanOrEqualTo(parallelism);
                assertThat(blocks).allSatisfy(block -> assertThat(block).isNotEmpty());
                blocks.forEach(taken::addAll);
            }
        }
        blocks(buffer, Long.MAX_VALUE, 3).forEach(taken::addAll);
        assertThat(taken).isEqualTo(IntStream.range(0, next).boxed().toList());
    }

    @Test
    void loneRecordsAreSpreadEvenlyAroundThoseThatStayTogether() {
        ReceiverBuffer<Integer> buffer = buffer(100);
        buffer.addEach(List.of(1, 2, 3, 4, 5, 6, 7));
        buffer.addTogether(List.of(8, 9, 10, 11, 12), null);
        buffer.addEach(List.of(13, 14));
        assertThat(blocks(buffer, 100, 3))
                .containsExactly(List.of(1, 2, 3, 4, 5), List.of(6, 7, 8, 9, 10, 11, 12), List.of(13, 14));
    }
}
