package io.sakia.cli.replay;

import io.sakia.cli.Table;
import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.replay.Comparison;
import io.sakia.streaming.replay.Condition;
import io.sakia.streaming.replay.ReplayedBatch;
import io.sakia.streaming.replay.ReplayedOutput;
import io.sakia.streaming.replay.Search;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Batches that were run again, as text for people. */
final class ReplayText {
    private static final int LONGEST = 200;

    private final PrintStream out;
    private final int limit;
    private final String folder;
    private int width;

    ReplayText(PrintStream out, int limit, String folder) {
        this.out = out;
        this.limit = limit;
        this.folder = folder;
    }

    /** Which batches there are. */
    static String range(List<PastBatch> batches, String folder) {
        if (batches.isEmpty()) {
            return "no batch of " + folder + " can be run again";
        }
        long first = batches.get(0).id();
        long last = batches.get(batches.size() - 1).id();
        return (first == last ? "batch " + first : "batches " + first + " to " + last) + " of " + folder
                + " can be run again";
    }

    /** Before anything is run. */
    void searching(List<PastBatch> batches, Condition condition, boolean bisects) {
        out.println("Looking for the first batch for which " + condition);
        out.println("  " + range(batches, folder));
        if (bisects) {
            out.println("  bisecting, as if it held for all batches from some one on; --first looks at each");
        }
        out.println();
        width = batches.isEmpty()
                ? 1
                : String.valueOf(batches.get(batches.size() - 1).id()).length();
        out.flush();
    }

    /** A batch was looked at. */
    void looked(Search.Found found) {
        out.printf(
                Locale.ROOT,
                "  batch %" + width + "d  %s  %s%n",
                found.batch().id(),
                found.verdict().holds() ? "YES" : "no ",
                shortened(found.verdict().facts()));
        out.flush();
    }

    /** After the search. */
    void found(List<PastBatch> batches, Condition condition, Search.@Nullable Found found, boolean bisects) {
        out.println();
        if (found == null) {
            out.println(
                    bisects
                            ? "It does not hold for the last batch, so there is nothing to halve: --first looks at each."
                            : "It holds for none of them.");
            return;
        }
        boolean earliest = found.batch().id() == batches.get(0).id();
        out.println("Batch " + found.batch().id() + " is the first one"
                + (earliest
                        ? " that can be run again, and " + condition + " held already: there may be earlier ones."
                        : ": " + shortened(found.verdict().facts())));
        out.println();
    }

    /** Before a batch is run. */
    void begin(PastBatch batch, List<PastBatch> all) {
        out.println("batch   " + batch.id() + ", " + Instant.ofEpochMilli(batch.time()));
        out.println("epoch   " + batch.epoch() + (batch.published() ? ", published" : ", not published yet"));
        long before = all.stream()
                .filter(other -> other.epoch() == batch.epoch() && other.id() < batch.id())
                .count();
        if (before > 0) {
            out.println("        run after the " + (before == 1 ? "batch" : before + " batches")
                    + " of the epoch before it, which " + (before == 1 ? "is" : "are") + " not shown");
        }
        out.flush();
    }

    /** What the program has printed meanwhile. */
    void printed(String text) {
        if (!text.isEmpty()) {
            out.println();
            out.print(text);
        }
    }

    /** A batch that was run. */
    void print(ReplayedBatch batch, boolean functions) {
        BatchInfo info = batch.info();
        Table sources = new Table("source", "records", "ranges");
        info.sources().forEach(source -> sources.row(source.name(), source.records(), source.ranges()));
        sources.print("Read", out);
        Table states = new Table("state", "keys", "touched");
        info.states().forEach(state -> states.row(state.name(), state.keys(), state.touched()));
        states.print("States after it", out);
        Table totals = new Table("accumulator", "total");
        new TreeMap<>(batch.totals()).forEach(totals::row);
        totals.print("Totals after it", out);
        batch.outputs().forEach(output -> print(output, functions));
        compared(batch.outputs());
        if (!batch.sameProgram()) {
            out.println();
            out.println("The program is not the one that ran this batch: it has other operations, or other names.");
        }
    }

    private void print(ReplayedOutput output, boolean functions) {
        boolean publishes = output.comparison().isOfPublished();
        if (output.operation().equals("print")) {
            return; // it has printed
        }
        out.println();
        out.println("Output " + output.name()
                + (output.name().equals(output.operation()) ? "" : " (" + output.operation() + ")") + ", "
                + records(output.count()) + (publishes ? "" : functions ? ", its function was called" : ""));
        output.lines().forEach(line -> out.println("  " + shortened(line)));
        long more = output.count() - output.lines().size();
        if (more > 0 && limit > 0) {
            out.println("  … and " + more + " more");
        }
    }

    private void compared(List<ReplayedOutput> outputs) {
        List<ReplayedOutput> published = outputs.stream()
                .filter(output -> output.comparison().isOfPublished())
                .toList();
        if (published.isEmpty()) {
            return;
        }
        int longest = published.stream()
                .mapToInt(output -> output.name().length())
                .max()
                .orElse(0);
        out.println();
        out.println("Compared with what was published");
        for (ReplayedOutput output : published) {
            String name = output.name() + " ".repeat(longest - output.name().length());
            Comparison comparison = output.comparison();
            out.printf(Locale.ROOT, "  %s  %-9s  %s%n", name, comparison.verdict(), comparison.details());
            comparison.lines().forEach(line -> out.println(" ".repeat(longest + 4) + shortened(line)));
        }
    }

    private static String records(long count) {
        return count + (count == 1 ? " record" : " records");
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
