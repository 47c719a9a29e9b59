package io.sakia.rdd;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.Partitioner;
import io.sakia.Quad;
import io.sakia.Triple;
import io.sakia.plan.Cogroups;
import io.sakia.plan.DefaultPartitioner;
import io.sakia.plan.Joins;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.UserApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The half of {@link PairRDD} that brings several RDDs together by key: cogroups, joins, and what one leaves of another.
 *
 * @param <K> the keys
 * @param <V> the values
 */
@UserApi
public abstract sealed class PairJoins<K, V> extends RDD<Pair<K, V>> permits PairRDD {
    PairJoins(SakiaContext context, Plan<Pair<K, V>> plan) {
        super(context, plan);
    }

    /** For each key of either RDD its values in both: {@code (a,1)} and {@code (a,x) (b,y)} give (a,([1],[x])) and (b,([],[y])). */
    public final <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other) {
        return pairs(Cogroups.of(Origin.here("cogroup"), placed(other), plan(), other.plan()));
    }

    /** As {@link #cogroup(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other, int numPartitions) {
        return pairs(Cogroups.of(Origin.here("cogroup"), new HashPartitioner(numPartitions), plan(), other.plan()));
    }

    /** As {@link #cogroup(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> cogroup(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Cogroups.of(Origin.here("cogroup"), partitioner, plan(), other.plan()));
    }

    /** For each key of any of three RDDs its values in each: {@code (a,1)}, {@code (a,x)} and {@code (b,y)} give (a,([1],[x],[])) and (b,([],[],[y])). */
    public final <W1, W2> PairRDD<K, Triple<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2) {
        return pairs(Cogroups.of(Origin.here("cogroup"), placed(other1, other2), plan(), other1.plan(), other2.plan()));
    }

    /** As {@link #cogroup(PairRDD, PairRDD)}, in so many partitions. */
    public final <W1, W2> PairRDD<K, Triple<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, int numPartitions) {
        return pairs(Cogroups.of(
                Origin.here("cogroup"), new HashPartitioner(numPartitions), plan(), other1.plan(), other2.plan()));
    }

    /** As {@link #cogroup(PairRDD, PairRDD)}, placed by a partitioner. */
    public final <W1, W2> PairRDD<K, Triple<Iterable<V>, Iterable<W1>, Iterable<W2>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, Partitioner partitioner) {
        return pairs(Cogroups.of(Origin.here("cogroup"), partitioner, plan(), other1.plan(), other2.plan()));
    }

    /** For each key of any of four RDDs its values in each, as {@link #cogroup(PairRDD, PairRDD)} has them for three. */
    public final <W1, W2, W3> PairRDD<K, Quad<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3) {
        return pairs(Cogroups.of(
                Origin.here("cogroup"),
                placed(other1, other2, other3),
                plan(),
                other1.plan(),
                other2.plan(),
                other3.plan()));
    }

    /** As {@link #cogroup(PairRDD, PairRDD, PairRDD)}, in so many partitions. */
    public final <W1, W2, W3> PairRDD<K, Quad<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3, int numPartitions) {
        return pairs(Cogroups.of(
                Origin.here("cogroup"),
                new HashPartitioner(numPartitions),
                plan(),
                other1.plan(),
                other2.plan(),
                other3.plan()));
    }

    /** As {@link #cogroup(PairRDD, PairRDD, PairRDD)}, placed by a partitioner. */
    public final <W1, W2, W3> PairRDD<K, Quad<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> cogroup(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3, Partitioner partitioner) {
        return pairs(
                Cogroups.of(Origin.here("cogroup"), partitioner, plan(), other1.plan(), other2.plan(), other3.plan()));
    }

    /** The same as {@link #cogroup(PairRDD)}. */
    public final <W> PairRDD<K, Pair<Iterable<V>, Iterable<W>>> groupWith(PairRDD<K, W> other) {
        return pairs(Cogroups.of(Origin.here("groupWith"), placed(other), plan(), other.plan()));
    }

    /** The same as {@link #cogroup(PairRDD, PairRDD)}. */
    public final <W1, W2> PairRDD<K, Triple<Iterable<V>, Iterable<W1>, Iterable<W2>>> groupWith(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2) {
        return pairs(
                Cogroups.of(Origin.here("groupWith"), placed(other1, other2), plan(), other1.plan(), other2.plan()));
    }

    /** The same as {@link #cogroup(PairRDD, PairRDD, PairRDD)}. */
    public final <W1, W2, W3> PairRDD<K, Quad<Iterable<V>, Iterable<W1>, Iterable<W2>, Iterable<W3>>> groupWith(
            PairRDD<K, W1> other1, PairRDD<K, W2> other2, PairRDD<K, W3> other3) {
        return pairs(Cogroups.of(
                Origin.here("groupWith"),
                placed(other1, other2, other3),
                plan(),
                other1.plan(),
                other2.plan(),
                other3.plan()));
    }

    /** For each two values of one key the key and both: {@code (a,1) (a,2)} and {@code (a,x)} give (a,(1,x)) and (a,(2,x)). */
    public final <W> PairRDD<K, Pair<V, W>> join(PairRDD<K, W> other) {
        return pairs(Joins.inner(Origin.here("join"), plan(), other.plan(), placed(other)));
    }

    /** As {@link #join(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, Pair<V, W>> join(PairRDD<K, W> other, int numPartitions) {
        return pairs(Joins.inner(Origin.here("join"), plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #join(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, Pair<V, W>> join(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Joins.inner(Origin.here("join"), plan(), other.plan(), partitioner));
    }

    /** As {@link #join(PairRDD)}, and the pairs of this RDD that meet no other: {@code (a,1) (b,2)} and {@code (a,x)} give (a,(1,x)) and (b,(2,empty)). */
    public final <W> PairRDD<K, Pair<V, Optional<W>>> leftOuterJoin(PairRDD<K, W> other) {
        return pairs(Joins.leftOuter(Origin.here("leftOuterJoin"), plan(), other.plan(), placed(other)));
    }

    /** As {@link #leftOuterJoin(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, Pair<V, Optional<W>>> leftOuterJoin(PairRDD<K, W> other, int numPartitions) {
        return pairs(Joins.leftOuter(
                Origin.here("leftOuterJoin"), plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #leftOuterJoin(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, Pair<V, Optional<W>>> leftOuterJoin(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Joins.leftOuter(Origin.here("leftOuterJoin"), plan(), other.plan(), partitioner));
    }

    /** As {@link #join(PairRDD)}, and the pairs of the other RDD that meet none: {@code (a,1)} and {@code (a,x) (c,y)} give (a,(1,x)) and (c,(empty,y)). */
    public final <W> PairRDD<K, Pair<Optional<V>, W>> rightOuterJoin(PairRDD<K, W> other) {
        return pairs(Joins.rightOuter(Origin.here("rightOuterJoin"), plan(), other.plan(), placed(other)));
    }

    /** As {@link #rightOuterJoin(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, Pair<Optional<V>, W>> rightOuterJoin(PairRDD<K, W> other, int numPartitions) {
        return pairs(Joins.rightOuter(
                Origin.here("rightOuterJoin"), plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #rightOuterJoin(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, Pair<Optional<V>, W>> rightOuterJoin(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Joins.rightOuter(Origin.here("rightOuterJoin"), plan(), other.plan(), partitioner));
    }

    /** As {@link #join(PairRDD)}, and the pairs of either RDD that meet none: {@code (a,1)} and {@code (c,y)} give (a,(1,empty)) and (c,(empty,y)). */
    public final <W> PairRDD<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(PairRDD<K, W> other) {
        return pairs(Joins.fullOuter(Origin.here("fullOuterJoin"), plan(), other.plan(), placed(other)));
    }

    /** As {@link #fullOuterJoin(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(PairRDD<K, W> other, int numPartitions) {
        return pairs(Joins.fullOuter(
                Origin.here("fullOuterJoin"), plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #fullOuterJoin(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, Pair<Optional<V>, Optional<W>>> fullOuterJoin(
            PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Joins.fullOuter(Origin.here("fullOuterJoin"), plan(), other.plan(), partitioner));
    }

    /** The pairs whose key the other RDD does not have: {@code (a,1) (b,2)} and {@code (a,x)} give (b,2). */
    public final <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other) {
        return pairs(Joins.subtract(Origin.here("subtractByKey"), plan(), other.plan(), placed()));
    }

    /** As {@link #subtractByKey(PairRDD)}, in so many partitions. */
    public final <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other, int numPartitions) {
        return pairs(
                Joins.subtract(Origin.here("subtractByKey"), plan(), other.plan(), new HashPartitioner(numPartitions)));
    }

    /** As {@link #subtractByKey(PairRDD)}, placed by a partitioner. */
    public final <W> PairRDD<K, V> subtractByKey(PairRDD<K, W> other, Partitioner partitioner) {
        return pairs(Joins.subtract(Origin.here("subtractByKey"), plan(), other.plan(), partitioner));
    }

    final <W> PairRDD<K, W> pairs(Plan<Pair<K, W>> plan) {
        return new PairRDD<>(context(), plan);
    }

    /** Where the pairs go that an operation of this RDD and others places. */
    final Partitioner placed(PairRDD<?, ?>... others) {
        List<Plan<?>> inputs = new ArrayList<>(List.of(plan()));
        for (PairRDD<?, ?> other : others) {
            inputs.add(other.plan());
        }
        return DefaultPartitioner.of(context().defaultParallelism(), inputs);
    }
}
