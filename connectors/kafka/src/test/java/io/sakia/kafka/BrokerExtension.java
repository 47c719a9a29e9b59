package io.sakia.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one broker that all tests of a JVM share; it is started when the first wants it, and ends with the last. */
public final class BrokerExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

    /** What ends with the last test. */
    private record Shared(KafkaBroker broker) implements AutoCloseable {
        static Shared start() {
            try {
                Path folder =
                        Files.createTempDirectory(Path.of("target"), "broker").toAbsolutePath();
                return new Shared(KafkaBroker.start(folder));
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not start: " + e, e);
            }
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KafkaBroker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Shared.class, key -> Shared.start(), Shared.class)
                .broker();
    }
}
