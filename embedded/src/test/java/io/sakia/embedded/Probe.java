package io.sakia.embedded;

import io.sakia.function.SharedInTasks;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets a test see and steer what happens inside tasks: functions that capture it share it. */
final class Probe implements SharedInTasks {
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    /** Counts a call; gives its number, from 1. */
    int hit() {
        return count.incrementAndGet();
    }

    /** How many calls were counted. */
    int hits() {
        return count.get();
    }

    /** Counts a call, and fails it if it is one of the first {@code failures}. */
    void failFirst(int failures) {
        int call = hit();
        if (call <= failures) {
            throw new IllegalStateException("failure " + call);
        }
    }

    /** Tells the test that a task is here, and waits until the test opens the gate. */
    void stop() throws InterruptedException {
        hit();
        reached.countDown();
        gate.await();
    }

    /** Tells the test that a task is here. */
    void pass() {
        reached.countDown();
    }

    /** Waits until a task is at the gate. */
    void awaitReached() throws InterruptedException {
        reached.await();
    }

    /** Lets all tasks through. */
    void open() {
        gate.countDown();
    }
}
