package io.sakia.connector.codec;

import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** What can be told of the JDK's collection classes that have no public name. */
final class JdkClasses {
    private JdkClasses() {}

    /** Whether it is a class of the JDK that no program can name, so that it only ever stands for its interface. */
    static boolean hidden(Class<?> type) {
        return type.getClassLoader() == null && !type.isInterface() && !Modifier.isPublic(type.getModifiers());
    }

    /** {@code List.of}, {@code Set.copyOf}, {@code stream.toList()}…: nothing can change them but their elements. */
    static boolean immutable(Class<?> type) {
        return type.getName().startsWith("java.util.ImmutableCollections$");
    }

    /** Views and constants of {@link java.util.Collections} that refuse changes, though what is behind them may change. */
    static boolean unmodifiable(Class<?> type) {
        String name = type.getName();
        return name.startsWith("java.util.Collections$")
                && (name.contains("$Unmodifiable")
                        || name.contains("$Empty")
                        || name.contains("$Singleton")
                        || name.contains("$Copies"));
    }

    /** Whether a class or one of its supertypes has this name. */
    static boolean isA(@Nullable Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (isA(each, name)) {
                return true;
            }
        }
        return false;
    }
}
