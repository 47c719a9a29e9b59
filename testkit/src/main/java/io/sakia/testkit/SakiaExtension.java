package io.sakia.testkit;

import io.sakia.streaming.time.BatchInterval;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Gives a {@link StreamTester} to test methods that ask for one, and closes it after the test. A test that fails shows what the tester
 * saw: what was added, the batches, what came out.
 *
 * <pre>{@code
 * @ExtendWith(SakiaExtension.class)
 * class WordCountTest {
 *     @Test
 *     void countsWords(StreamTester tester) { … }
 * }
 * }</pre>
 */
public final class SakiaExtension implements ParameterResolver, TestExecutionExceptionHandler {
    /** Made by JUnit. */
    public SakiaExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StreamTester.class
                && parameter.getDeclaringExecutable() instanceof Method;
    }

    @Override
    public StreamTester resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context).computeIfAbsent(StreamTester.class, type -> make(context), StreamTester.class);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        StreamTester tester = store(context).get(StreamTester.class, StreamTester.class);
        if (tester != null) {
            failure.addSuppressed(new Transcript.Told(tester.transcript()));
        }
        throw failure;
    }

    /** One for each test, which JUnit closes with what is in it. */
    private static Store store(ExtensionContext context) {
        return context.getStore(Namespace.create(SakiaExtension.class, context.getUniqueId()));
    }

    private static StreamTester make(ExtensionContext context) {
        StreamTester.Builder builder = StreamTester.builder();
        AnnotationSupport.findAnnotation(context.getElement(), StreamSettings.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), StreamSettings.class))
                .ifPresent(settings -> apply(settings, builder));
        return builder.build();
    }

    private static void apply(StreamSettings settings, StreamTester.Builder builder) {
        builder.master(settings.master()).interval(BatchInterval.parse(settings.interval()));
        for (String setting : settings.conf()) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("@StreamSettings(conf = …) takes key=value, not '" + setting + "'");
            }
            builder.conf(setting.substring(0, equals), setting.substring(equals + 1));
        }
    }
}
