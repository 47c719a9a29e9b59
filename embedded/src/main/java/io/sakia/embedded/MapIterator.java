package io.sakia.embedded;

import io.sakia.function.Function;
import io.sakia.plan.Origin;
import java.util.Iterator;

/** The pulled form of {@link MapLink}. */
final class MapIterator implements Iterator<Object> {
    private final Origin origin;
    private final Function<Object, Object> function;
    private final Iterator<Object> input;

    MapIterator(Origin origin, Function<Object, Object> function, Iterator<Object> input) {
        this.origin = origin;
        this.function = function;
        this.input = input;
    }

    @Override
    public boolean hasNext() {
        return input.hasNext();
    }

    @Override
    public Object next() {
        return MapLink.apply(origin, function, input.next());
    }
}
