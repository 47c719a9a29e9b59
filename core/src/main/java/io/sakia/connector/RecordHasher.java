package io.sakia.connector;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Hashes a record by its components; neither its name nor theirs count, so they may be changed. */
final class RecordHasher implements KeyHasher {
    private final MethodHandle[] getters;

    private RecordHasher(MethodHandle[] getters) {
        this.getters = getters;
    }

    /** The hasher of a record. */
    static KeyHasher of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        MethodHandle[] getters = new MethodHandle[components.length];
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            for (int i = 0; i < getters.length; i++) {
                getters[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
        } catch (IllegalAccessException e) {
            String refusal = "the components of " + type.getName() + " are out of reach (" + e.getMessage()
                    + "), so it can't be a key: open its package to io.sakia.core";
            return key -> {
                throw new IllegalArgumentException(refusal, e);
            };
        }
        return new RecordHasher(getters);
    }

    /**
     * Whether the record's author wrote what is equal. The compiler makes its own equals and hashCode final, people hardly ever
     * do; two keys that such an equals holds for one must not be told apart by their components.
     */
    static boolean ownEquality(Class<?> type) {
        try {
            return !Modifier.isFinal(type.getMethod("hashCode").getModifiers())
                    || !Modifier.isFinal(type.getMethod("equals", Object.class).getModifiers());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long hash(Object key) {
        long hash = RECORD;
        for (MethodHandle getter : getters) {
            hash = StableHash.next(hash, StableHash.of(component(getter, key)));
        }
        return hash;
    }

    private static @Nullable Object component(MethodHandle getter, Object key) {
        try {
            return (Object) getter.invokeExact(key);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a component of a " + key.getClass().getName() + " can't be read", e);
        }
    }
}
