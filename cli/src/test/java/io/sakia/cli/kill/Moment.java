package io.sakia.cli.kill;

import io.sakia.connector.FileStores;
import io.sakia.streaming.log.LogView;
import io.sakia.streaming.log.SegmentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where in its work a process was when it was killed, as what it has left tells. */
enum Moment {
    OPENING("the log taken over, not begun"),
    STARTED("begun, before the first batch"),
    RECOVERING("begun, what the run before left not finished"),
    PLANNED("a batch planned, nothing staged"),
    STAGING("a batch running, some of its parts staged"),
    STAGED("all parts staged, not sealed"),
    SEALED("sealed, nothing published"),
    PUBLISHING("its files being gathered"),
    PUBLISHED("published, not committed"),
    COMMITTED("committed, before the next batch");

    /** The kinds of records in the batch log. */
    private static final int PLAN = 1;

    private static final int SEAL = 2;
    private static final int COMMIT = 3;

    private final String text;

    Moment(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /**
     * Looks at what is left.
     *
     * @param checkpoint the folder of the checkpoint
     * @param out where batches are written
     * @param parts how many files a batch has
     */
    static Moment of(Path checkpoint, Path out, int parts) throws IOException {
        LogView log = LogView.of(FileStores.local().open(checkpoint.toString()), "log");
        List<LogView.Segment> segments = log.segments();
        if (segments.isEmpty() || segments.get(segments.size() - 1).counted() == 0) {
            return OPENING;
        }
        List<String> hidden =
                names(out).stream().filter(name -> name.startsWith(".batch-")).toList();
        int staged = 0;
        for (String name : hidden) {
            staged += name.endsWith(".staged") ? names(out.resolve(name)).size() : 0;
        }
        int last = log.records().get(log.records().size() - 1).kind();
        return switch (last) {
            case SegmentLog.BASE -> hidden.isEmpty() ? STARTED : RECOVERING;
            case PLAN -> staged == 0 ? PLANNED : staged < parts ? STAGING : STAGED;
            case SEAL -> {
                boolean gathering = hidden.stream().anyMatch(name -> name.contains(".publishing-"));
                yield gathering ? PUBLISHING : staged > 0 ? SEALED : PUBLISHED;
            }
            case COMMIT -> COMMITTED;
            default -> throw new IllegalStateException("what is a record of kind " + last + "?");
        };
    }

    /** The names of what is in a folder. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
