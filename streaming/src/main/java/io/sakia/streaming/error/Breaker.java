package io.sakia.streaming.error;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Ends a stream in which an operator rejects more than it may: of one batch, or of the last records.
 *
 * <pre>
 *   over 1,000   batch     1      2      3      4
 *                read      600    500    300    200      1 goes when the others have 1,000
 *                window    [1]    [1 2]  [1 2 3][2 3 4]
 * </pre>
 */
final class Breaker {
    private final ErrorPolicy policy;
    private final Deque<Batch> batches = new ArrayDeque<>();
    private long records;
    private long rejected;

    Breaker(ErrorPolicy policy) {
        this.policy = policy;
    }

    private record Batch(long records, long rejected) {}

    /** Counts a batch in. */
    void add(String operator, long newRecords, long newRejected, @Nullable Rejected last) {
        if (newRecords > 0 || newRejected > 0) {
            batches.addLast(new Batch(newRecords, newRejected));
            records += newRecords;
            rejected += newRejected;
        }
        while (!batches.isEmpty() && records - batches.getFirst().records >= policy.over()) {
            Batch oldest = batches.removeFirst();
            records -= oldest.records;
            rejected -= oldest.rejected;
        }
        if (newRejected > policy.atMostPerBatch()) {
            throw TooManyRejectedException.inBatch(operator, newRejected, policy.atMostPerBatch(), text(last));
        }
        if (records >= policy.over() && rejected > policy.atMost() * records) {
            throw TooManyRejectedException.ofLast(operator, rejected, records, policy.atMost(), text(last));
        }
    }

    private static String text(@Nullable Rejected last) {
        return last == null ? "unknown" : ShortText.of(last.record()) + ": " + last.cause();
    }
}
