package io.sakia.plan;

import java.io.Serializable;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a plan node comes from: the operation, the name that the user gave, and the line of the user's call. It stands in
 * errors and in {@code explain()}.
 *
 * @param operation the method that the user called, such as {@code "reduceByKey"}
 * @param name the operator's name in the program, or null if it has none
 * @param file the source file of the call, or null if not known
 * @param line the line of the call, 0 if not known
 */
public record Origin(
        String operation, @Nullable String name, @Nullable String file, int line) implements Serializable {
    private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

    private static final ClassValue<Boolean> API = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return type == Origin.class || type.getNestHost().isAnnotationPresent(UserApi.class);
        }
    };

    /** The origin of a call of {@code operation} that is under way: its place is the first frame outside of {@link UserApi}. */
    public static Origin here(String operation) {
        Optional<StackFrame> caller = WALKER.walk(frames ->
                frames.filter(frame -> !API.get(frame.getDeclaringClass())).findFirst());
        return new Origin(
                operation,
                null,
                caller.map(StackFrame::getFileName).orElse(null),
                caller.map(StackFrame::getLineNumber).orElse(0));
    }

    /** An origin inside Sakia, with no line of the user's. */
    public static Origin internal(String operation) {
        return new Origin(operation, null, null, 0);
    }

    /** The same place under a name. */
    public Origin named(@Nullable String newName) {
        return new Origin(operation, newName, file, line);
    }

    /** The same place for another operation, where one call makes several nodes. */
    public Origin as(String newOperation) {
        return new Origin(newOperation, name, file, line);
    }

    /** As {@code reduceByKey 'counts' at WordCount.java:14}. */
    @Override
    public String toString() {
        return operation + (name == null ? "" : " '" + name + "'") + (file == null ? "" : " at " + file + ":" + line);
    }
}
