package io.sakia.streaming.checkpoint;

import io.sakia.connector.Cursor;
import io.sakia.streaming.batch.BatchLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far sources need not be read again: to where the batches ended of which nothing is kept any more.
 *
 * <pre>
 *   planned(1) … planned(9)   committed(oldest 7)      sealed: durable
 *                             6 and before are let go  sources are told where 6 ended
 * </pre>
 *
 * That a batch was let go counts only when it is durable: until then a later run may find it in the log and ask for it.
 */
final class Forgotten {
    private final Deque<Ends> batches = new ArrayDeque<>();
    private final Map<String, Cursor> letGo = new LinkedHashMap<>();

    /** Where the shares of a batch ended, by source. */
    private record Ends(long batch, Map<String, Cursor> cursors) {}

    /** A batch is in the log. */
    void planned(BatchLog.Planned batch) {
        Map<String, Cursor> cursors = new LinkedHashMap<>();
        for (BatchLog.Share share : batch.sources()) {
            Cursor end = share.end();
            if (end != null) {
                cursors.put(share.source(), end);
            }
        }
        batches.addLast(new Ends(batch.batch(), cursors));
    }

    /** The log says that nothing is kept of batches before {@code oldest}. */
    void committed(long oldest) {
        for (Ends batch; (batch = batches.peekFirst()) != null && batch.batch() < oldest; ) {
            batches.removeFirst();
            letGo.putAll(batch.cursors());
        }
    }

    /** All that the log said is durable; gives how far each source need not be read again. */
    Map<String, Cursor> sealed() {
        return Map.copyOf(letGo);
    }
}
