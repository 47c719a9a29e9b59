package io.sakia.kafka;

import io.sakia.connector.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what tasks have staged, in one transaction for each epoch, which commits the epoch's number as a mark. What has a mark is left out, so publishing may be
 * repeated, by this run or the next.
 *
 * <pre>
 *   sealed 7 ──► mark ≥ 7? ── no ──► begin, send …, commit with mark 7 ──► staged files deleted ──► committed 7
 *                   │ yes                   └ fails, or its outcome is unknown: recover, and ask for the mark again
 *                   └──────────────────────────────────────────────────►
 * </pre>
 *
 * A broker that is away is waited for, as long as it takes.
 */
final class EpochPublisher implements Sink.Publisher<StagedRecords> {
    private static final Logger LOG = LoggerFactory.getLogger(EpochPublisher.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final long BETWEEN_WARNINGS = Duration.ofSeconds(30).toNanos();

    private final KafkaClient client;
    private final String topic;
    private final SinkFolder folder;
    private final Transactions transactions;
    private final Duration firstPause;
    private final LongSupplier nanos;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long mark;
    private boolean inDoubt;

    private EpochPublisher(
            KafkaClient client,
            String topic,
            SinkFolder folder,
            Transactions transactions,
            Duration firstPause,
            LongSupplier nanos) {
        this.client = client;
        this.topic = topic;
        this.folder = folder;
        this.transactions = transactions;
        this.firstPause = firstPause;
        this.nanos = nanos;
    }

    /**
     * A publisher that has shut out those of earlier runs.
     *
     * @param firstPause how long to wait after the first failure; twice as long after each other one, up to 5 s
     * @param nanos a clock that never goes back
     */
    static EpochPublisher open(
            KafkaClient client,
            String topic,
            SinkFolder folder,
            Transactions transactions,
            Duration firstPause,
            LongSupplier nanos)
            throws IOException {
        EpochPublisher publisher = new EpochPublisher(client, topic, folder, transactions, firstPause, nanos);
        try {
            publisher.recover();
            return publisher;
        } catch (KafkaException e) {
            transactions.close();
            throw KafkaTrouble.of(client, topic, e);
        } catch (IOException | RuntimeException e) {
            transactions.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        mark = transactions.recover();
        inDoubt = false;
        if (mark == Transactions.NO_MARK && folder.isMarked()) {
            throw new IOException("what the stream has written to " + topic + " at " + client.servers()
                    + " is not known any more: the mark that its last transaction left is gone. The broker lets go of it when nothing is"
                    + " written for offsets.retention.minutes (7 days by default), or with the topic. See how far the topic"
                    + " has come; then begin with another checkpoint, or, if nothing of the last epoch is missing or may be"
                    + " double, delete the file 'marked' in the sink's folder of this one");
        }
    }

    @Override
    public void publish(long epoch, List<StagedRecords> staged) throws Exception {
        List<StagedRecords> written =
                staged.stream().filter(each -> !each.file().isEmpty()).toList();
        if (!written.isEmpty()) {
            if (inDoubt || mark < epoch) {
                commit(epoch, written);
            }
            if (mark > epoch) {
                throw new IOException(
                        "the checkpoint wants to write epoch " + epoch + " to " + topic + " at "
                                + client.servers() + ", which has its epoch " + mark
                                + " already: the checkpoint is an old copy. Go on from the newest one, or begin with an empty folder");
            }
            folder.mark();
        }
        folder.published(written);
    }

    private void commit(long epoch, List<StagedRecords> staged) throws Exception {
        Trouble trouble = new Trouble();
        while (true) {
            try {
                if (inDoubt) {
                    recover();
                }
                if (mark < epoch) {
                    inDoubt = true;
                    transactions.begin();
                    for (StagedRecords each : staged) {
                        send(each);
                    }
                    transactions.commit(epoch);
                    inDoubt = false;
                    mark = epoch;
                }
                return;
            } catch (InterruptException e) {
                InterruptedException interrupted = new InterruptedException("interrupted while it wrote to " + topic);
                interrupted.initCause(e);
                throw interrupted;
            } catch (KafkaException e) {
                if (Finality.isFinal(e)) {
                    throw KafkaTrouble.of(client, topic, e);
                }
                trouble.pause(e);
            }
        }
    }

    private void send(StagedRecords staged) throws IOException {
        try (StagedInput input = folder.read(staged)) {
            for (ProducerRecord<byte[], byte[]> record; (record = input.next()) != null; ) {
                transactions.send(record);
            }
        }
    }

    @Override
    public void discard(List<StagedRecords> staged) throws IOException {
        folder.delete(staged);
    }

    @Override
    public void close() {
        closed.countDown();
        transactions.close();
    }

    /** What goes wrong again and again, told once in a while. */
    private final class Trouble {
        private Duration pause = firstPause;
        private boolean told;
        private long lastTold;

        void pause(KafkaException failure) throws InterruptedException {
            long now = nanos.getAsLong();
            if (!told || now - lastTold > BETWEEN_WARNINGS) {
                LOG.warn(
                        "{} could not be written to at {}; it is tried until it can: {}",
                        topic,
                        client.servers(),
                        failure.toString());
                told = true;
                lastTold = now;
            }
            if (closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedException("the sink was closed while it waited for " + client.servers());
            }
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
    }
}
