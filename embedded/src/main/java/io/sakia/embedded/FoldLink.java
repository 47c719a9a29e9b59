package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Kind;
import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.plan.Origin;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Puts pairs into a fold. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class FoldLink extends PairLink {
    private final Origin origin;
    private final KeyedFold fold;
    private final int tag;

    FoldLink(Origin origin, KeyedFold fold, int tag) {
        this.origin = origin;
        this.fold = fold;
        this.tag = tag;
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        Object boxed = Keys.of(origin, keyKind, keyBits, key, valueKind, valueBits, value);
        Object payload = Kind.box(valueKind, valueBits, value);
        try {
            fold.put(boxed, tag, payload);
        } catch (LostBlockException | UncheckedIOException e) {
            throw e;
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(boxed, payload), e);
        }
    }
}
