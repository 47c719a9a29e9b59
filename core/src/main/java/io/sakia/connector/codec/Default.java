package io.sakia.connector.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record is in values that were stored before there was such a component, or where the stored component is null and can't be any more.
 *
 * <pre>{@code
 * record Click(String user, long at, @Default("1") int weight, @Default("RED") Colour colour, @Default String note) {}
 * }</pre>
 *
 * <p>The text is as the type's {@code valueOf} or {@code parse} reads it: of a primitive and its box, String, an enum, BigInteger, BigDecimal, UUID, and the types of
 * java.time. Without a text the component is null. An Optional and the JDK's collections are empty without this annotation. Fields of a plain class are what its
 * constructor without arguments makes them; there this annotation only serves for a stored null.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Default {
    /** Stands for null. */
    String NULL = "\0null";

    /** The text of the value. */
    String value() default NULL;
}
