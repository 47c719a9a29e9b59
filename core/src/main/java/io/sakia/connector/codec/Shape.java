package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How the values of one place lie in bytes: of a component, of a list's elements, of all that a file holds. Classes stand in it by name; what
 * they are made of is their {@link Definition} in a table of {@link Shapes}.
 *
 * <pre>{@code
 * codecs.shape(Click.class)        // Click
 * codecs.shape(long.class)         // Long
 * codecs.shapes(Click.class)       // Click(user: String, at: long, tags: List<String>)
 * }</pre>
 */
public sealed interface Shape {
    /** Values of any known class, as {@link Codecs#any} writes them; the class is in the bytes. */
    static Shape any() {
        return new Any(Object.class.getName());
    }

    /** The text for people, which leaves packages out: {@code Map<String, List<Long>>}. */
    @Override
    String toString();

    /** Writes it; {@link #read} reads it. */
    default void write(DataOutput out) throws IOException {
        ShapeWriter.write(this, out);
    }

    /** Reads what {@link #write} wrote; an {@link IOException} otherwise. */
    static Shape read(DataInput in) throws IOException {
        return ShapeReader.shape(in);
    }

    /**
     * A number, text, time, or array of numbers.
     *
     * @param tag its number in the format
     */
    record Leaf(int tag) implements Shape {
        /** Refuses a number that no type has. */
        public Leaf {
            if (StandardCodecs.byTag(tag) == null) {
                throw new IllegalArgumentException("no type has tag " + tag);
            }
        }

        /** The class of the values. */
        public Class<?> type() {
            io.sakia.connector.codec.Leaf<?> leaf = StandardCodecs.byTag(tag);
            if (leaf == null) {
                throw new IllegalStateException("no type has tag " + tag);
            }
            return leaf.type();
        }

        @Override
        public String toString() {
            return type().getSimpleName();
        }
    }

    /**
     * Values whose class is only known at run time.
     *
     * @param declared the name of the class that the program declared
     */
    record Any(String declared) implements Shape {
        @Override
        public String toString() {
            return Names.inSource(declared);
        }
    }

    /**
     * A list, set or deque.
     *
     * @param declared the name of the class that the program declared; which of the known kinds it is stands in the bytes
     * @param element its elements, any of which may be null
     */
    record Collection(String declared, Shape element) implements Shape {
        @Override
        public String toString() {
            return Names.inSource(declared) + "<" + element + ">";
        }
    }

    /**
     * A map.
     *
     * @param declared the name of the class that the program declared; which of the known kinds it is stands in the bytes
     * @param key its keys, of which one may be null
     * @param value its values, any of which may be null
     */
    record Map(String declared, Shape key, Shape value) implements Shape {
        @Override
        public String toString() {
            return Names.inSource(declared) + "<" + key + ", " + value + ">";
        }
    }

    /**
     * A value that may be absent.
     *
     * @param element the value
     */
    record Optional(Shape element) implements Shape {
        @Override
        public String toString() {
            return "Optional<" + element + ">";
        }
    }

    /**
     * Values of a class that is defined by name.
     *
     * @param name the class's name, as {@link Class#getName} gives it
     */
    record Named(String name) implements Shape {
        /** Whether it is the name that a class has, or {@linkplain FormerNames had}. */
        public boolean isNameOf(Class<?> type) {
            return Opaques.isCalled(type, name);
        }

        @Override
        public String toString() {
            return Names.inSource(name);
        }
    }
}
