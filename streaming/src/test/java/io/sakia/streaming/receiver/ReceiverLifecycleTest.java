package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts, restarts and stops; time passes on a {@link ManualScheduler}. */
@Timeout(60)
class ReceiverLifecycleTest {
    private final ManualScheduler scheduler = new ManualScheduler();
    private final RecordedEvents events = new RecordedEvents();

    private OpenSource<Integer, Block<Integer>> open(Receiver<Integer> receiver) throws Exception {
        ReceiverSettings settings = ReceiverSettings.defaults()
                .withBackoff(new Backoff(Duration.ofMillis(100), Duration.ofMillis(400), 0, 0))
                .withSchedulers(name -> scheduler)
                .withListener(events);
        return OpenSource.of(new ReceiverSource<>("ticks", receiver, settings));
    }

    @Test
    void theFirstStartThatFailsFailsTheOpening() {
        IOException failure = new IOException("no route");
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> {
            throw failure;
        });
        assertThatThrownBy(() -> open(receiver)).isSameAs(failure);
        assertThat(receiver.isStopped()).isTrue();
        assertThat(scheduler.isClosed()).isTrue();
        assertThatThrownBy(() -> receiver.store(1)).isInstanceOf(ReceiverStoppedException.class);
    }

    @Test
    void restartStopsAndStartsAgainAfterTheBackoff() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> self.store(self.starts.get()));
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            assertThat(events.next()).isEqualTo("started ticks");
            receiver.restart("the feed broke", new IOException("reset"));
            assertThat(receiver.isStopped()).isTrue();
            receiver.restart("and again, from another thread");
            ManualScheduler.Entry again = scheduler.next();
            assertThat(again.delay()).hasMillis(100);
            assertThat(receiver.stops).hasValue(1);
            assertThat(receiver.starts).hasValue(1);
            again.action().run();
            assertThat(events.next())
                    .isEqualTo("restarting ticks in 100 ms: the feed broke: java.io.IOException: reset");
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(receiver.isStopped()).isFalse();
            assertThat(open.take(2)).containsExactly(1, 2);
        }
    }

    @Test
    void restartsThatFailWaitLongerUntilARecordComes() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> {
            if (self.starts.get() > 1 && self.starts.get() < 5) {
                throw new IOException("try " + self.starts.get());
            }
        });
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            receiver.restart("the feed broke");
            for (long delay : new long[] {100, 200, 400, 400}) {
                ManualScheduler.Entry again = scheduler.next();
                assertThat(again.delay()).hasMillis(delay);
                again.action().run();
            }
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(events.next()).contains("in 100 ms: the feed broke");
            assertThat(events.next()).contains("in 200 ms: it could not be started: java.io.IOException: try 2");
            assertThat(events.next()).contains("in 400 ms: it could not be started: java.io.IOException: try 3");
            assertThat(events.next()).contains("in 400 ms: it could not be started: java.io.IOException: try 4");
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(receiver.stops).as("a start that failed is not stopped").hasValue(1);
            receiver.restart("it broke before a record came");
            ManualScheduler.Entry again = scheduler.next();
            assertThat(again.delay()).hasMillis(400);
            again.action().run();
            assertThat(events.next()).contains("in 400 ms: it broke before");
            assertThat(events.next()).isEqualTo("started ticks");
            receiver.store(1);
            receiver.restart("it broke after a record");
            assertThat(scheduler.next().delay()).hasMillis(100);
            assertThat(open.take()).containsExactly(1);
        }
    }

    @Test
    void anExceptionThatEndsAThreadRestartsTheReceiver() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> new Thread(
                        () -> {
                            self.store(self.starts.get());
                            if (self.starts.get() == 1) {
                                throw new IllegalStateException("a bug");
                            }
                        },
                        "feed")
                .start());
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            scheduler.next().action().run();
            assertThat(open.take(2)).containsExactly(1, 2);
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(events.next())
                    .isEqualTo("restarting ticks in 100 ms: an exception ended its thread 'feed':"
                            + " java.lang.IllegalStateException: a bug");
        }
    }

    @Test
    void anErrorThatEndsAThreadFailsTheSource() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> new Thread(
                        () -> {
                            throw new NoClassDefFoundError("com/example/Feed");
                        },
                        "feed")
                .start());
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            open.awaitSignal();
            assertThatThrownBy(open::plan)
                    .hasMessageContaining("an exception ended its thread 'feed': "
                            + "java.lang.NoClassDefFoundError: com/example/Feed");
        }
    }

    @Test
    void threadsAreDaemonsEvenIfNobodySaysSo() throws Exception {
        CompletableFuture<Boolean> daemon = new CompletableFuture<>();
        ScriptedReceiver receiver = ScriptedReceiver.starting(
                self -> new Thread(() -> daemon.complete(Thread.currentThread().isDaemon())).start());
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            assertThat(daemon.get(20, TimeUnit.SECONDS)).isTrue();
            assertThat(open.plan().ranges()).isEmpty();
        }
    }

    @Test
    void aDelayOfTheReceiversOwnIsKeptUnlessTheBackoffIsLonger() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            assertThat(events.next()).isEqualTo("started ticks");
            long[][] wantedAndKept = {{2_000, 2_000}, {0, 200}, {1_000, 1_000}, {0, 400}, {0, 400}};
            for (long[] delays : wantedAndKept) {
                receiver.restart("the feed broke", new IOException("reset"), Duration.ofMillis(delays[0]));
                ManualScheduler.Entry again = scheduler.next();
                assertThat(again.delay()).as("after %s ms", delays[0]).hasMillis(delays[1]);
                again.action().run();
                assertThat(events.next()).contains("in " + delays[1] + " ms: the feed broke");
                assertThat(events.next()).isEqualTo("started ticks");
            }
            assertThatThrownBy(() -> receiver.restart("x", new IOException("reset"), Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a receiver can't be restarted before now: PT-0.001S is negative");
            assertThat(open.plan().ranges()).isEmpty();
        }
    }

    @Test
    void isStartedWhileItRuns() throws Exception {
        AtomicReference<Boolean> startedInOnStart = new AtomicReference<>();
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> startedInOnStart.set(self.isStarted()));
        assertThat(receiver.isStarted()).isFalse();
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            assertThat(startedInOnStart).hasValue(true);
            assertThat(receiver.isStarted()).isTrue();
            receiver.restart("the feed broke");
            assertThat(receiver.isStarted()).isFalse();
            scheduler.next().action().run();
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(events.next()).startsWith("restarting");
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(receiver.isStarted()).isTrue();
            assertThat(open.plan().ranges()).isEmpty();
        }
        assertThat(receiver.isStarted()).isFalse();
    }

    @Test
    void severalReceiversRestartAndStopByThemselves() throws Exception {
        ScriptedReceiver first = ScriptedReceiver.starting(self -> self.store(10 + self.starts.get()));
        ScriptedReceiver second = ScriptedReceiver.starting(self -> self.store(20 + self.starts.get()));
        try (OpenSource<Integer, Block<Integer>> one = open(first);
                OpenSource<Integer, Block<Integer>> two = open(second)) {
            first.restart("the feed broke");
            scheduler.next().action().run();
            assertThat(one.take(2)).containsExactly(11, 12);
            second.stop("that was all");
            two.awaitSignal();
            assertThat(two.take()).containsExactly(21);
            first.store(13);
            assertThat(one.take()).containsExactly(13);
            assertThat(second.starts).hasValue(1);
            assertThat(first.stops).hasValue(1);
        }
    }

    @Test
    void reportedErrorsReachTheListenerAndTheReceiverGoesOn() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            receiver.reportError("a bad message", new IOException("checksum"));
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(events.next()).isEqualTo("error ticks: a bad message: java.io.IOException: checksum");
            receiver.store(1);
            assertThat(open.take()).containsExactly(1);
        }
    }

    @Test
    void drainWaitsForTheThreadsAndKeepsWhatTheyStoredLast() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        ScriptedReceiver receiver = new ScriptedReceiver(
                self -> new Thread(() -> {
                            self.store(1);
                            awaitQuietly(stopping);
                            self.store(2);
                        })
                        .start(),
                self -> stopping.countDown());
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            open.planner().drain();
            assertThatThrownBy(() -> receiver.store(3)).isInstanceOf(ReceiverStoppedException.class);
            Source.Plan<Block<Integer>> plan = open.plan();
            assertThat(open.read(plan)).containsExactly(List.of(1, 2));
            assertThat(plan.ended()).as("the next run goes on").isFalse();
            assertThat(open.plan().ranges()).isEmpty();
            assertThat(receiver.stops).hasValue(1);
        }
        assertThat(receiver.stops).hasValue(1);
        assertThat(events.next()).isEqualTo("started ticks");
        assertThat(events.next()).isEqualTo("stopped ticks: it was drained");
    }

    @Test
    void aDrainedReceiverIsNotStartedAgain() throws Exception {
        ScriptedReceiver receiver = ScriptedReceiver.idle();
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            receiver.restart("the feed broke");
            ManualScheduler.Entry again = scheduler.next();
            open.planner().drain();
            again.action().run();
            receiver.restart("too late");
            assertThat(open.plan().ranges()).isEmpty();
        }
        assertThat(receiver.starts).hasValue(1);
        assertThat(receiver.stops).as("it was stopped for the restart").hasValue(1);
        assertThat(scheduler.isClosed()).isTrue();
    }

    @Test
    void threadsThatDoNotEndAreLeftAfterTheGrace() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> new Thread(
                        () -> {
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                        },
                        "stubborn")
                .start());
        OpenSource<Integer, Block<Integer>> open = open(receiver);
        ExecutorService driver = Executors.newSingleThreadExecutor();
        try {
            var draining = driver.submit(() -> {
                open.planner().drain();
                return null;
            });
            ManualScheduler.Entry grace = scheduler.next();
            assertThat(grace.delay()).hasSeconds(5);
            assertThat(draining.isDone()).isFalse();
            grace.action().run();
            draining.get(20, TimeUnit.SECONDS);
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(events.next()).isEqualTo("started ticks");
            assertThat(List.of(
                            events.next(),
                            events.next())) // the test's grace is over before a thread could say anything
                    .containsExactlyInAnyOrder(
                            "stopped ticks: it was drained",
                            "error ticks: it was stopped, but its threads did not end and are left: [stubborn]; let onStop"
                                    + " wake them up: null");
        } finally {
            driver.shutdownNow();
            open.close();
        }
    }

    @Test
    void closingCutsADrainShort() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> new Thread(() -> awaitQuietly(never)).start());
        OpenSource<Integer, Block<Integer>> open = open(receiver);
        ExecutorService driver = Executors.newSingleThreadExecutor();
        try {
            var draining = driver.submit(() -> {
                open.planner().drain();
                return null;
            });
            scheduler.next();
            open.close();
            draining.get(20, TimeUnit.SECONDS);
        } finally {
            driver.shutdownNow();
        }
    }

    @Test
    void onStopMayFinishOnAThreadThatIsInterrupted() throws Exception {
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        ScriptedReceiver receiver = new ScriptedReceiver(self -> {}, self -> {
            stopping.countDown();
            mayEnd.await();
            finished.complete(true);
        });
        OpenSource<Integer, Block<Integer>> open = open(receiver);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                open.close();
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                interrupted.completeExceptionally(e);
            }
        });
        closing.start();
        stopping.await();
        assertThat(interrupted).as("it waits for onStop").isNotDone();
        mayEnd.countDown();
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(finished).isCompletedWithValue(true);
    }

    @Test
    void onStopThatFailsIsNoHindrance() throws Exception {
        ScriptedReceiver receiver = new ScriptedReceiver(self -> {}, self -> {
            throw new IOException("already closed");
        });
        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
            receiver.store(1);
            open.planner().drain();
            assertThat(open.take()).containsExactly(1);
        }
        assertThat(events.next()).isEqualTo("started ticks");
        assertThat(events.next()).isEqualTo("stopped ticks: it was drained");
        assertThat(events.next())
                .isEqualTo("error ticks: it could not be stopped as it should be: java.io.IOException: already closed");
    }

    @Test
    void oneThreadIsEnoughForAllProcessing() throws Exception {
        int count = 5_000;
        AtomicReference<Thread> receiving = new AtomicReference<>();
        ScriptedReceiver receiver = ScriptedReceiver.starting(self -> {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    self.store(i);
                }
                self.stop("done");
            });
            receiving.set(thread);
            thread.start();
        });
        ExecutorService onlyThread = Executors.newSingleThreadExecutor();
        try {
            int sum = onlyThread
                    .submit(() -> {
                        try (OpenSource<Integer, Block<Integer>> open = open(receiver)) {
                            int total = 0;
                            for (Source.Plan<Block<Integer>> plan = open.plan(100, 4); ; plan = open.plan(100, 4)) {
                                total += open.read(plan).stream()
                                        .mapToInt(List::size)
                                        .sum();
                                if (plan.ended()) {
                                    return total;
                                }
                                open.awaitSignal();
                            }
                        }
                    })
                    .get(20, TimeUnit.SECONDS);
            assertThat(sum).isEqualTo(count);
            assertThat(receiving.get().isDaemon()).isTrue();
        } finally {
            onlyThread.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
