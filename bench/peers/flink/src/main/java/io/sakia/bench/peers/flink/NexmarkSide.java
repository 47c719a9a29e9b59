package io.sakia.bench.peers.flink;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;

/** The table that query 13 joins with, in memory: the same that Sakia's query has. */
public final class NexmarkSide extends LookupFunction {
    private static final long KEYS = 10_000;
    private static final long serialVersionUID = 1L;

    private transient Map<Long, Collection<RowData>> rows = Map.of();

    /** The table. */
    public NexmarkSide() {}

    @Override
    public void open(FunctionContext context) {
        rows = new HashMap<>();
        for (long key = 0; key < KEYS; key++) {
            if (key % 4 != 3) {
                rows.put(key, List.of(GenericRowData.of(key, StringData.fromString("value of " + key))));
            }
        }
    }

    @Override
    public Collection<RowData> lookup(RowData key) {
        return rows.getOrDefault(key.getLong(0), List.of());
    }
}
