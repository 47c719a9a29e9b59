package io.sakia.bench.peers.work;

import io.sakia.nexmark.Event;
import io.sakia.nexmark.NexmarkGenerator;

/** The events of NEXMark as work: a hundred thousand a second of event time, in the order of their times, a batch for each second. */
public final class NexmarkWork {
    /** How many events a batch has. */
    public static final long BATCH = 100_000;
    /** How long a batch is in event time. */
    public static final long BATCH_MILLIS = 1000;

    private static final NexmarkGenerator GENERATOR = new NexmarkGenerator(1, BATCH_MILLIS * 1_000_000 / BATCH, 1);

    private NexmarkWork() {}

    /** The event of a number. */
    public static Event event(long number) {
        return GENERATOR.event(number);
    }

    /** The number of the first event of a part of a batch; of the part after the last, that of the next batch. */
    public static long from(long batch, int part) {
        return batch * BATCH + BATCH * part / Workload.PARTS;
    }

    /** A time before which no event of a part comes behind a batch. */
    public static long end(long batch, int part) {
        return NexmarkGenerator.BASE + (batch + 1) * BATCH_MILLIS + BATCH_MILLIS * part / Workload.PARTS;
    }
}
