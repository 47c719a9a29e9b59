package io.sakia.embedded;

import io.sakia.Aggregate;
import io.sakia.Pair;
import io.sakia.plan.Origin;
import io.sakia.plan.ShuffleSpec;
import org.jspecify.annotations.Nullable;

/** Folds the values of each key with an aggregate: on the map side, and again where the parts of a partition meet. */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class KeyedFold {
    private final Origin origin;
    private final Aggregate<Object, @Nullable Object, Object> aggregate;
    private AggregationTable table = new AggregationTable();
    /** The only bucket so far, which needs no index as long as it stays alone. */
    private @Nullable KeyedBucket alone;

    private KeyedFold(Origin origin, Aggregate<Object, @Nullable Object, Object> aggregate) {
        this.origin = origin;
        this.aggregate = aggregate;
    }

    /** A fold by a shuffle's aggregate, which must be there. */
    @SuppressWarnings("unchecked")
    static KeyedFold of(Origin origin, ShuffleSpec<?, ?, ?> spec, Attempt attempt) {
        return new KeyedFold(origin, (Aggregate<Object, @Nullable Object, Object>)
                (Aggregate<?, ?, ?>) attempt.function(spec.aggregate()));
    }

    /** Takes in the value of one pair. */
    void add(Pair<Object, Object> pair) {
        Object key = Keys.of(origin, pair);
        try {
            int hash = AggregationTable.hash(key);
            int position = table.find(key, hash);
            if (position >= 0) {
                table.set(position, aggregate.add(table.accumulator(position), pair.value()));
            } else {
                table.insert(key, hash, aggregate.add(aggregate.create(), pair.value()));
            }
        } catch (Throwable e) {
            throw Failures.at(origin, pair, e);
        }
    }

    /** Takes in all of a bucket; its accumulators may become those of this fold, and change. */
    void merge(KeyedBucket bucket, Attempt attempt) {
        if (alone == null && table.size() == 0) {
            alone = bucket;
            return;
        }
        if (alone != null) {
            table = new AggregationTable(alone);
            alone = null;
        }
        for (int i = 0; i < bucket.size; i++) {
            attempt.checkStopped();
            merge(bucket.keys[i], bucket.hashes[i], bucket.accumulators[i]);
        }
    }

    /** The keys and accumulators; this fold is not used afterwards. */
    KeyedBucket toBucket() {
        return alone != null ? alone : table.toBucket();
    }

    /** The results of a folded bucket, whose accumulators stay as they are. */
    @Nullable
    Object[] results(KeyedBucket folded, Attempt attempt) {
        @Nullable Object[] results = new Object[folded.size];
        for (int i = 0; i < results.length; i++) {
            attempt.checkStopped();
            results[i] = result(folded.keys[i], folded.accumulators[i]);
        }
        return results;
    }

    private void merge(Object key, int hash, @Nullable Object accumulator) {
        try {
            int position = table.find(key, hash);
            if (position >= 0) {
                table.set(position, aggregate.merge(table.accumulator(position), accumulator));
            } else {
                table.insert(key, hash, accumulator);
            }
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(key, accumulator), e);
        }
    }

    private @Nullable Object result(Object key, @Nullable Object accumulator) {
        try {
            return aggregate.result(accumulator);
        } catch (Throwable e) {
            throw Failures.at(origin, new Pair<>(key, accumulator), e);
        }
    }
}
