package io.sakia.streaming.replay;

import io.sakia.connector.Published;
import io.sakia.engine.Action;
import io.sakia.plan.Plan;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.EmptyPlan;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.output.ForeachOutput;
import io.sakia.streaming.output.PrintOutput;
import io.sakia.streaming.replay.Comparison.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Stands in place of an output in a batch that is run again. What does not stage anything acts as it does in a run; a sink never sees the batch. */
final class LookOutput<T> extends OutputOperation {
    private final OutputOperation original;
    private final Operator<T> stream;
    private final boolean rejects;
    private final Looking.Now now;

    private LookOutput(OutputOperation original, Operator<T> stream, boolean rejects, Looking.Now now) {
        super(original.origin(), stream);
        this.original = original;
        this.stream = stream;
        this.rejects = rejects;
        this.now = now;
        name(String.valueOf(original.name()));
    }

    /**
     * In place of an output.
     *
     * @param rejects whether operators of the program reject records: what reads their dead letters has a state, perhaps, so they must come also
     *     where nobody looks at the output that has them computed
     */
    static LookOutput<?> at(OutputOperation original, boolean rejects, Looking.Now now) {
        return of(original, original.input(), rejects, now);
    }

    private static <T> LookOutput<T> of(
            OutputOperation original, Operator<T> stream, boolean rejects, Looking.Now now) {
        return new LookOutput<>(original, stream, rejects, now);
    }

    @Override
    public void run(OutputScope scope, Batch batch) throws Exception {
        Looking looking = now.looking;
        if (looking.acts()
                && original.stagedType() == null
                && (looking.functions() || !(original instanceof ForeachOutput))) {
            original.run(scope, batch);
        }
        Plan<T> plan = stream.plan(batch);
        if (plan != null && looking.outputs().test(String.valueOf(name()))) {
            // a sink writes a part even where there are no partitions
            now.found.add(look(scope, batch, plan.partitions() == 0 ? EmptyPlan.of(origin(), 1) : plan));
        } else if (plan != null && rejects && !(original instanceof PrintOutput)) {
            run(scope, plan, Looking.away(), null, false);
        }
    }

    private ReplayedOutput look(OutputScope scope, Batch batch, Plan<T> plan) throws IOException {
        Looking looking = now.looking;
        Published<? super T> published = looking.compares() && now.published ? placeOf(batch) : null;
        OptionalInt parts = published == null ? OptionalInt.empty() : published.parts();
        boolean inOrder = parts.isPresent() && parts.getAsInt() == plan.partitions();
        Published<? super T> compared =
                published != null && parts.isPresent() && (inOrder || published.isText()) ? published : null;
        List<LookTask.Part> found = run(scope, plan, looking, compared, inOrder);
        List<String> lines = new ArrayList<>();
        Map<String, String> matches = new HashMap<>();
        long count = 0;
        for (LookTask.Part part : found) {
            count += part.count();
            part.shown().stream()
                    .limit(Math.max(0, looking.limit() - lines.size()))
                    .forEach(lines::add);
            for (int i = 0; i < looking.patterns().size(); i++) {
                String first = part.first().get(i);
                if (first != null) {
                    matches.putIfAbsent(looking.patterns().get(i).pattern(), first);
                }
            }
        }
        Comparison comparison = compared == null
                ? incomparable(published, parts, plan.partitions())
                : inOrder
                        ? inOrder(scope, plan, compared, found)
                        : together(compared, parts.getAsInt(), plan.partitions(), sum(found));
        return new ReplayedOutput(String.valueOf(name()), origin().operation(), count, lines, matches, comparison);
    }

    private List<LookTask.Part> run(
            OutputScope scope, Plan<T> plan, Looking looking, @Nullable Published<? super T> with, boolean inOrder) {
        return scope.context()
                .run(origin(), plan, Action.pull(new LookTask<>(looking.limit(), looking.patterns(), with, inOrder)));
    }

    private Comparison incomparable(@Nullable Published<? super T> published, OptionalInt parts, int partitions) {
        if (original.stagedType() == null || !now.looking.compares()) {
            return new Comparison.Nothing();
        }
        if (!now.published) {
            return new Comparison.Unknown("its epoch is not published yet");
        }
        if (published == null) {
            return new Comparison.Unknown("what this sink has published can't be read back");
        }
        if (parts.isEmpty()) {
            return new Comparison.Unknown(published.place() + " is not there any more");
        }
        return new Comparison.Unknown(published.place() + " has " + parts.getAsInt() + " parts, and it has "
                + partitions + " partitions now: run it with --conf sakia.default.parallelism as it was");
    }

    private Comparison inOrder(
            OutputScope scope, Plan<T> plan, Published<? super T> published, List<LookTask.Part> found)
            throws IOException {
        Difference difference = found.stream()
                .map(LookTask.Part::difference)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (difference == null) {
            return new Comparison.Same(published.place(), true);
        }
        boolean reordered = published.isText()
                && sum(run(scope, plan, Looking.away(), published, false)).equals(sum(published, found.size()));
        return new Comparison.Different(published.place(), difference, reordered);
    }

    private Comparison together(Published<? super T> published, int parts, int partitions, LineDigest.Sum sum)
            throws IOException {
        LineDigest.Sum before = sum(published, parts);
        if (before.equals(sum)) {
            return new Comparison.Same(published.place(), false);
        }
        return new Comparison.Different(
                published.place(),
                new Difference(
                        "",
                        0,
                        true,
                        before.lines() + " lines in " + parts + " parts",
                        sum.lines() + " lines in " + partitions + " parts"
                                + (sum.lines() == before.lines() ? ", not the same ones" : "")),
                false);
    }

    private static LineDigest.Sum sum(List<LookTask.Part> parts) {
        return parts.stream().map(LookTask.Part::sum).reduce(LineDigest.Sum.NONE, LineDigest.Sum::plus);
    }

    private static LineDigest.Sum sum(Published<?> published, int parts) throws IOException {
        LineDigest.Sum sum = LineDigest.Sum.NONE;
        for (int part = 0; part < parts; part++) {
            LineDigest digest = new LineDigest();
            try (InputStream in = published.open(part)) {
                in.transferTo(digest);
            }
            sum = sum.plus(digest.sum());
        }
        return sum;
    }

    @SuppressWarnings("unchecked") // the sink was given this stream
    private @Nullable Published<? super T> placeOf(Batch batch) {
        return (Published<? super T>) original.published(batch).orElse(null);
    }
}
