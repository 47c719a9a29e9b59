package io.sakia.streaming.batch;

import io.sakia.connector.Cursor;
import io.sakia.connector.Range;
import io.sakia.connector.Source;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchInfo.SourceInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.EmptyPlan;
import io.sakia.streaming.graph.InputOperator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An input without records whose cursor is the number of the batch; it tells its story when it is acknowledged. */
final class FakeInput extends InputOperator<String> {
    private record At(long batch) implements Cursor {}

    private final List<String> story;
    long planned;

    FakeInput(List<String> story) {
        super(Origin.internal("source"));
        this.story = story;
    }

    @Override
    public String description() {
        return "fake";
    }

    @Override
    public void open(SakiaContext context, @Nullable Cursor from, Runnable signal) {}

    @Override
    public void repeat(List<? extends Range> ranges, @Nullable Cursor end) {
        planned = end == null ? 0 : ((At) end).batch();
    }

    @Override
    public Logged logged() {
        return new Logged(Range.class, At.class);
    }

    @Override
    public boolean prepare(Source.Limit limit) {
        return true;
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public List<Range> ranges() {
        return List.of();
    }

    @Override
    public Cursor cursor() {
        return new At(planned);
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo("fake", 0, 0, 1);
    }

    @Override
    public void committed(Cursor cursor) {
        story.add("source " + ((At) cursor).batch());
    }

    @Override
    public void drain() {}

    @Override
    public void close() {}

    @Override
    protected Plan<String> compute(Batch batch) {
        return EmptyPlan.of(origin(), 0);
    }
}
