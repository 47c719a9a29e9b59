package io.sakia.connector.codec;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes shapes. What is equal gives the same bytes.
 *
 * <pre>
 *   table       version, number, definitions in the order of their names
 *   one shape   version, shape
 *   shape       1 leaf: tag              2 any: declared             3 collection: declared, element
 *               4 map: declared, key, value   5 optional: element    6 named: name
 *   definition  1 structure: name, number, (name, primitive, shape)…      2 enumeration: name, number, constants
 *               3 alternatives: name, number, (name, shape)…              4 opaque: name, name of the codec
 *   any name    0 and a string the first time, else the string's number from 1
 * </pre>
 */
final class ShapeWriter {
    static final int VERSION = 1;
    static final int LEAF = 1;
    static final int ANY = 2;
    static final int COLLECTION = 3;
    static final int MAP = 4;
    static final int OPTIONAL = 5;
    static final int NAMED = 6;
    static final int STRUCTURE = 1;
    static final int ENUMERATION = 2;
    static final int ALTERNATIVES = 3;
    static final int OPAQUE = 4;

    private final DataOutput out;
    private final Map<String, Integer> strings = new HashMap<>();

    private ShapeWriter(DataOutput out) {
        this.out = out;
    }

    static void write(Shape shape, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        new ShapeWriter(out).shape(shape);
    }

    static void write(Collection<Definition> sorted, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        ShapeWriter writer = new ShapeWriter(out);
        Wire.writeUnsigned(out, sorted.size());
        for (Definition definition : sorted) {
            writer.definition(definition);
        }
    }

    private void definition(Definition definition) throws IOException {
        if (definition instanceof Definition.Structure structure) {
            head(STRUCTURE, structure.name());
            Wire.writeUnsigned(out, structure.components().size());
            for (Definition.Component component : structure.components()) {
                string(component.name());
                out.writeBoolean(component.primitive());
                shape(component.shape());
            }
        } else if (definition instanceof Definition.Enumeration enumeration) {
            head(ENUMERATION, enumeration.name());
            Wire.writeUnsigned(out, enumeration.constants().size());
            for (String constant : enumeration.constants()) {
                string(constant);
            }
        } else if (definition instanceof Definition.Alternatives sealed) {
            head(ALTERNATIVES, sealed.name());
            Wire.writeUnsigned(out, sealed.alternatives().size());
            for (Definition.Alternative alternative : sealed.alternatives()) {
                string(alternative.name());
                shape(alternative.shape());
            }
        } else if (definition instanceof Definition.Opaque opaque) {
            head(OPAQUE, opaque.name());
            string(opaque.codec());
        }
    }

    private void shape(Shape shape) throws IOException {
        if (shape instanceof Shape.Leaf leaf) {
            out.writeByte(LEAF);
            out.writeByte(leaf.tag());
        } else if (shape instanceof Shape.Any any) {
            head(ANY, any.declared());
        } else if (shape instanceof Shape.Collection collection) {
            head(COLLECTION, collection.declared());
            shape(collection.element());
        } else if (shape instanceof Shape.Map map) {
            head(MAP, map.declared());
            shape(map.key());
            shape(map.value());
        } else if (shape instanceof Shape.Optional optional) {
            out.writeByte(OPTIONAL);
            shape(optional.element());
        } else if (shape instanceof Shape.Named named) {
            head(NAMED, named.name());
        }
    }

    private void head(int kind, String name) throws IOException {
        out.writeByte(kind);
        string(name);
    }

    private void string(String value) throws IOException {
        Integer known = strings.putIfAbsent(value, strings.size() + 1);
        Wire.writeUnsigned(out, known == null ? 0 : known);
        if (known == null) {
            Wire.writeString(out, value);
        }
    }
}
