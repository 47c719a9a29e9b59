package io.sakia.bench.peers.structured;

import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The format of {@link Numbered} rows; its option {@code workload} tells which. Spark makes it, by its name. */
public final class NumberedProvider implements TableProvider {
    private static final String WORKLOAD = "workload";

    /** The format. */
    public NumberedProvider() {}

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return new Shape(options.getOrDefault(WORKLOAD, "")).schema();
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new NumberedTable(new Shape(new CaseInsensitiveStringMap(properties).getOrDefault(WORKLOAD, "")));
    }

    private record NumberedTable(Shape shape) implements SupportsRead, Scan {
        @Override
        public String name() {
            return shape.name();
        }

        @Override
        @SuppressWarnings("deprecation") // columns() is made of it
        public StructType schema() {
            return shape.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.MICRO_BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> this;
        }

        @Override
        public StructType readSchema() {
            return shape.schema();
        }

        @Override
        public MicroBatchStream toMicroBatchStream(String checkpoint) {
            return new Numbered(shape);
        }
    }
}
