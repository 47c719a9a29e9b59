package io.sakia.conformance.evolve;

import io.sakia.streaming.StreamProgram;
import io.sakia.testkit.MemorySource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** One version of a program, compiled here: two of them can have different classes of the same name. */
final class Version extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();

    private Version() {
        super(Version.class.getClassLoader());
    }

    /**
     * Compiles a version.
     *
     * @param types the declarations of its classes
     * @param define the statements that define it; they know {@code ssc}, {@code words} and {@code out}
     */
    static Version of(String types, String define) throws IOException {
        String source =
                "package shop; import io.sakia.*; import io.sakia.streaming.*; import io.sakia.connector.codec.*; import io.sakia.streaming.source.*;"
                        + " import io.sakia.testkit.*; import java.util.*; import java.util.function.Consumer; " + types
                        + " public class Shop { public static StreamProgram program(MemorySource<String> words, Consumer<Object> out)"
                        + " { return ssc -> { " + define + " }; } }";
        Version version = new Version();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            messages,
                            version.new InMemory(files),
                            null,
                            List.of("-proc:none", "-nowarn"),
                            null,
                            List.of(new Source(source)))
                    .call();
            if (!done) {
                throw new IllegalArgumentException(messages.toString());
            }
        }
        return version;
    }

    StreamProgram program(MemorySource<String> words, Consumer<Object> out) {
        try {
            return (StreamProgram) loadClass("shop.Shop")
                    .getMethod("program", MemorySource.class, Consumer.class)
                    .invoke(null, words, out);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = compiled.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///shop/Shop.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        InMemory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    compiled.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
