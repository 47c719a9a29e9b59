package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Describes codecs, and gathers the definitions of the classes that it meets. */
final class ShapeCollector {
    private final TreeMap<String, Definition> definitions = new TreeMap<>();
    private final Map<String, Codec<?>> codecs = new HashMap<>();

    Shape shape(Codec<?> codec) {
        if (codec instanceof NestedCodec<?> nested) {
            return nested.shape(this);
        }
        return define(
                codec,
                () -> new Definition.Opaque(
                        codec.type().getName(), codec.getClass().getName()));
    }

    /** The class of a codec by its name; it is defined once, and may be a part of itself. */
    Shape define(Codec<?> codec, Supplier<Definition> definition) {
        String name = codec.type().getName();
        if (codecs.putIfAbsent(name, codec) == null) {
            definitions.put(name, definition.get());
        }
        return new Shape.Named(name);
    }

    /** The codecs of the classes that are defined. */
    Collection<Codec<?>> codecs() {
        return codecs.values();
    }

    Shapes shapes() {
        return new Shapes(definitions);
    }
}
