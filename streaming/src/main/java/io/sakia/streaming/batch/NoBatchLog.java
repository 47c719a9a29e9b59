package io.sakia.streaming.batch;

import io.sakia.streaming.graph.KeptOutput;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.state.StateFolder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps nothing: a stream without a checkpoint. */
final class NoBatchLog implements BatchLog {
    @Override
    public Recovered recovered() {
        return Recovered.nothing();
    }

    @Override
    public void begin() {}

    @Override
    public void planned(Planned batch) {}

    @Override
    public void keep(Operator<?> operator, List<? extends KeptOutput.Output<?>> outputs) {}

    @Override
    public @Nullable StateFolder states() {
        return null;
    }

    @Override
    public void sealed(Sealed epoch) {}

    @Override
    public void committed(long epoch) {}

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void close() {}
}
