package io.sakia.embedded;

import io.sakia.Pair;
import io.sakia.embedded.spill.MapOutput;
import io.sakia.embedded.spill.Spread;
import io.sakia.plan.Origin;

/** Puts each pair into the bucket of its partition. */
final class PlainMapSide extends MapSide {
    private final Origin origin;
    private final Keys keys;
    private final Spread spread;

    PlainMapSide(Origin origin, Keys keys, Attempt attempt) {
        this.origin = origin;
        this.keys = keys;
        this.spread = new Spread(keys.partitions(), attempt.space(), attempt);
    }

    @Override
    @SuppressWarnings("unchecked")
    void push(Object record) {
        Object key = Keys.of(origin, (Pair<Object, Object>) record);
        spread.add(keys.partition(key, record), record);
    }

    @Override
    MapOutput finish() {
        return spread.finish();
    }
}
