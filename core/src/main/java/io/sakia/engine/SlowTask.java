package io.sakia.engine;

import io.sakia.plan.Origin;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A task that takes much longer than others like it.
 *
 * @param job the operation that runs it
 * @param operator the last operator of its stage
 * @param partition what it computes
 * @param attempt from 1
 * @param running how long it has run so far
 * @param others how many tasks of its stage have ended
 * @param usual how long these took, on the average; zero if there are none
 * @param at where its thread is, as {@code com.acme.Clicks.parse(Clicks.java:33)}: in the program's code if that is on its way; null if that can't be seen
 */
public record SlowTask(
        Origin job,
        Origin operator,
        int partition,
        int attempt,
        Duration running,
        int others,
        Duration usual,
        @Nullable String at) {
    /** For people: {@code task 3 of foreachRDD at Clicks.java:20 has run for 4.5 s, the 7 others for 0.2 s: it is at …}. */
    @Override
    public String toString() {
        return "task " + partition + " of " + operator + (operator.equals(job) ? "" : ", run by " + job + ",")
                + " has run for " + seconds(running)
                + (others == 0
                        ? ", and there is no other to compare it with"
                        : ", the " + others + " that have ended took " + seconds(usual))
                + (at == null ? "" : "; it is at " + at);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
