package io.sakia.streaming.checkpoint;

import io.sakia.connector.Cursor;
import io.sakia.connector.Sink;
import io.sakia.plan.Plan;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.batch.Recovered;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StreamGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes of what a ledger says what a program can go on with. */
final class Recovery {
    private Recovery() {}

    static Recovered of(Ledger ledger, PastTypes past, KeptFiles kept, SakiaContext context, StreamGraph graph)
            throws IOException {
        Map<String, List<? extends Sink.Staged>> outputs = new LinkedHashMap<>();
        for (LogEntry.Output output : ledger.outputs()) {
            List<? extends Sink.Staged> staged = past.staged(output);
            if (!staged.isEmpty()) {
                outputs.put(output.output(), staged);
            }
        }
        return new Recovered(
                ledger.epoch(),
                ledger.isCommitted(),
                batches(past, ledger.sealed()),
                batches(past, ledger.planned()),
                cursors(past, ledger.cursors()),
                cursors(past, ledger.acknowledged()),
                outputs,
                Map.copyOf(ledger.states()),
                kept(ledger, kept, context, graph));
    }

    private static List<BatchLog.Planned> batches(PastTypes past, List<LogEntry.Planned> entries) throws IOException {
        List<BatchLog.Planned> batches = new ArrayList<>(entries.size());
        for (LogEntry.Planned entry : entries) {
            batches.add(past.batch(entry));
        }
        return batches;
    }

    private static Map<String, Cursor> cursors(PastTypes past, Map<String, byte[]> stored) throws IOException {
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        for (Map.Entry<String, byte[]> each : stored.entrySet()) {
            Cursor cursor = past.cursor(each.getKey(), each.getValue());
            if (cursor != null) {
                cursors.put(each.getKey(), cursor);
            }
        }
        return cursors;
    }

    private static Map<String, Map<Long, Plan<?>>> kept(
            Ledger ledger, KeptFiles kept, SakiaContext context, StreamGraph graph) {
        Map<String, Operator<?>> operators = new HashMap<>();
        graph.kept().forEach(operator -> operators.put(String.valueOf(operator.name()), operator));
        Map<String, Map<Long, Plan<?>>> plans = new HashMap<>();
        for (Kept stored : ledger.kept()) {
            Operator<?> operator = operators.get(stored.operator());
            if (operator != null) {
                plans.computeIfAbsent(stored.operator(), name -> new HashMap<>())
                        .put(stored.batch(), kept.read(operator, stored, context.registeredTypes()));
            }
        }
        return plans;
    }
}
