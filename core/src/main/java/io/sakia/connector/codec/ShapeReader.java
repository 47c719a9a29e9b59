package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Reads what {@link ShapeWriter} wrote. Lengths and depths are not trusted: room is made as bytes arrive. */
final class ShapeReader {
    /** So deep may lists of lists be declared. */
    private static final int MAX_DEPTH = 100;

    /** No name in Java is longer; a longer one that is used often would take long to handle. */
    private static final int MAX_NAME = 65_535;

    private final DataInput in;
    private final List<String> strings = new ArrayList<>();

    private ShapeReader(DataInput in) {
        this.in = in;
    }

    static Shape shape(DataInput in) throws IOException {
        version(in);
        return new ShapeReader(in).checked(reader -> reader.shape(0));
    }

    static NavigableMap<String, Definition> table(DataInput in) throws IOException {
        version(in);
        ShapeReader reader = new ShapeReader(in);
        NavigableMap<String, Definition> table = new TreeMap<>();
        for (int rest = Wire.readLength(in); rest > 0; rest--) {
            Definition definition = reader.checked(ShapeReader::definition);
            if (table.put(definition.name(), definition) != null) {
                throw new IOException("the stored shapes are damaged: " + definition.name() + " is defined twice");
            }
        }
        return table;
    }

    private static void version(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != ShapeWriter.VERSION) {
            throw new IOException(
                    "the stored shapes are damaged, or a newer version of Sakia wrote them: they have version "
                            + version + ", and this one knows " + ShapeWriter.VERSION);
        }
    }

    private <T> T checked(Reading<T> reading) throws IOException {
        try {
            return reading.read(this);
        } catch (IllegalArgumentException e) { // what the shapes themselves refuse
            throw new IOException(
                    "the stored shapes are damaged, or a newer version of Sakia wrote them: " + e.getMessage(), e);
        }
    }

    private Definition definition() throws IOException {
        int kind = in.readUnsignedByte();
        String name = string();
        return switch (kind) {
            case ShapeWriter.STRUCTURE ->
                new Definition.Structure(name, list(() -> {
                    String component = string();
                    boolean primitive = in.readBoolean();
                    return new Definition.Component(component, shape(0), primitive);
                }));
            case ShapeWriter.ENUMERATION -> new Definition.Enumeration(name, list(this::string));
            case ShapeWriter.ALTERNATIVES ->
                new Definition.Alternatives(name, list(() -> new Definition.Alternative(string(), shape(0))));
            case ShapeWriter.OPAQUE -> new Definition.Opaque(name, string());
            default -> throw new IllegalArgumentException(kind + " is no kind of definition");
        };
    }

    private Shape shape(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("the stored shapes are damaged: they nest more than " + MAX_DEPTH + " deep");
        }
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case ShapeWriter.LEAF -> new Shape.Leaf(in.readUnsignedByte());
            case ShapeWriter.ANY -> new Shape.Any(string());
            case ShapeWriter.COLLECTION -> new Shape.Collection(string(), shape(depth + 1));
            case ShapeWriter.MAP -> new Shape.Map(string(), shape(depth + 1), shape(depth + 1));
            case ShapeWriter.OPTIONAL -> new Shape.Optional(shape(depth + 1));
            case ShapeWriter.NAMED -> new Shape.Named(string());
            default -> throw new IllegalArgumentException(kind + " is no kind of shape");
        };
    }

    private String string() throws IOException {
        long number = Wire.readUnsigned(in);
        if (number == 0) {
            String added = Wire.readString(in);
            if (added.length() > MAX_NAME) {
                throw new IOException(
                        "the stored shapes are damaged: they have a name of " + added.length() + " characters");
            }
            strings.add(added);
            return added;
        }
        if (number < 0 || number > strings.size()) {
            throw new IOException("the stored shapes are damaged: there is no name " + number);
        }
        return strings.get((int) number - 1);
    }

    private <E> List<E> list(Element<E> element) throws IOException {
        List<E> list = new ArrayList<>();
        for (int rest = Wire.readLength(in); rest > 0; rest--) {
            list.add(element.read());
        }
        return list;
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ShapeReader reader) throws IOException;
    }

    @FunctionalInterface
    private interface Element<E> {
        E read() throws IOException;
    }
}
