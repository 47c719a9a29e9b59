package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.io.DataInput;
import java.io.IOException;
import java.util.Map;

/** Reads a sealed type of which some classes had another shape or name. */
final class MigratedAlternatives<T> extends MigratedCodec<T> {
    private final String storedName;
    private Map<String, Codec<Object>> alternatives = Map.of();

    MigratedAlternatives(String storedName, Codec<T> plain) {
        super(plain);
        this.storedName = storedName;
    }

    /** Links it with the codecs of the stored alternatives that the program still has. */
    void link(Map<String, Codec<Object>> linked) {
        alternatives = Map.copyOf(linked);
    }

    @Override
    T read(DataInput in, int depth) throws IOException {
        String name = Wire.readString(in);
        Codec<Object> codec = alternatives.get(name);
        if (codec == null) {
            throw new ShapeMismatchException("a " + name + " is stored as a " + storedName + ", and the program's "
                    + type().getName() + " has no such class: put it back, or if it has another name now, add"
                    + " @FormerNames(\"" + name + "\") to it");
        }
        Object value = readInner(codec, in, depth);
        if (!type().isInstance(value)) {
            throw new ShapeMismatchException(
                    "a " + value.getClass().getName() + " is stored where the program wants a " + type().getName());
        }
        return type().cast(value);
    }
}
