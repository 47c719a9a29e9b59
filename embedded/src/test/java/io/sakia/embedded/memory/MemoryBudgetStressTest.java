package io.sakia.embedded.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads that claim, settle, evict and give back at random: no byte is lost, counted twice or granted twice. */
@Timeout(120)
class MemoryBudgetStressTest {
    private static final int THREADS = 8;
    private static final int STEPS = 20_000;
    private static final long SIZE = 100_000;

    @Test
    void theBooksBalance() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            MemoryBudget budget = new MemoryBudget(SIZE, THREADS);
            AtomicLong evicted = new AtomicLong();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Callable<Long>> work = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Random random = new Random(31L * seed + thread);
                    work.add(() -> work(budget, random, evicted));
                }
                long most = 0;
                for (Future<Long> done : threads.invokeAll(work)) {
                    most = Math.max(most, done.get());
                }
                // One claim a thread at a time, each of which may have the minimum beyond what there is.
                assertThat(most).isLessThanOrEqualTo(SIZE + THREADS * budget.minimum());
                assertThat(budget.used()).as("seed %d", seed).isZero();
                assertThat(budget.evictedBytes()).isEqualTo(evicted.get()).isPositive();
                assertThat(budget.claim().grow(SIZE)).isTrue();
            } finally {
                threads.shutdown();
            }
        }
    }

    /** Gives the most that was in use at any time that this thread looked. */
    private static long work(MemoryBudget budget, Random random, AtomicLong evicted) {
        List<Kept> kept = new ArrayList<>();
        Object group = new Object();
        long most = 0;
        for (int step = 0; step < STEPS; step++) {
            Claim claim = random.nextBoolean() ? budget.claim() : budget.claim(group);
            for (int i = random.nextInt(8); i >= 0; i--) {
                claim.grow(random.nextInt(4_000));
            }
            claim.shrink(claim.bytes() / (1 + random.nextInt(4)));
            most = Math.max(most, budget.used());
            if (random.nextInt(3) == 0) {
                claim.close();
            } else {
                Kept mine = new Kept(claim.bytes(), evicted);
                mine.settled = claim.settle(mine);
                kept.add(mine);
            }
            if (kept.size() > 10) {
                Kept any = kept.remove(random.nextInt(kept.size()));
                any.settled.touch();
                any.close();
            }
        }
        kept.forEach(Kept::close);
        return most;
    }

    /** Gives its bytes back once: by eviction or by itself. */
    private static final class Kept implements Evictable {
        private final AtomicLong bytes;
        private final AtomicLong evicted;
        private volatile Settled settled;

        Kept(long bytes, AtomicLong evicted) {
            this.bytes = new AtomicLong(bytes);
            this.evicted = evicted;
        }

        @Override
        public long evict() {
            long all = bytes.getAndSet(0);
            evicted.addAndGet(all);
            return all;
        }

        void close() {
            // Who evicts has taken the bytes here and is about to take them off the books: nobody else does.
            if (bytes.getAndSet(0) > 0 || settled.bytes() == 0) {
                settled.close();
            }
        }
    }
}
