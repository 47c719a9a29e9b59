package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Hashes;
import io.sakia.bench.peers.work.Ledger;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.RowKind;

/**
 * Enters rows into the ledger. A row that is taken back counts as −1, so what is left in the end is what the table has. The hash goes over the numbers and times whose columns have a
 * name that does not begin with an underscore.
 */
record NexmarkSink(List<Long> columns) implements Sink<RowData>, Serializable {
    private static final long LONG = 1L << 32;
    private static final long DOUBLE = 2L << 32;
    private static final long TIME = 3L << 32;

    /** For rows of a table. */
    static NexmarkSink of(ResolvedSchema schema) {
        List<Column> all = schema.getColumns();
        List<Long> columns = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            LogicalTypeRoot type = all.get(i).getDataType().getLogicalType().getTypeRoot();
            long kind = type == LogicalTypeRoot.BIGINT
                    ? LONG
                    : type == LogicalTypeRoot.DOUBLE
                            ? DOUBLE
                            : type == LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE ? TIME : 0;
            if (kind != 0 && !all.get(i).getName().startsWith("_")) {
                columns.add(kind | i);
            }
        }
        return new NexmarkSink(List.copyOf(columns));
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) {
        return new Writer(columns.stream().mapToLong(column -> column).toArray());
    }

    private static final class Writer implements SinkWriter<RowData> {
        private final long[] columns;
        private long results;
        private long checksum;

        Writer(long[] columns) {
            this.columns = columns;
        }

        @Override
        public void write(RowData row, Context context) {
            long hash = 0;
            for (long column : columns) {
                hash = Hashes.of(hash, number(row, column));
            }
            RowKind kind = row.getRowKind();
            if (kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER) {
                results++;
                checksum += hash;
            } else {
                results--;
                checksum -= hash;
            }
            if ((results & 255) == 0) {
                flush(false);
            }
        }

        private static long number(RowData row, long column) {
            int place = (int) column;
            long kind = column - place;
            if (kind == LONG) {
                return row.getLong(place);
            }
            return kind == DOUBLE
                    ? Double.doubleToLongBits(row.getDouble(place))
                    : row.getTimestamp(place, 3).getMillisecond();
        }

        @Override
        public void flush(boolean endOfInput) {
            Ledger.here().enter(results, checksum);
            results = 0;
            checksum = 0;
        }

        @Override
        public void close() {
            flush(true);
        }
    }
}
