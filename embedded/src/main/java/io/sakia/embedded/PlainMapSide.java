package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.embedded.spill.Kind;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.Spread;
import io.sakia.plan.Origin;
import org.jspecify.annotations.Nullable;

/** Puts each pair into the bucket of its partition. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class PlainMapSide extends PairLink implements MapSide {
    private final Origin origin;
    private final Keys keys;
    private final Spread spread;

    PlainMapSide(Origin origin, Keys keys, Attempt attempt) {
        this.origin = origin;
        this.keys = keys;
        this.spread = new Spread(keys.partitions(), attempt.space(), attempt);
    }

    @Override
    void put(int keyKind, long keyBits, @Nullable Object key, int valueKind, long valueBits, @Nullable Object value) {
        Object boxed = Keys.of(origin, keyKind, keyBits, key, valueKind, valueBits, value);
        Object pair = new Pair<>(boxed, Kind.box(valueKind, valueBits, value));
        spread.add(keys.partition(boxed, pair), pair);
    }

    @Override
    public PairLink link() {
        return this;
    }

    @Override
    public MapOutput finish() {
        return spread.finish();
    }
}
