package io.sakia.streaming.checkpoint;

import io.sakia.streaming.checkpoint.LogEntry.Base;
import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a log says so far, and what it does not need any more itself: a start follows older segments, its own run goes on with that. */
final class History {
    private final Ledger ledger = new Ledger();
    private final Retired retired;

    History(Retention retention) {
        this.retired = new Retired(retention);
    }

    /** What counts now. */
    Ledger ledger() {
        return ledger;
    }

    /** Takes in the next entry of a segment. */
    void take(LogEntry entry, long segment) throws IOException {
        if (entry instanceof Base) {
            Set<String> before = ledger.files();
            ledger.take(entry);
            begun(segment);
            retire(0, without(before, ledger.files()));
        } else {
            ledger.take(entry);
            if (entry instanceof Committed committed) {
                retire(committed.oldest(), ledger.takeUnnamedFiles());
            }
        }
    }

    /** A segment begins with all that counts now. */
    void begun(long segment) {
        Planned last = ledger.last();
        retired.segment(segment, last == null ? 0 : last.batch(), last == null ? 0 : last.time());
    }

    /** A run takes over: what was dropped, or will be once the last epoch is committed, is needed by retained batches alone. */
    void retireUnnamed() {
        retire(0, ledger.takeUnnamedFiles());
    }

    private void retire(long oldest, Map<String, Long> files) {
        Planned last = ledger.last();
        if (last != null) {
            retired.epoch(last.batch(), last.time(), oldest, files);
        }
    }

    /** What came so far can't be relied upon: the next entry is a base, and history begins with it. */
    void forget() {
        retired.clear();
        ledger.clear();
    }

    /** What can be deleted now. */
    Retired.Freed free() {
        return retired.free();
    }

    /** The files of retained batches that nothing else needs. */
    Set<String> retired() {
        return retired.files();
    }

    private static Map<String, Long> without(Set<String> before, Set<String> after) {
        Map<String, Long> gone = new HashMap<>();
        before.stream().filter(file -> !after.contains(file)).forEach(file -> gone.put(file, 0L));
        return gone;
    }
}
