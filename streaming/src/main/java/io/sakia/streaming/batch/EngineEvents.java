package io.sakia.streaming.batch;

import io.sakia.engine.EngineListener;
import io.sakia.engine.Skew;
import io.sakia.engine.SlowTask;

/** Passes on to a stream's listeners what its engine has found out. */
record EngineEvents(Listeners listeners) implements EngineListener {
    @Override
    public void onSlowTask(SlowTask task) {
        listeners.tell(listener -> listener.onSlowTask(task));
    }

    @Override
    public void onSkew(Skew skew) {
        listeners.tell(listener -> listener.onSkew(skew));
    }
}
