package io.sakia.embedded;

import io.sakia.embedded.spill.MapOutput;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;

/** The last link of a map stage: sorts pairs into the buckets of a shuffle. */
abstract class MapSide extends PairLink {
    /** The map side of a shuffle for one attempt. */
    static MapSide of(Origin origin, ShuffleSpec<?, ?, ?> spec, Attempt attempt) {
        Keys keys = new Keys(origin, spec.partitioner());
        return spec.mapSide()
                ? new FoldingMapSide(origin, keys, AggregateFolder.of(origin, true, spec.aggregate(), attempt), attempt)
                : new PlainMapSide(origin, keys, attempt);
    }

    /** What was put out, after the last record. */
    abstract MapOutput finish();
}
