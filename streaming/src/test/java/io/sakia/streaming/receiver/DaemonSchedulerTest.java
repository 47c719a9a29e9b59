package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaemonSchedulerTest {
    /** Otherwise a receiver that has restarted once waits for the scheduler's thread when it is stopped. */
    @Test
    void itsThreadStaysOutOfTheGroupOfAReceiverThatSchedulesFirst() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        DaemonScheduler scheduler = new DaemonScheduler("timer");
        try {
            ReceiverThreads receiver =
                    new ReceiverThreads("receiver", (thread, problem) -> ran.completeExceptionally(problem));
            Thread first = receiver.daemon(
                    () -> scheduler.schedule(Duration.ofMillis(1), () -> ran.complete(Thread.currentThread())));
            first.start();
            first.join();

            assertThat(ran.get().getThreadGroup())
                    .isSameAs(Thread.currentThread().getThreadGroup());
            assertThat(receiver.others()).isEmpty();
        } finally {
            scheduler.close();
        }
    }
}
