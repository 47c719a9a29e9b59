package io.sakia.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the {@link StreamTester} of a test method, or of all of a class, is made; a method's settings replace its class's.
 *
 * <pre>{@code
 * @Test
 * @StreamSettings(interval = "auto", conf = "sakia.default.parallelism=4")
 * void countsAsDataCome(StreamTester tester) { … }
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface StreamSettings {
    /** The batch interval, such as {@code 200ms}, {@code 1s} or {@code 5m}, or {@code auto} for self-clocked. */
    String interval() default "1s";

    /** The master URL. */
    String master() default "local[2]";

    /** Settings, each as {@code key=value}. */
    String[] conf() default {};
}
