package io.sakia.engine;

/**
 * Hears what an engine finds out about the jobs that it runs. Called on a thread of the engine's own, one after another: what takes long here delays
 * what comes next, and no task.
 */
public interface EngineListener {
    /** A task takes much longer than others like it, and runs still. Told once for each. */
    default void onSlowTask(SlowTask task) {}

    /** A partition gets many more records than the others. Told once for each operator and key. */
    default void onSkew(Skew skew) {}
}
