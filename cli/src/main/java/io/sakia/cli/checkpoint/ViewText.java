package io.sakia.cli.checkpoint;

import io.sakia.cli.Table;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.checkpoint.PastEpoch;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a checkpoint holds, as text for people. */
final class ViewText {
    private static final int SHOWN = 5;

    private final PrintStream out;
    private final int batches;

    /** Prints so many batches at most, the newest. */
    ViewText(PrintStream out, int batches) {
        this.out = out;
        this.batches = batches;
    }

    /**
     * Prints it.
     *
     * @param epochs those that can be run again
     */
    void print(CheckpointView view, List<PastEpoch> epochs) {
        out.println("checkpoint  " + view.folder());
        out.println("written by  start " + view.generation());
        out.println("epoch       "
                + (view.epoch() == 0
                        ? "none is sealed yet"
                        : view.epoch()
                                + (view.committed() ? ", published" : ", sealed and perhaps not published yet")));
        out.println("replay      " + (epochs.isEmpty() ? "no batch" : range(epochs)) + " can be run again");
        log(view);
        sources(view);
        batches("Batches that are sealed", view.sealed());
        batches("Batches that run again at the next start", view.planned());
        states(view);
        kept(view);
        totals(view);
        staged(view);
    }

    private static String range(List<PastEpoch> epochs) {
        long first = epochs.get(0).first().id();
        long last = epochs.get(epochs.size() - 1).last().id();
        return first == last ? "batch " + first : "batches " + first + " to " + last;
    }

    private void log(CheckpointView view) {
        Table table = new Table("file", "bytes", "of which count");
        for (CheckpointView.Segment segment : view.segments()) {
            table.row(segment.file(), segment.length(), segment.counted() == 0 ? "none" : segment.counted());
        }
        table.print("Log", out);
    }

    private void sources(CheckpointView view) {
        Table table = new Table("source", "sealed up to", "planned up to");
        for (CheckpointView.Source source : view.sources()) {
            String sealed = source.sealed() == null ? "-" : source.sealed();
            String planned = source.planned() == null ? "-" : source.planned();
            table.row(source.name(), sealed, planned.equals(sealed) ? "the same" : planned);
        }
        table.print("Sources", out);
    }

    private void batches(String title, List<CheckpointView.Batch> all) {
        List<CheckpointView.Batch> shown = all.subList(Math.max(0, all.size() - batches), all.size());
        Table table = new Table("batch", "time", "reads");
        for (CheckpointView.Batch batch : shown) {
            List<String> reads = new ArrayList<>();
            for (CheckpointView.Share share : batch.shares()) {
                reads.add(share.source() + ": " + (share.ranges().isEmpty() ? "nothing" : some(share.ranges())));
            }
            table.row(batch.id(), Instant.ofEpochMilli(batch.time()), String.join("; ", reads));
        }
        table.print(title + (shown.size() < all.size() ? ", the last " + shown.size() + " of " + all.size() : ""), out);
    }

    private void states(CheckpointView view) {
        Table table = new Table("state", "keys", "partitions", "files", "bytes", "last stored", "as a whole");
        for (CheckpointView.State state : view.states()) {
            table.row(
                    state.name(),
                    state.keys(),
                    state.partitions(),
                    state.files(),
                    state.bytes(),
                    "epoch " + state.lastEpoch(),
                    "epoch " + state.lastWhole());
        }
        table.print("States", out);
    }

    private void kept(CheckpointView view) {
        Table table = new Table("operator", "batches", "files");
        for (CheckpointView.Kept kept : view.kept()) {
            table.row(kept.operator(), kept.firstBatch() + " to " + kept.lastBatch(), kept.files());
        }
        table.print("Outputs kept for windows", out);
    }

    private void totals(CheckpointView view) {
        Table table = new Table("accumulator", "total");
        view.totals().forEach(total -> table.row(total.name(), total.value()));
        table.print("Totals", out);
    }

    private void staged(CheckpointView view) {
        Table table = new Table("sink", "parts", "which");
        for (CheckpointView.Staged staged : view.staged()) {
            table.row(staged.sink(), staged.parts().size(), some(staged.parts()));
        }
        table.print("Staged output that the next start publishes", out);
    }

    private static String some(List<String> texts) {
        int shown = Math.min(SHOWN, texts.size());
        String text = String.join(", ", texts.subList(0, shown));
        return shown == texts.size() ? text : String.format(Locale.ROOT, "%s, … %d more", text, texts.size() - shown);
    }
}
