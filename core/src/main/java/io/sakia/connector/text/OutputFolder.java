package io.sakia.connector.text;

import java.io.Serializable;

/** Where the records of a batch go. */
public sealed interface OutputFolder extends Serializable {
    /** The folder for a batch of this time, in milliseconds since 1970. */
    String path(long time);

    /** How the folders are called in messages. */
    String description();

    /**
     * One folder, for one job.
     *
     * @param path the folder, which must not exist
     */
    record Fixed(String path) implements OutputFolder {
        @Override
        public String path(long time) {
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
     * @param suffix what comes after it and a dot; empty for neither
     */
    record PerBatch(String prefix, String suffix) implements OutputFolder {
        @Override
        public String path(long time) {
            return prefix + "-" + time + (suffix.isEmpty() ? "" : "." + suffix);
        }

        @Override
        public String description() {
            return prefix + "-TIME" + (suffix.isEmpty() ? "" : "." + suffix);
        }
    }
}
