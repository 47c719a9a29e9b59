package io.sakia.streaming.receiver;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The threads of one receiver. A thread that is made without more ado joins the group of the thread that makes it, so whatever
 * threads a receiver starts can be found here, waited for and interrupted, and an exception that ends one of them is noticed.
 */
final class ReceiverThreads extends ThreadGroup {
    private final BiConsumer<Thread, Throwable> onUncaught;

    ReceiverThreads(String name, BiConsumer<Thread, Throwable> onUncaught) {
        super(name);
        this.onUncaught = onUncaught;
    }

    /** A thread of this group. */
    Thread daemon(Runnable action) {
        Thread thread = new Thread(this, action, getName());
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until the calling thread is the only one left. */
    void awaitOthers() throws InterruptedException {
        for (List<Thread> others = others(); !others.isEmpty(); others = others()) {
            for (Thread other : others) {
                other.join();
            }
        }
    }

    /** The threads that run, less the calling one. */
    List<Thread> others() {
        Thread[] found = new Thread[activeCount() + 16];
        int count = enumerate(found);
        List<Thread> others = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (found[i] != Thread.currentThread()) {
                others.add(found[i]);
            }
        }
        return others;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        onUncaught.accept(thread, thrown);
    }
}
