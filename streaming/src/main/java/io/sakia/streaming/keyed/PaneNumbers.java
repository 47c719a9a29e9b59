package io.sakia.streaming.keyed;

import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.window.WindowKind;

/**
 * The panes of sliding windows by number: pane {@code n} begins at {@code offset + n × pane}.
 *
 * <pre>
 *   windows of 30 by 20, panes of 10       0 ── 10 ── 20 ── 30 ── 40 ── 50
 *                                            0     1     2     3     4
 *   the window that ends at 50 has the panes 2 to 4
 * </pre>
 */
final class PaneNumbers {
    private final WindowKind.Sliding kind;
    private final long pane;

    PaneNumbers(WindowKind.Sliding kind) {
        this.kind = kind;
        this.pane = kind.pane();
    }

    /** The pane in which a time lies. */
    long of(long time) {
        return Math.floorDiv(time - kind.offset(), pane);
    }

    /** When a pane begins. */
    long start(long number) {
        return kind.offset() + number * pane;
    }

    /** The first pane of the window that ends at a time. */
    long first(long end) {
        return of(end - kind.size());
    }

    /** The last pane of the window that ends at a time. */
    long last(long end) {
        return of(end) - 1;
    }

    /** The end of the last window that has a pane. */
    long lastEnd(long number) {
        return kind.lastEnd(start(number));
    }

    /** The first pane of the first window that ends after a watermark; the lowest number if nothing is known. */
    long firstAfter(long watermark) {
        if (watermark == Watermarks.UNKNOWN) {
            return Long.MIN_VALUE;
        }
        return watermark == Watermarks.END ? Long.MAX_VALUE : first(kind.endAfter(watermark));
    }

    /**
     * The end of the first window after a watermark that has any of some panes.
     *
     * @param newestClosed the newest of them that windows have ended with; the lowest number if there is none
     * @param oldestOpen the oldest of the others, of those from {@link #firstAfter} on; the highest number if there is none
     * @return the highest number if there is none
     */
    long nextEnd(long watermark, long newestClosed, long oldestOpen) {
        long next = Long.MAX_VALUE;
        if (newestClosed != Long.MIN_VALUE && lastEnd(newestClosed) > watermark) {
            next = kind.endAfter(watermark);
        }
        if (oldestOpen != Long.MAX_VALUE) {
            long end = kind.endAfter(start(oldestOpen));
            next = Math.min(next, watermark == Watermarks.UNKNOWN ? end : Math.max(end, kind.endAfter(watermark)));
        }
        return next;
    }
}
