package io.sakia.kafka;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks where topics end, on a thread of its own, and tells a {@link KafkaPlanner}.
 *
 * <p>While records come, it looks every few milliseconds. When a while has brought none, it asks the broker for the next one and waits until that is there: an
 * idle stream costs nothing, and its first record is planned at once.
 */
final class ClusterWatch implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(30);
    private static final int QUIET_LOOKS = 10;

    private final Cluster cluster;
    private final KafkaClient client;
    private final Topics topics;
    private final KafkaReading reading;
    private final KafkaPlanner planner;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private @Nullable Thread thread;
    private boolean closed;
    private boolean wakened;
    private @Nullable NavigableMap<Place, Long> told;
    private int quiet;
    private long lastDiscovery;
    private boolean troubled;
    private long lastWarning;

    ClusterWatch(
            Cluster cluster,
            KafkaClient client,
            Topics topics,
            KafkaReading reading,
            KafkaPlanner planner,
            LongSupplier nanos) {
        this.cluster = cluster;
        this.client = client;
        this.topics = topics;
        this.reading = reading;
        this.planner = planner;
        this.nanos = nanos;
        this.lastDiscovery = nanos.getAsLong();
    }

    /** Begins. */
    void start(String source) {
        Thread newThread = new Thread(this, "sakia-kafka-watch " + source);
        newThread.setDaemon(true);
        thread = newThread;
        newThread.start();
    }

    @Override
    public void run() {
        try (cluster) {
            while (!isClosed()) {
                try {
                    look();
                } catch (RetriableException e) {
                    warn(e);
                    pause();
                }
            }
            tellGroupAtEnd();
        } catch (InterruptException e) {
            LOG.debug("{} is not watched any more", topics); // on its way out
        } catch (RuntimeException e) {
            planner.fail(KafkaTrouble.of(client, topics.toString(), e));
        }
    }

    /** Looks once, and waits for something to look at. */
    void look() {
        discover();
        NavigableSet<Place> places = planner.places();
        NavigableMap<Place, Long> ends = places.isEmpty() ? new TreeMap<>() : cluster.ends(places);
        troubled = false;
        quiet = planner.ends(ends) ? 0 : quiet + 1;
        NavigableMap<Place, Long> group = planner.takeGroup();
        if (group != null) {
            cluster.commit(group);
            told = group;
        }
        if (quiet < QUIET_LOOKS || ends.isEmpty()) {
            pause();
        } else {
            cluster.await(ends, untilDiscovery());
        }
    }

    private void discover() {
        if (untilDiscovery().isZero()) {
            lastDiscovery = nanos.getAsLong();
            NavigableSet<Place> there = cluster.partitions(topics);
            NavigableSet<Place> known = planner.places();
            if (there.containsAll(known)) {
                NavigableSet<Place> fresh = new TreeSet<>(there);
                fresh.removeAll(known);
                if (!fresh.isEmpty()) {
                    LOG.info("{} has new partitions, which are read from their beginning: {}", client.servers(), fresh);
                    planner.places(there, cluster.begins(fresh));
                    quiet = 0;
                }
            } else {
                known.removeAll(there);
                if (reading.onExpired() == Expired.FAIL) {
                    throw new KafkaTrouble(client.servers() + " has no partitions " + known
                            + " any more, which the stream reads: create them anew and begin with an empty checkpoint, or let go"
                            + " of them with onExpired(Expired.EARLIEST)");
                }
                LOG.warn(
                        "{} has no partitions {} any more; what was not read of them is lost", client.servers(), known);
                planner.places(there, cluster.begins(there));
            }
        }
    }

    private Duration untilDiscovery() {
        long left = lastDiscovery + reading.discovery().toNanos() - nanos.getAsLong();
        return Duration.ofNanos(Math.max(0, left));
    }

    /** What the stream commits when it stops is told too. */
    private void tellGroupAtEnd() {
        NavigableMap<Place, Long> untold = planner.takeGroup();
        NavigableMap<Place, Long> group = untold == null ? told : untold; // what was told last may still be under way
        if (group != null) {
            try {
                cluster.commitNow(group, LAST_COMMIT);
            } catch (RuntimeException e) {
                LOG.warn(
                        "the consumer group {} was not told how far the stream came; its checkpoint knows: {}",
                        reading.group(),
                        e.toString());
            }
        }
    }

    private void warn(RuntimeException trouble) {
        long now = nanos.getAsLong();
        if (!troubled || now - lastWarning > BETWEEN_WARNINGS.toNanos()) {
            LOG.warn(
                    "{} can't be asked for the ends of {}, and is asked again: {}",
                    client.servers(),
                    topics,
                    trouble.toString());
            troubled = true;
            lastWarning = now;
        }
    }

    /** Waits a little, unless it is woken. */
    private void pause() {
        lock.lock();
        try {
            long left = BETWEEN_LOOKS.toNanos();
            while (!wakened && !closed && left > 0) {
                left = woken.awaitNanos(left);
            }
            wakened = false;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Lets it look at once. */
    void wake() {
        lock.lock();
        try {
            wakened = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
        cluster.wake();
    }

    /** Tells the group what is left to tell, and ends. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        wake();
        Thread waiting = thread;
        if (waiting != null) {
            try {
                waiting.join(LAST_COMMIT.plus(client.patience()).toMillis());
            } catch (InterruptedException e) {
                waiting.interrupt();
                Thread.currentThread().interrupt();
            }
        }
    }
}
