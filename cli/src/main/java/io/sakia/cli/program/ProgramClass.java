package io.sakia.cli.program;

import io.sakia.streaming.StreamProgram;
import io.sakia.streaming.StreamingContext;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that was found by the name of its class.
 *
 * @param program defines it
 * @param loader of its classes
 */
record ProgramClass(StreamProgram program, URLClassLoader loader) implements Closeable {
    /**
     * Finds a program.
     *
     * @param jars where the class is, if not on the class path
     * @throws IllegalArgumentException if there is none
     */
    static ProgramClass find(String name, List<Path> jars) throws IOException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            if (!Files.exists(jars.get(i))) {
                throw new IllegalArgumentException("there is no file " + jars.get(i));
            }
            urls[i] = jars.get(i).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader(urls, ProgramClass.class.getClassLoader());
        try {
            return new ProgramClass(program(loader.loadClass(name)), loader);
        } catch (ClassNotFoundException e) {
            loader.close();
            throw new IllegalArgumentException(
                    "there is no class " + name + (jars.isEmpty() ? ": say with --jar where it is" : " in " + jars), e);
        } catch (RuntimeException e) {
            loader.close();
            throw e;
        }
    }

    private static StreamProgram program(Class<?> type) {
        try {
            if (StreamProgram.class.isAssignableFrom(type)) {
                return (StreamProgram) type.getDeclaredConstructor().newInstance();
            }
            Method define = type.getDeclaredMethod("define", StreamingContext.class);
            if (Modifier.isStatic(define.getModifiers())) {
                define.setAccessible(true);
                return context -> define(define, context);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(noProgram(type), e);
        }
        throw new IllegalArgumentException(noProgram(type));
    }

    private static void define(Method define, StreamingContext context) throws Exception {
        try {
            define.invoke(null, context);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String noProgram(Class<?> type) {
        return type.getName()
                + " is no program: it has no static define(StreamingContext), and is no StreamProgram with"
                + " a constructor without arguments";
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
