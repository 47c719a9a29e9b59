package io.sakia.embedded;

import io.sakia.function.Function;
import io.sakia.plan.Origin;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The pulled form of {@link FilterLink}. */
final class FilterIterator extends AheadIterator {
    private final Origin origin;
    private final Function<Object, Boolean> function;
    private final Iterator<Object> input;

    FilterIterator(Origin origin, Function<Object, Boolean> function, Iterator<Object> input) {
        this.origin = origin;
        this.function = function;
        this.input = input;
    }

    @Override
    @Nullable
    Object look() {
        while (input.hasNext()) {
            Object record = input.next();
            if (FilterLink.test(origin, function, record)) {
                return record;
            }
        }
        return null;
    }
}
