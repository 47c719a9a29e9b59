package io.sakia.connector.codec;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the classes of stored values were made of when they were stored. A file that outlives the program carries such a table, so that a
 * program with edited classes can read it ({@link Codecs#reading}), and a tool without any of the classes can print it. Never changes.
 *
 * <pre>{@code
 * Shapes now = codecs.shapes(FileRange.class);  // all registered classes, and what else is declared
 * now.write(out);                               // at the head of a file
 * now.without(written).write(out);              // or in a log, when something was added
 * Shapes then = Shapes.read(in).and(Shapes.read(in));
 * }</pre>
 */
public final class Shapes {
    private static final Shapes NONE = new Shapes(new TreeMap<>());

    private final NavigableMap<String, Definition> definitions;

    Shapes(NavigableMap<String, Definition> definitions) {
        this.definitions = Collections.unmodifiableNavigableMap(definitions);
    }

    /** An empty table. */
    public static Shapes none() {
        return NONE;
    }

    /** What is defined, in the order of the names. */
    public Collection<Definition> definitions() {
        return definitions.values();
    }

    /** What a class is made of, or null if the table does not have it. */
    public @Nullable Definition get(String className) {
        return definitions.get(className);
    }

    /** Whether nothing is defined. */
    public boolean isEmpty() {
        return definitions.isEmpty();
    }

    /** This table and a later one, which counts where both define a class. */
    public Shapes and(Shapes later) {
        TreeMap<String, Definition> all = new TreeMap<>(definitions);
        all.putAll(later.definitions);
        return new Shapes(all);
    }

    /** What an earlier table does not have, or has otherwise: what a log still has to store before it stores values in these shapes. */
    public Shapes without(Shapes earlier) {
        TreeMap<String, Definition> news = new TreeMap<>();
        definitions.forEach((name, definition) -> {
            if (!definition.equals(earlier.definitions.get(name))) {
                news.put(name, definition);
            }
        });
        return new Shapes(news);
    }

    /** The part of this table that values of some shapes are made of. What stands in places of an open type is not known from shapes. */
    public Shapes reaching(Collection<? extends Shape> shapes) {
        TreeMap<String, Definition> reached = new TreeMap<>();
        Deque<Shape> open = new ArrayDeque<>(shapes);
        for (Shape shape = open.poll(); shape != null; shape = open.poll()) {
            if (shape instanceof Shape.Collection collection) {
                open.add(collection.element());
            } else if (shape instanceof Shape.Map map) {
                open.add(map.key());
                open.add(map.value());
            } else if (shape instanceof Shape.Optional optional) {
                open.add(optional.element());
            } else if (shape instanceof Shape.Named named) {
                Definition definition = definitions.get(named.name());
                if (definition == null || reached.put(named.name(), definition) != null) {
                    continue;
                }
                if (definition instanceof Definition.Structure structure) {
                    structure.components().forEach(each -> open.add(each.shape()));
                } else if (definition instanceof Definition.Alternatives sealed) {
                    sealed.alternatives().forEach(each -> open.add(each.shape()));
                }
            }
        }
        return new Shapes(reached);
    }

    /** Writes the table; equal tables give the same bytes. */
    public void write(DataOutput out) throws IOException {
        ShapeWriter.write(definitions.values(), out);
    }

    /** Reads what {@link #write} wrote; an {@link IOException} otherwise. */
    public static Shapes read(DataInput in) throws IOException {
        return new Shapes(ShapeReader.table(in));
    }

    /** A number for these shapes that is the same in every run: the first eight bytes of the SHA-256 of what {@link #write} writes. */
    public long fingerprint() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(new DataOutputStream(bytes));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
            return ByteBuffer.wrap(digest).getLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) { // every Java has it
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Shapes other && definitions.equals(other.definitions);
    }

    @Override
    public int hashCode() {
        return definitions.hashCode();
    }

    /** One definition a line. */
    @Override
    public String toString() {
        return definitions.values().stream().map(Definition::toString).collect(Collectors.joining("\n"));
    }
}
