package io.sakia.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How {@link StableHash} hashes the keys of one class; found once per class. The seeds are part of the format. */
@FunctionalInterface
interface KeyHasher {
    /** Seeds keep an empty list, an empty set and an empty map apart. */
    long RECORD = StableHash.mix(1);

    long LIST = StableHash.mix(2);
    long SET = StableHash.mix(3);
    long MAP = StableHash.mix(4);

    ClassValue<KeyHasher> BY_CLASS = new ClassValue<>() {
        @Override
        protected KeyHasher computeValue(Class<?> type) {
            return choose(type);
        }
    };

    /** Hashes a key of the class. */
    long hash(Object key);

    static KeyHasher of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    private static KeyHasher choose(Class<?> type) {
        KeyHasher scalar = ScalarHashers.of(type);
        if (scalar != null) {
            return scalar;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return key -> StableHash.mix(((Enum<?>) key).name().hashCode());
        }
        if (List.class.isAssignableFrom(type)) {
            return key -> list((List<?>) key);
        }
        if (Set.class.isAssignableFrom(type)) {
            return key -> set((Set<?>) key);
        }
        if (Map.class.isAssignableFrom(type)) {
            return key -> map((Map<?, ?>) key);
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return key -> StableHash.ofEntry((Map.Entry<?, ?>) key);
        }
        if (type == Optional.class) {
            return key -> StableHash.ofOptional((Optional<?>) key);
        }
        if (type.isRecord() && !RecordHasher.ownEquality(type)) {
            return RecordHasher.of(type);
        }
        String refusal = refusal(type);
        if (refusal != null) {
            return key -> {
                throw new IllegalArgumentException(refusal);
            };
        }
        return key -> StableHash.mix(key.hashCode());
    }

    private static long list(List<?> key) {
        long hash = LIST;
        for (Object element : key) {
            hash = StableHash.next(hash, StableHash.of(element));
        }
        return hash;
    }

    private static long set(Set<?> key) {
        long sum = 0;
        for (Object element : key) {
            sum += StableHash.mix(StableHash.of(element));
        }
        return StableHash.next(SET, sum);
    }

    private static long map(Map<?, ?> key) {
        long sum = 0;
        for (Map.Entry<?, ?> entry : key.entrySet()) {
            sum += StableHash.ofEntry(entry);
        }
        return StableHash.next(MAP, sum);
    }

    /** Why keys of the class can't be hashed, or null if they can. */
    private static @Nullable String refusal(Class<?> type) {
        if (type.isArray()) {
            return "an array (" + type.getTypeName()
                    + ") can't be a key: two arrays with the same elements are not equal;"
                    + " make a List or a String of it";
        }
        boolean own;
        try {
            own = type.getMethod("hashCode").getDeclaringClass() != Object.class
                    && type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        return own
                ? null
                : type.getName() + " can't be a key: it does not override both hashCode and equals, so equal keys would"
                        + " be told apart; make it a record, or give it both methods";
    }
}
