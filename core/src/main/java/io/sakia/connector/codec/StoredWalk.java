package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Goes through stored values by their shapes alone, without their classes, and tells a visitor what it meets. Each step takes at least one byte or is one of an
 * empty structure, and depth is limited, so that no shapes and no bytes make it run for longer than the bytes are long.
 */
final class StoredWalk {
    private final Shapes shapes;
    private final Codecs codecs;
    private final Visitor visitor;
    private final Map<String, Map<String, Shape>> alternatives = new ConcurrentHashMap<>();

    /**
     * A walk.
     *
     * @param codecs read what a codec of the program's own stored
     */
    StoredWalk(Shapes shapes, Codecs codecs, Visitor visitor) {
        this.shapes = shapes;
        this.codecs = codecs;
        this.visitor = visitor;
    }

    void value(Shape shape, DataInput in) throws IOException {
        value(shape, in, 0);
    }

    /** A component of a structure that stands at {@code depth}. */
    void component(Definition.Component component, DataInput in, int depth) throws IOException {
        if (component.primitive()) {
            inner(component.shape(), in, depth);
        } else {
            nullable(component.shape(), in, depth);
        }
    }

    private void inner(Shape shape, DataInput in, int depth) throws IOException {
        if (depth >= NestedCodec.MAX_DEPTH) {
            throw new IOException(
                    "the stored bytes are damaged: they nest values more than " + NestedCodec.MAX_DEPTH + " deep");
        }
        value(shape, in, depth + 1);
    }

    private void nullable(Shape shape, DataInput in, int depth) throws IOException {
        if (in.readBoolean()) {
            inner(shape, in, depth);
        } else {
            visitor.leaf(null);
        }
    }

    private void value(Shape shape, DataInput in, int depth) throws IOException {
        if (shape instanceof Shape.Leaf leaf) {
            visitor.leaf(StandardCodecs.leaf(leaf.tag()).read(in, depth));
        } else if (shape instanceof Shape.Any) {
            any(shape, in, depth);
        } else if (shape instanceof Shape.Collection collection) {
            collection(collection.element(), in, depth);
        } else if (shape instanceof Shape.Map map) {
            map(map.key(), map.value(), in, depth);
        } else if (shape instanceof Shape.Optional optional) {
            optional(optional.element(), in, depth);
        } else if (shape instanceof Shape.Named named) {
            named(named.name(), in, depth);
        }
    }

    private void any(Shape any, DataInput in, int depth) throws IOException {
        int tag = in.readByte();
        switch (tag) {
            case AnyCodec.COLLECTION -> inner(new Shape.Collection("", any), in, depth);
            case AnyCodec.MAP -> inner(new Shape.Map("", any, any), in, depth);
            case AnyCodec.OPTIONAL -> inner(new Shape.Optional(any), in, depth);
            case AnyCodec.NAMED -> inner(new Shape.Named(Wire.readString(in)), in, depth);
            default -> visitor.leaf(StandardCodecs.leaf(tag).read(in, depth));
        }
    }

    private void collection(Shape element, DataInput in, int depth) throws IOException {
        int code = in.readByte();
        if (CollectionKind.ofCode(code) == null) {
            throw new IOException("the stored bytes are damaged: " + code + " is no kind of collection");
        }
        visitor.begin("", "[");
        for (int rest = Wire.readLength(in); rest > 0; rest--) {
            visitor.next("");
            nullable(element, in, depth);
        }
        visitor.end("]");
    }

    private void map(Shape key, Shape value, DataInput in, int depth) throws IOException {
        int code = in.readByte();
        if (MapKind.ofCode(code) == null) {
            throw new IOException("the stored bytes are damaged: " + code + " is no kind of map");
        }
        visitor.begin("", "{");
        for (int rest = Wire.readLength(in); rest > 0; rest--) {
            visitor.next("");
            nullable(key, in, depth);
            visitor.mapped();
            nullable(value, in, depth);
        }
        visitor.end("}");
    }

    private void optional(Shape element, DataInput in, int depth) throws IOException {
        visitor.begin("Optional", "[");
        if (in.readBoolean()) {
            inner(element, in, depth);
        }
        visitor.end("]");
    }

    private void named(String name, DataInput in, int depth) throws IOException {
        Definition definition = shapes.get(name);
        if (definition instanceof Definition.Structure structure) {
            visitor.begin(name, "(");
            for (Definition.Component component : structure.components()) {
                visitor.next(component.name());
                component(component, in, depth);
            }
            visitor.end(")");
        } else if (definition instanceof Definition.Enumeration) {
            visitor.leaf(Wire.readString(in));
        } else if (definition instanceof Definition.Alternatives sealed) {
            inner(alternative(sealed, Wire.readString(in)), in, depth);
        } else if (definition instanceof Definition.Opaque opaque) {
            Codec<?> codec = Opaques.codec(opaque, codecs);
            if (codec == null) {
                throw new ShapeMismatchException("a " + name + " is stored by the codec " + opaque.codec()
                        + ", without which its bytes can't be told from what follows: register that codec");
            }
            visitor.leaf(codec.read(in));
        } else {
            throw new ShapeMismatchException("a " + name + " is stored, and what it is made of is not");
        }
    }

    private Shape alternative(Definition.Alternatives sealed, String name) throws IOException {
        Map<String, Shape> known = alternatives.computeIfAbsent(
                sealed.name(),
                key -> sealed.alternatives().stream()
                        .collect(Collectors.toMap(Definition.Alternative::name, Definition.Alternative::shape)));
        Shape shape = known.get(name);
        if (shape != null) {
            return shape;
        }
        throw new IOException("the stored bytes are damaged: " + name + " is no class of " + sealed.name());
    }

    /** What is told of the values, from left to right. */
    interface Visitor {
        /** Nothing is told. */
        Visitor NONE = new Visitor() {};

        /** A value without parts, or null. */
        default void leaf(@Nullable Object value) {}

        /** Parts follow, each after {@link #next}, of a class unless the name is empty. */
        default void begin(String className, String open) {}

        /** A part follows, of a name unless it is empty. */
        default void next(String name) {}

        /** The value of a map's key follows. */
        default void mapped() {}

        /** The parts have ended. */
        default void end(String close) {}
    }
}
