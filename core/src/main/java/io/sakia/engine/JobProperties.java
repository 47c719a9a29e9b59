package io.sakia.engine;

import org.jspecify.annotations.Nullable;

/**
 * How a job is treated, and how it is called.
 *
 * @param pool the pool of jobs that it shares executors with, where the engine schedules fairly; {@value #DEFAULT_POOL} if none was named
 * @param group the job group by which it can be cancelled, or null
 * @param description what people read in place of the action's name, or null
 */
public record JobProperties(
        String pool, @Nullable String group, @Nullable String description) {
    /** The pool of jobs that name none. */
    public static final String DEFAULT_POOL = "default";

    /** The default pool, no group, no description. */
    public static final JobProperties NONE = new JobProperties(DEFAULT_POOL, null, null);
}
