package io.sakia.embedded;

import io.sakia.embedded.spill.MapOutput;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;
import org.jspecify.annotations.Nullable;

/** The end of a map stage: sorts pairs into the buckets of a shuffle. */
interface MapSide {
    /** The map side of a shuffle for one attempt. */
    static MapSide of(Origin origin, ShuffleSpec<?, ?, ?> spec, Attempt attempt) {
        Keys keys = new Keys(origin, spec.partitioner());
        return spec.mapSide()
                ? new FoldingMapSide(keys, AggregateFolder.of(origin, true, spec.aggregate(), attempt), attempt)
                : new PlainMapSide(keys, attempt);
    }

    /** The last link of the stage, which takes the pairs. */
    PairLink link();

    /** Samples of the keys of many pairs that were not folded; null if there are none. */
    default @Nullable KeySamples samples() {
        return null;
    }

    /** What was put out, after the last pair. */
    MapOutput finish();
}
