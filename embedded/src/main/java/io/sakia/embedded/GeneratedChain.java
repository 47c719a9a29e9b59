package io.sakia.embedded;

import io.sakia.plan.Origin;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A class that was generated for a chain: one loop for all its steps, with functions that are always the same as constants, so that the JIT can
 * inline them. The class goes when this and all its links are gone.
 */
final class GeneratedChain {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType CONSTRUCTOR = MethodType.methodType(void.class, Object[].class, Link.class);
    private static final MethodType CREATION = MethodType.methodType(Link.class, Object[].class, Link.class);

    private final @Nullable Object[] constants;
    private final Origin[] origins;
    private final int fields;
    private final MethodHandle creation;

    private GeneratedChain(@Nullable Object[] constants, Origin[] origins, int fields, MethodHandle creation) {
        this.constants = constants;
        this.origins = origins;
        this.fields = fields;
        this.creation = creation;
    }

    /**
     * Generates a class.
     *
     * @param constant which of the functions are constants; the others are given to each link
     * @param pairs whether the last link is a {@link PairLink}
     * @throws LinkageError where classes can't be defined
     */
    static GeneratedChain of(ChainStep[] steps, boolean[] constant, boolean pairs) throws IllegalAccessException {
        @Nullable Object[] constants = new Object[steps.length];
        Origin[] origins = new Origin[steps.length];
        Object[] data = new Object[2 * steps.length];
        int fields = 0;
        for (int i = 0; i < steps.length; i++) {
            origins[i] = steps[i].origin();
            data[2 * i + 1] = origins[i];
            if (constant[i]) {
                constants[i] = steps[i].function();
                data[2 * i] = constants[i];
            } else {
                fields++;
            }
        }
        byte[] bytes = ChainClass.bytes(steps, constant, pairs);
        MethodHandles.Lookup defined = LOOKUP.defineHiddenClassWithClassData(bytes, data, true);
        try {
            MethodHandle constructor = defined.findConstructor(defined.lookupClass(), CONSTRUCTOR);
            return new GeneratedChain(constants, origins, fields, constructor.asType(CREATION));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a generated class lacks its constructor", e);
        }
    }

    /** Whether this was generated for just these functions, used at these places. */
    boolean fits(ChainStep[] steps) {
        for (int i = 0; i < steps.length; i++) {
            Object constant = constants[i];
            if ((constant != null && constant != steps[i].function()) || !isSame(origins[i], steps[i].origin())) {
                return false;
            }
        }
        return true;
    }

    /** A link with the functions that are not constants. */
    Link link(ChainStep[] steps, Link last) {
        Object[] functions = new Object[fields];
        int next = 0;
        for (int i = 0; i < steps.length; i++) {
            if (constants[i] == null) {
                functions[next++] = steps[i].function();
            }
        }
        try {
            return (Link) creation.invokeExact(functions, last);
        } catch (Throwable e) { // a constructor that only sets fields
            throw new IllegalStateException("a generated chain can't be made", e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // mostly it is the same object, and each batch asks
    private static boolean isSame(Origin one, Origin other) {
        return one == other || one.equals(other);
    }
}
