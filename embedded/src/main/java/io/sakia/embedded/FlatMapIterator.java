package io.sakia.embedded;

import io.sakia.function.FlatMapFunction;
import io.sakia.plan.Origin;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The pulled form of {@link FlatMapLink}: takes no result before it is asked for, so results may be endless. */
final class FlatMapIterator extends AheadIterator {
    private final Origin origin;
    private final FlatMapFunction<Object, Object> function;
    private final Iterator<Object> input;
    private @Nullable Object record;
    private @Nullable Iterator<Object> results;

    FlatMapIterator(Origin origin, FlatMapFunction<Object, Object> function, Iterator<Object> input) {
        this.origin = origin;
        this.function = function;
        this.input = input;
    }

    @Override
    @Nullable
    Object look() {
        while (true) {
            if (results != null && record != null) {
                Object result = FlatMapLink.advance(origin, results, record);
                if (result != null) {
                    return result;
                }
            }
            if (!input.hasNext()) {
                return null;
            }
            record = input.next();
            results = FlatMapLink.open(origin, function, record);
        }
    }
}
