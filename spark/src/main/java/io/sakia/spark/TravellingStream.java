package io.sakia.spark;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Java serialisation that takes an {@link Optional} too, which an outer join gives and which is not serialisable by itself. What it writes
 * any {@code ObjectInputStream} can read.
 */
final class TravellingStream extends ObjectOutputStream {
    TravellingStream(OutputStream out) throws IOException {
        super(out);
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
        return object instanceof Optional<?> option ? new Travelling(option.orElse(null)) : object;
    }

    /** An Optional on its way. */
    private record Travelling(@Nullable Object value) implements Serializable {
        private Object readResolve() {
            return Optional.ofNullable(value);
        }
    }
}
