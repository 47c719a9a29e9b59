package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.column.PairSink;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** The last link before a function that takes pairs in parts. */
final class PairSinkLink extends PairLink {
    /** So many pairs of columns are handed over before it is asked again whether the job was stopped. */
    private static final int MANY = 1024;

    private final Origin origin;
    private final PairSink sink;

    PairSinkLink(Origin origin, PairSink sink) {
        this.origin = origin;
        this.sink = sink;
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        try {
            sink.put(keyKind, keyBits, key, valueKind, valueBits, value);
        } catch (Throwable e) {
            throw failed(keyKind, keyBits, key, valueKind, valueBits, value, e);
        }
    }

    @Override
    void expect(int pairs) {
        sink.expect(pairs);
    }

    @Override
    void putAll(Attempt attempt, Column keys, Column values, int size) {
        for (int from = 0; from < size; from += MANY) {
            attempt.checkStopped();
            try {
                sink.putAll(keys, values, from, Math.min(size, from + MANY));
            } catch (Throwable e) {
                throw Failures.at(origin, null, e);
            }
        }
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private RuntimeException failed(
            int keyKind,
            long keyBits,
            @Nullable Object key,
            int valueKind,
            long valueBits,
            @Nullable Object value,
            Throwable thrown) {
        Pair<@Nullable Object, @Nullable Object> pair =
                new Pair<>(Kind.box(keyKind, keyBits, key), Kind.box(valueKind, valueBits, value));
        return Failures.at(origin, pair, thrown);
    }
}
