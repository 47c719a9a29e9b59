package io.sakia.bench.peers.structured;

import io.sakia.bench.peers.work.TinyBatches;
import io.sakia.bench.peers.work.Workload;
import java.io.Serializable;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What rows are like, by the name of their workload. */
record Shape(String name) implements Serializable {
    /** The name of {@link TinyBatches}. */
    static final String TINY = "tiny";

    /** The number of the first row of a part of a batch; of the part after the last, that of the next batch. */
    long from(long batch, int part) {
        return name.equals(TINY)
                ? TinyBatches.from(batch, part)
                : Workload.named(name).from(batch, part);
    }

    /** The rows of a batch. */
    Rows rows(long batch) {
        return name.equals(TINY) ? new Rows.TinyRows() : Rows.of(Workload.named(name), batch);
    }

    /** Their columns. */
    StructType schema() {
        if (!name.equals(TINY)) {
            return Rows.schema(Workload.named(name));
        }
        return new StructType().add("key", DataTypes.LongType, false).add("value", DataTypes.LongType, false);
    }
}
