package io.sakia.connector.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names that a class, a component of a record, a field or a constant of an enum had when values of it were stored. A class's name is the one that
 * {@link Class#getName} gives: with its package, and with {@code $} before the name of a nested class. The class of a program's own codec may have it too.
 *
 * <pre>{@code
 * @FormerNames("com.acme.Click")
 * record PageClick(@FormerNames("user") String visitor, long at) {}
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface FormerNames {
    /** The names, in any order. */
    String[] value();
}
