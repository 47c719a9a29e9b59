package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One version of a program: its classes, compiled here, in the package {@code shop}. So two versions can have different classes of the same name.
 *
 * <pre>{@code Program.of("record Click(String user, long at) {}").make("Click", "ann", 17L)}</pre>
 */
final class Program extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> compiled = new HashMap<>();
    private Codecs codecs = Codecs.standard();

    private Program() {
        super(Program.class.getClassLoader());
    }

    /** The program with these classes, of which it registers none. */
    static Program of(String source) throws IOException {
        Program program = new Program();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            messages,
                            program.new InMemory(files),
                            null,
                            List.of("-proc:none", "-nowarn"),
                            null,
                            List.of(new Source(
                                    "package shop; import io.sakia.connector.codec.*; import java.util.*; " + source)))
                    .call();
            if (!done) {
                throw new IllegalArgumentException(messages.toString());
            }
        }
        return program;
    }

    /** This program, which registers these classes. */
    Program with(String... names) {
        for (String name : names) {
            codecs = codecs.with(type(name));
        }
        return this;
    }

    /** This program, which registers the codec of this class. */
    Program withCodec(String name) {
        codecs = codecs.with((Codec<?>) make(name));
        return this;
    }

    Codecs codecs() {
        return codecs;
    }

    Class<?> type(String name) {
        try {
            return loadClass("shop." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** An instance made by the first constructor that has so many parameters. */
    Object make(String name, Object... arguments) {
        try {
            for (Constructor<?> each : type(name).getDeclaredConstructors()) {
                if (each.getParameterCount() == arguments.length) {
                    each.setAccessible(true);
                    return each.newInstance(arguments);
                }
            }
            throw new IllegalArgumentException(name + " has no constructor with " + arguments.length + " parameters");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A constant of an enum, or what another static field holds. */
    Object constant(String type, String name) {
        try {
            Field field = type(type).getDeclaredField(name);
            field.setAccessible(true);
            return field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("unchecked")
    byte[] declared(String type, Object value) throws IOException {
        return CodecsTest.bytes((Codec<Object>) codecs.of(type(type)), value);
    }

    byte[] any(Object value) throws IOException {
        return CodecsTest.bytes(codecs.any(), value);
    }

    /** What this program writes at the head of a file, after it went through bytes. */
    Shapes shapes(String... declared) throws IOException {
        Class<?>[] types = new Class<?>[declared.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = type(declared[i]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        codecs.shapes(types).write(new DataOutputStream(bytes));
        return Shapes.read(in(bytes.toByteArray()));
    }

    static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
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
            super(URI.create("string:///shop/Types.java"), Kind.SOURCE);
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
