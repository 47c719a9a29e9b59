package io.sakia.streaming.state;

import io.sakia.column.LoopCopies;
import io.sakia.column.PairSink;
import io.sakia.function.TaskFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The loops of an executor's functions over states: {@link MappingLoop} itself, and a copy of its own for each busy function. */
final class MappingLoops {
    /** How many records a function is called for before it gets a loop of its own: some 20 ns each, as against 50 ms for compiling one. */
    private static final long MANY = 2_000_000;

    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Mapping.class, MappingPlace.class, LoopCopies.Use.class);

    private final LoopCopies<Mapping<Object, Object, Object, Object>> copies;

    /** The loops of an executor that has not called any function yet. */
    MappingLoops() {
        this(MANY);
    }

    /** The same with another number of records before a function gets a loop of its own. */
    MappingLoops(long many) {
        copies = new LoopCopies<>(MethodHandles.lookup(), MappingLoop.class, CONSTRUCTOR, many);
    }

    /** A loop that calls a function. */
    PairSink loop(TaskFunction<Mapping<Object, Object, Object, Object>> function, MappingPlace place) {
        Mapping<Object, Object, Object, Object> mapping = function.get();
        LoopCopies<?>.@Nullable Use use = function.isShared() ? copies.use(mapping) : null;
        MethodHandle copy = use == null ? null : use.copy();
        return copy == null ? new MappingLoop(mapping, place, use) : make(copy, mapping, place);
    }

    private static PairSink make(
            MethodHandle copy, Mapping<Object, Object, Object, Object> mapping, MappingPlace place) {
        try {
            return (PairSink) copy.invokeExact(mapping, place, (LoopCopies<?>.Use) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a loop can't be made", e);
        }
    }
}
