package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StateExclusionTest {
    private static final StateTarget FIRST = new StateTarget("op", 0, 1, 1);
    private static final StateTarget SECOND = new StateTarget("op", 0, 1, 2);

    private final StateStores stores = new StateStores("x");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() throws Exception {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSecondSessionWaitsForTheFirstAndSeesItWholly() throws Exception {
        CountDownLatch atTheDoor = new CountDownLatch(1);
        AtomicInteger closed = new AtomicInteger();
        Future<Integer> zombie;
        StateSession<Integer, Integer> session = open(FIRST, null);
        zombie = threads.submit(() -> {
            atTheDoor.countDown();
            try (StateSession<Integer, Integer> late = open(FIRST, null)) {
                assertThat(late.size()).isZero();
                late.put(1, 666);
                late.commit();
                return closed.get();
            }
        });
        atTheDoor.await();
        for (int i = 0; i < 10_000; i++) {
            session.put(i, i);
        }
        Increment accepted = session.commit();
        closed.set(1);
        session.close();

        assertThat(zombie.get()).isEqualTo(1);
        try (StateSession<Integer, Integer> next = open(SECOND, accepted)) {
            assertThat(next.size()).isEqualTo(10_000);
            assertThat(next.get(1)).isEqualTo(1);
        }
    }

    @Test
    void waitingEndsWithAnInterrupt() throws Exception {
        CountDownLatch atTheDoor = new CountDownLatch(1);
        try (StateSession<Integer, Integer> session = open(FIRST, null)) {
            Future<?> waiting = threads.submit(() -> {
                atTheDoor.countDown();
                assertThatThrownBy(() -> open(FIRST, null)).isInstanceOf(InterruptedException.class);
                return null;
            });
            atTheDoor.await();
            threads.shutdownNow(); // interrupts
            waiting.get();
            session.put(1, 1);
            assertThat(session.commit().keys()).isEqualTo(1);
        }
    }

    @Test
    void aThreadCannotWaitForItself() throws Exception {
        try (StateSession<Integer, Integer> session = open(FIRST, null)) {
            assertThatThrownBy(() -> open(FIRST, null))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is open already on this thread");
            StateTarget elsewhere = new StateTarget("other", 0, 1, 1);
            try (StateSession<Integer, Integer> other = open(elsewhere, null)) {
                other.put(1, 1);
            }
            session.put(1, 1);
            session.commit();
        }
    }

    @Test
    void anotherThreadCannotEndASession() throws Exception {
        StateSession<Integer, Integer> session = open(FIRST, null);
        session.put(1, 1);
        Callable<Void> other = () -> {
            assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(session::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was opened on another thread");
            return null;
        };
        threads.submit(other).get();
        assertThat(session.commit().keys()).isEqualTo(1);
        session.close();
    }

    @Test
    void aFailedOpenLetsOthersIn() throws Exception {
        Increment unknown = new Increment("op", 0, 1, 1, "1-0-y-1", Increment.EMPTY, 1, 1, 0);
        assertThatThrownBy(() -> open(SECOND, unknown)).isInstanceOf(StateLostException.class);
        Future<Integer> other = threads.submit(() -> {
            try (StateSession<Integer, Integer> session = open(FIRST, null)) {
                return session.size();
            }
        });
        assertThat(other.get()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void attemptsOfManyThreadsNeverMix(int accepted) throws Exception {
        Increment base;
        try (StateSession<Integer, Integer> session = open(FIRST, null)) {
            for (int i = 0; i < 100; i++) {
                session.put(i, 0);
            }
            base = session.commit();
        }
        AtomicInteger inside = new AtomicInteger();
        List<Future<List<Increment>>> results = new ArrayList<>();
        for (int thread = 1; thread <= 4; thread++) {
            int mark = thread;
            results.add(threads.submit(() -> attempts(base, mark, inside)));
        }
        for (Future<List<Increment>> result : results) {
            result.get();
        }
        List<Increment> committed = results.get(accepted - 1).get();
        Increment increment = committed.get(new Random(accepted).nextInt(committed.size()));
        try (StateSession<Integer, Integer> session = open(new StateTarget("op", 0, 1, 3), increment)) {
            session.forEach((key, state) -> assertThat(state).isEqualTo(key < 50 ? accepted : 0));
            assertThat(session.size()).isEqualTo(100);
        }
    }

    /** Each attempt marks the first half of the keys. Some commit. */
    private List<Increment> attempts(Increment base, int mark, AtomicInteger inside) throws Exception {
        Random random = new Random(mark);
        List<Increment> committed = new ArrayList<>();
        for (int attempt = 0; attempt < 50; attempt++) {
            try (StateSession<Integer, Integer> session = open(SECOND, base)) {
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                for (int key = 0; key < 50; key++) {
                    assertThat(session.get(key)).isZero();
                    session.put(key, mark);
                }
                if (random.nextBoolean()) {
                    committed.add(session.commit());
                }
                inside.decrementAndGet();
            }
        }
        return committed;
    }

    private StateSession<Integer, Integer> open(StateTarget target, Increment accepted) throws InterruptedException {
        return stores.open(target, accepted, StateCopier.immutable());
    }
}
