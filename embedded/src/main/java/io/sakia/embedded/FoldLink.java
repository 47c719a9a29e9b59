package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.embedded.disk.LostBlockException;
import io.sakia.embedded.spill.KeyedFold;
import io.sakia.plan.Origin;
import java.io.UncheckedIOException;

/** Puts pairs into a fold. */
final class FoldLink extends Link {
    private final Origin origin;
    private final KeyedFold fold;
    private final int tag;

    FoldLink(Origin origin, KeyedFold fold, int tag) {
        this.origin = origin;
        this.fold = fold;
        this.tag = tag;
    }

    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        Pair<Object, Object> pair = (Pair<Object, Object>) record;
        Object key = Keys.of(origin, pair);
        try {
            fold.put(key, tag, pair.value());
        } catch (LostBlockException | UncheckedIOException e) {
            throw e;
        } catch (Throwable e) {
            throw Failures.at(origin, pair, e);
        }
    }
}
