package io.sakia.bench.peers.work;

/** A system that can do the work. It has a public constructor without parameters, and a JVM of its own for each workload. */
public interface Peer {
    /** The system property that has Sakia keep a checkpoint where delays are measured; the other systems keep none. */
    String CHECKPOINT = "bench.checkpoint";

    /** Starts a job that waits at the {@link Gate} of this JVM for its first batch, and enters its results into the {@link Ledger}. */
    AutoCloseable start(Workload workload) throws Exception;

    /**
     * Starts a job that puts out records as they are due by the {@link Schedule} of this JVM, counts them by key through a shuffle, and enters, for each record, its delay into
     * {@link Delays} and its key with the count into the {@link Ledger}.
     */
    default AutoCloseable startPaced() throws Exception {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is not measured so");
    }

    /** Starts a job that sums up {@link TinyBatches} by key through a shuffle, has the results on the driver, and tells {@link Laps} each end. */
    default AutoCloseable startTiny() throws Exception {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is not measured so");
    }

    /**
     * Starts a query of NEXMark.
     *
     * @param query as {@code q5}
     * @param checks whether what is left in the end will be asked for, though that costs something for each row
     */
    default NexmarkJob startNexmark(String query, boolean checks) throws Exception {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " is not measured so");
    }

    /** When the system puts results out. */
    default Emission emission(Workload workload) {
        return workload.emission();
    }

    /** When results are put out, where that differs from system to system. */
    enum Emission {
        /** For each record, as it comes. */
        RECORD,
        /** For each key that came in a batch, at the batch's end. */
        BATCH
    }
}
