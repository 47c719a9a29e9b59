package io.sakia.conformance.life;

import io.sakia.Pair;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.Results;
import io.sakia.testkit.StreamTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Keeps states of a kilobyte for more keys than the heap has room for, visits some of them in each batch, and checks each state that comes back. Run by
 * {@link StateBeyondTheHeapTest} in a JVM of its own; by hand with {@code -Xmx512m} and {@code 2000000 FOLDER}.
 */
final class StateBeyondTheHeap {
    private static final int NEW_KEYS = 20_000;
    private static final int VISITS = 5_000;
    private static final String FILLING = "0123456789".repeat(100);

    private StateBeyondTheHeap() {}

    /** The number of keys; then the folder to write to. */
    public static void main(String[] args) throws Exception {
        int keys = Integer.parseInt(args[0]);
        long wrong = 0;
        long seen = 0;
        long visits = 0;
        long began = System.nanoTime();
        try (StreamTester tester = StreamTester.builder()
                .master("local[2]")
                .conf("sakia.local.dir", args[1])
                .build()) {
            MemorySource<Pair<Long, Integer>> input = tester.input("visits");
            Results<Pair<Boolean, Long>> results = tester.output("results");
            tester.start(ssc -> {
                DStream<Pair<Long, Integer>> records = ssc.source(new MemorySource<Pair<Long, Integer>>("visits"))
                        .named("visits");
                PairDStream.from(records)
                        .mapWithState(String.class, (key, visit, state) -> {
                            boolean right = visit == 1
                                    ? !state.exists()
                                    : state.exists() && state.get().equals(text(key, visit - 1));
                            state.update(text(key, visit));
                            return right;
                        })
                        .countByValue()
                        .named("results");
            });
            Random random = new Random(1);
            byte[] visited = new byte[keys];
            for (int known = 0; known < keys; known += NEW_KEYS) {
                List<Pair<Long, Integer>> batch = new ArrayList<>();
                for (int i = 0; i < NEW_KEYS; i++) {
                    batch.add(Pair.of((long) known + i, (int) ++visited[known + i]));
                }
                for (int i = 0; i < VISITS; i++) {
                    int key = random.nextInt(known + NEW_KEYS);
                    batch.add(Pair.of((long) key, (int) ++visited[key]));
                }
                input.addAll(batch);
                visits += batch.size();
                tester.tick();
            }
            for (Pair<Boolean, Long> count : results.all()) {
                seen += count.value();
                wrong += count.key() ? 0 : count.value();
            }
        }
        System.out.printf(
                "%,d keys, %,d MB of states, a heap of %,d MB: %,d visits in %.1f s, %,d of them wrong, %,d missing%n",
                keys,
                keys * 1_050L >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                visits,
                (System.nanoTime() - began) / 1e9,
                wrong,
                visits - seen);
        System.exit(wrong == 0 && visits == seen ? 0 : 1);
    }

    private static String text(long key, int visit) {
        return key + ":" + visit + FILLING;
    }
}
