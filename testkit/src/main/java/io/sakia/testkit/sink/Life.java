package io.sakia.testkit.sink;

import io.sakia.connector.Sink;
import io.sakia.testkit.disk.SimulatedCrash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One start of a program with a sink: recovers from the log, and goes on to the end, or to where something fails. */
final class Life<T, S extends Sink.Staged> {
    /** An epoch whose batch fails, once. */
    private static final int FAILING_EPOCH = 2;

    private static final int MOST_ATTEMPTS = 4;

    private final Sink<T, S> sink;
    private final EpochLog<T, S> log;
    private final boolean first;
    private final boolean forgets;
    private final List<Zombie> zombies = new ArrayList<>();

    /**
     * A start.
     *
     * @param first whether it is the first one, in which a batch fails
     * @param forgets whether it knows nothing of what was staged and not sealed
     */
    Life(Sink<T, S> sink, EpochLog<T, S> log, boolean first, boolean forgets) {
        this.sink = sink;
        this.log = log;
        this.first = first;
        this.forgets = forgets;
    }

    void run() throws Exception {
        try (Sink.Publisher<S> publisher = sink.open()) {
            for (int epoch = log.committed() + 1; epoch <= log.sealed(); epoch++) {
                publish(publisher, epoch);
            }
            if (!forgets && !log.staged().isEmpty()) {
                publisher.discard(log.staged());
            }
            log.stage(List.of());
            for (int epoch = log.sealed() + 1; epoch <= EpochLog.EPOCHS; epoch++) {
                work(epoch);
                if (first && epoch == FAILING_EPOCH) {
                    publisher.discard(log.staged());
                    log.stage(List.of());
                    return;
                }
                log.seal(sink.stagedType());
                publish(publisher, epoch);
            }
        }
    }

    private void publish(Sink.Publisher<S> publisher, int epoch) throws Exception {
        List<S> output = log.output(epoch, sink.stagedType());
        for (Zombie zombie : zombies) {
            zombie.write();
        }
        publisher.publish(epoch, output);
        if (epoch % 2 == 1) {
            publisher.publish(epoch, output);
        }
        for (Zombie zombie : zombies) {
            zombie.end();
        }
        zombies.clear();
        log.commit(epoch);
    }

    private void work(int epoch) throws Exception {
        List<S> staged = new ArrayList<>();
        for (int i = 1; i <= EpochLog.BATCHES; i++) {
            int batch = (epoch - 1) * EpochLog.BATCHES + i;
            for (int partition = 0; partition < EpochLog.PARTITIONS; partition++) {
                staged.add(partition(batch, partition));
            }
        }
        log.stage(staged);
    }

    private S partition(int batch, int partition) throws Exception {
        switch ((batch + partition) % 3) {
            case 0 -> fail(batch, partition);
            case 1 -> tryTask(batch, partition, 1);
            default -> {
                Zombie zombie =
                        new Zombie(sink.writers().open(target(batch, partition, 1)), log.records(batch, partition));
                zombies.add(zombie);
                zombie.write();
            }
        }
        return task(batch, partition, 2);
    }

    /** An attempt that fails half-way. */
    private void fail(int batch, int partition) throws Exception {
        try (Sink.Writer<T, S> writer = sink.writers().open(target(batch, partition, 1))) {
            List<T> records = log.records(batch, partition);
            for (T record : records.subList(0, records.size() / 2)) {
                writer.write(record);
            }
            writer.abort();
        }
    }

    /** An attempt that succeeds, but whose result nobody gets. */
    private void tryTask(int batch, int partition, int attempt) throws Exception {
        try {
            task(batch, partition, attempt);
        } catch (IOException e) {
            // then it was another one that failed
        }
    }

    private S task(int batch, int partition, int attempt) throws Exception {
        @Nullable Exception failure = null;
        for (int i = attempt; i < attempt + MOST_ATTEMPTS; i++) {
            try {
                return attempt(target(batch, partition, i), log.records(batch, partition));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw new IOException("the task failed too often", failure);
    }

    private S attempt(Sink.Target target, List<T> records) throws Exception {
        Sink.Writer<T, S> writer = sink.writers().open(target);
        try {
            for (T record : records) {
                writer.write(record);
            }
            S staged = writer.stage();
            writer.close();
            return staged;
        } catch (Exception e) {
            try (writer) {
                writer.abort();
            }
            throw e;
        }
    }

    private static Sink.Target target(int batch, int partition, int attempt) {
        return new Sink.Target("sink", batch, 1000L * batch, partition, attempt);
    }

    /** An attempt that goes on when another one has been taken in its place. */
    private final class Zombie {
        private final Sink.Writer<T, S> writer;
        private final List<T> records;
        private int written;

        Zombie(Sink.Writer<T, S> writer, List<T> records) {
            this.writer = writer;
            this.records = records;
        }

        /** Writes one more record; what becomes of it is nobody's business. */
        void write() {
            try {
                if (written < records.size()) {
                    writer.write(records.get(written++));
                }
            } catch (SimulatedCrash e) {
                throw e;
            } catch (Exception e) {
                written = records.size();
            }
        }

        void end() {
            try (Sink.Writer<T, S> closing = writer) {
                closing.stage();
            } catch (SimulatedCrash e) {
                throw e;
            } catch (Exception e) {
                // such as that its folder is gone
            }
        }
    }
}
