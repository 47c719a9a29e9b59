package io.sakia.streaming.keyed;

import io.sakia.connector.Codecs;
import io.sakia.streaming.state.StateCopier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies states by the codecs of their classes; a class that no codec knows is refused, with the line to add. */
public final class CodecCopier implements StateCopier<Object> {
    private static final long serialVersionUID = 1L;

    private final List<Class<?>> types;
    private transient volatile @Nullable Codecs codecs;

    /** Knows the standard types and these. */
    public CodecCopier(List<Class<?>> types) {
        this.types = List.copyOf(types);
    }

    @Override
    public Object copy(Object state) {
        Codecs known = codecs;
        if (known == null) {
            known = Codecs.standard().with(types.toArray(Class<?>[]::new));
            codecs = known;
        }
        return known.copy(state);
    }
}
