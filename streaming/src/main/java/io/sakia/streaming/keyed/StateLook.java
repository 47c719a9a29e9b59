package io.sakia.streaming.keyed;

import io.sakia.TaskContext;
import io.sakia.connector.Range;
import io.sakia.function.TaskFunction;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateHome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The task that looks for a key in one partition of an operator's state, for people who know what it looks like but have no object of its class.
 *
 * @param home where states are in executors
 * @param accepted the increment that is looked at
 * @param scope of the last batch
 * @param storage where states are stored, or null where they are not
 * @param key the key as text
 * @param function what the operator does, which knows how its state is shown
 */
record StateLook<K, S>(
        StateHome home,
        Increment accepted,
        StateFunction.Scope scope,
        @Nullable StateStorage storage,
        String key,
        TaskFunction<? extends StateFunction<K, ?, S, ?>> function)
        implements Range {
    /** The states of the keys that are written so, one text each. */
    static <K, S> Plan<String> plan(Origin origin, List<StateLook<K, S>> looks) {
        return new SourceNode<>(origin, looks, look -> StateSeal.once(look.look()));
    }

    private List<String> look() throws Exception {
        StateFunction<K, ?, S, ?> body = function.get();
        List<String> found = new ArrayList<>();
        home.stores(TaskContext.get())
                .<K, S>look(
                        accepted,
                        body.codec(scope.types().codecs()),
                        storage == null ? null : storage.loader(body, scope.types()),
                        (each, state) -> {
                            if (String.valueOf(each).equals(key)) {
                                Object shown = body.shown(scope, state);
                                found.add(shown == null ? "no state, but timers" : shown.toString());
                            }
                        });
        return found;
    }
}
