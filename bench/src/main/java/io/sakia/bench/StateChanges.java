package io.sakia.bench;

import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.time.BatchInterval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is written where one key of a hundred changes in an epoch: a million keys, 200 epochs of a batch each, on the disk with power. */
public final class StateChanges {
    private static final int KEYS = 1_000_000;
    private static final int CHANGED = KEYS / 100;
    private static final int EPOCHS = 200;

    private StateChanges() {}

    /** Prints a table; the argument is a folder to write to. */
    public static void main(String[] args) throws InterruptedException, IOException {
        Path folder = Path.of(args[0]);
        SakiaConf conf = new SakiaConf()
                .setMaster("local[2]")
                .set("sakia.checkpoint.dir", args[0])
                .set("sakia.streaming.epoch", "0ms");
        Epochs epochs = new Epochs(folder.resolve("state"));
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.addStreamingListener(epochs);
            KeyedNumbers.counted(ssc.source(new KeyedNumbers(KEYS, CHANGED, EPOCHS + 1)), KEYS)
                    .foreachRDD(counts -> epochs.ran());
            ssc.start();
            ssc.awaitTermination();
        }
        long whole = epochs.all.get(0).bytes;
        System.out.printf("%-14s %8s %14s %14s %10s %10s%n", "", "epochs", "bytes", "bytes each", "p50 ms", "max ms");
        System.out.println(epochs.line("all keys", epoch -> epoch.bytes > whole / 2));
        System.out.println(epochs.line("what changed", epoch -> epoch.bytes <= whole / 2));
        long written = epochs.all.stream().skip(1).mapToLong(Epoch::bytes).sum();
        long changed = epochs.all.stream()
                .skip(1)
                .mapToLong(Epoch::bytes)
                .filter(bytes -> bytes <= whole / 2)
                .sum();
        System.out.printf(
                Locale.ROOT,
                "after the first epoch %,d bytes of state were written, %.2f times what changed; the log has %,d bytes, the"
                        + " states %,d in %d files%n",
                written,
                (double) written / changed,
                size(folder.resolve("log"), ""),
                size(folder.resolve("state"), ""),
                files(folder.resolve("state")));
    }

    /** How many bytes the files have whose names begin so. */
    private static long size(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private record Epoch(long bytes, long time) {}

    /** Takes the bytes of each epoch, and how long its end took. */
    private static final class Epochs implements StreamingListener {
        private final Path states;
        private final List<Epoch> all = new ArrayList<>();
        private final Map<Long, Long> ran = new HashMap<>(); // batches run while an epoch ends
        private long batch;

        Epochs(Path states) {
            this.states = states;
        }

        void ran() {
            ran.put(batch, System.nanoTime());
        }

        @Override
        public void onBatchStarted(BatchInfo begun) {
            batch = begun.id();
        }

        @Override
        public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
            long time = System.nanoTime() - Objects.requireNonNull(ran.remove(lastBatch));
            all.add(new Epoch(size(states, String.format(Locale.ROOT, "%010d-", epoch)), time));
        }

        String line(String name, Predicate<Epoch> wanted) {
            List<Epoch> epochs = all.stream().filter(wanted).toList();
            long[] times = epochs.stream().mapToLong(Epoch::time).sorted().toArray();
            long bytes = epochs.stream().mapToLong(Epoch::bytes).sum();
            return String.format(
                    Locale.ROOT,
                    "%-14s %8d %,14d %,14d %10.2f %10.2f",
                    name,
                    times.length,
                    bytes,
                    bytes / times.length,
                    Latencies.quantile(times, 0.5) / 1e6,
                    times[times.length - 1] / 1e6);
        }
    }
}
