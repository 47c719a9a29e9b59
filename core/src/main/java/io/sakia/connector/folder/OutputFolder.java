package io.sakia.connector.folder;

import java.io.Serializable;

/** Where the records of a batch go. */
public sealed interface OutputFolder extends Serializable {
    /**
     * The folder for a batch.
     *
     * @param time the batch's time in milliseconds since 1970
     * @param batch the batch id
     */
    String path(long time, long batch);

    /** How the folders are called in messages. */
    String description();

    /**
     * One folder, for one job.
     *
     * @param path the folder, which must not exist
     */
    record Fixed(String path) implements OutputFolder {
        @Override
        public String path(long time, long batch) {
            return path;
        }

        @Override
        public String description() {
            return path;
        }
    }

    /**
     * A folder for every batch: {@code new PerBatch("/out/words", "txt")} gives {@code /out/words-1700000000000.txt}.
     *
     * @param prefix what comes before the time
     * @param suffix what comes at the end, after a dot; empty for neither
     * @param numbered whether the batch id comes after the time, where several batches may have the same time
     */
    record PerBatch(String prefix, String suffix, boolean numbered) implements OutputFolder {
        /** Folders named by the time alone. */
        public PerBatch(String prefix, String suffix) {
            this(prefix, suffix, false);
        }

        @Override
        public String path(long time, long batch) {
            return prefix + "-" + time + (numbered ? "-" + batch : "") + (suffix.isEmpty() ? "" : "." + suffix);
        }

        @Override
        public String description() {
            return prefix + "-TIME" + (numbered ? "-BATCH" : "") + (suffix.isEmpty() ? "" : "." + suffix);
        }
    }
}
