package io.sakia.bench.peers.work;

import io.sakia.bench.peers.work.Peer.Emission;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A kind of work. Records are numbered from 0; so many in a row are a batch (a window, a pane), whatever the system calls it. */
public enum Workload {
    /** Words of lines, counted batch by batch. */
    WORD_COUNT("wordcount", "lines", 524_288),
    /** A running sum for each of a million keys. */
    STATEFUL("stateful", "records", 500_000),
    /** The same with {@link Stats} in place of a sum. */
    STATEFUL_RECORD("stateful-record", "records", 500_000),
    /** A sum for each of ten thousand keys over 60 panes, slid by one. */
    WINDOW("window", "records", 250_000),
    /** The same with {@link Stats} in place of a sum. */
    WINDOW_RECORD("window-record", "records", 250_000),
    /** JSON to counts by campaign and window, in the shape of the Yahoo streaming benchmark. */
    YAHOO("yahoo", "events", 250_000);

    /** Into how many parts each batch is cut, and how many threads there are. */
    public static final int PARTS = 2;

    private final String label;
    private final String unit;
    private final int batchSize;

    Workload(String label, String unit, int batchSize) {
        this.label = label;
        this.unit = unit;
        this.batchSize = batchSize;
    }

    /** The workload of a name. */
    public static Workload named(String name) {
        return Arrays.stream(values())
                .filter(workload -> workload.label.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name + "; there are "
                        + Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "))));
    }

    /** Its name on the command line. */
    public String label() {
        return label;
    }

    /** What its records are called. */
    public String unit() {
        return unit;
    }

    /** How many records a batch has. */
    public int batchSize() {
        return batchSize;
    }

    /** The number of the first record of a part of a batch; of the part after the last, that of the next batch. */
    public long from(long batch, int part) {
        return batch * batchSize + (long) batchSize * part / PARTS;
    }

    /** When results are put out by most systems. */
    public Emission emission() {
        return this == STATEFUL || this == STATEFUL_RECORD ? Emission.RECORD : Emission.BATCH;
    }

    /** What must come out. */
    public Model model(Emission emission) {
        return switch (this) {
            case WORD_COUNT -> new WordCountModel();
            case STATEFUL, STATEFUL_RECORD -> new StatefulModel(this, emission);
            case WINDOW, WINDOW_RECORD -> new WindowModel(this);
            case YAHOO -> new YahooModel();
        };
    }
}
