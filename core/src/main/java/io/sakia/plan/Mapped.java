package io.sakia.plan;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator over what a function gives for each element of another, when it is asked for. */
record Mapped<T, R>(Iterator<T> given, Function<T, R> function) implements Iterator<R> {
    @Override
    public boolean hasNext() {
        return given.hasNext();
    }

    @Override
    public R next() {
        return function.apply(given.next());
    }
}
