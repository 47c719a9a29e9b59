package io.sakia.connector.codec;

import io.sakia.connector.Codec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds codecs of the program's own for what such codecs stored. Only the codec's class says that it understands the bytes. */
final class Opaques {
    private Opaques() {}

    /** The codec that stored values of this class, or null if the program does not have it. */
    static @Nullable Codec<?> codec(Definition.Opaque stored, Codecs codecs) {
        Codec<?> codec = codecs.named().called(stored.name());
        return codec != null && understands(codec, stored) ? codec : null;
    }

    /** Whether a codec is of the class, or of what has become of it, that wrote the stored values. */
    static boolean understands(Codec<?> codec, Definition.Opaque stored) {
        return !(codec instanceof NestedCodec<?>) && isCalled(codec.getClass(), stored.codec());
    }

    /** Whether a class has a name or had it. */
    static boolean isCalled(Class<?> type, String name) {
        if (type.getName().equals(name)) {
            return true;
        }
        FormerNames former = type.getAnnotation(FormerNames.class);
        return former != null && List.of(former.value()).contains(name);
    }
}
