package io.sakia.streaming.batch;

import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.state.StateFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log that tells its story. */
final class StoryLog implements BatchLog {
    private final List<String> story;

    StoryLog(List<String> story) {
        this.story = story;
    }

    @Override
    public Recovered recovered() {
        return Recovered.nothing();
    }

    @Override
    public void begin() {
        story.add("begun");
    }

    @Override
    public void planned(Planned batch) {
        story.add("planned " + batch.batch());
    }

    @Override
    public void cut() {
        story.add("cut");
    }

    @Override
    public void keep(Operator<?> operator, List<? extends KeptOutput.Output<?>> outputs) {
        story.add("kept " + operator.name());
    }

    @Override
    public @Nullable StateFolder states() {
        return null;
    }

    @Override
    public void sealed(Sealed epoch) {
        story.add("sealed " + epoch.epoch() + ": " + epoch.firstBatch() + " to " + epoch.lastBatch());
    }

    @Override
    public void committed(long epoch) {
        story.add("committed " + epoch);
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void close() {}
}
