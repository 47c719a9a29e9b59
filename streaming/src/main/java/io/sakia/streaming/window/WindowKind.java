package io.sakia.streaming.window;

import io.sakia.streaming.time.Durations;
import java.io.Serializable;
import java.time.Duration;

/** How records fall into windows. Times are in milliseconds. */
public sealed interface WindowKind extends Serializable {
    /** Times, lengths and offsets are not larger than this, some 36 million years, so that sums of them are numbers. */
    long LARGEST = 1L << 60;

    /** For people. */
    String text();

    private static String text(long millis) {
        return Durations.text(Duration.ofMillis(millis));
    }

    /**
     * Windows of one length, one beginning every {@code slide}.
     *
     * @param size the length, not less than {@code slide}
     * @param slide from one window's start to the next one's
     * @param offset a time at which a window begins
     */
    record Sliding(long size, long slide, long offset) implements WindowKind {
        @Override
        public String text() {
            String at = offset == 0 ? "" : " from " + WindowKind.text(offset);
            return size == slide
                    ? "tumbling windows of " + WindowKind.text(size) + at
                    : "windows of " + WindowKind.text(size) + " every " + WindowKind.text(slide) + at;
        }

        /** The start of the last window that begins at a time or before it. */
        public long lastStart(long time) {
            return time - Math.floorMod(time - offset, slide);
        }

        /** The end of the last window in which a time lies. */
        public long lastEnd(long time) {
            return lastStart(time) + size;
        }

        /** The end of the first window that ends after a time, which is the first one in which it lies if it lies in any. */
        public long endAfter(long time) {
            return lastStart(time - size) + slide + size;
        }

        /** The length of the stretches of which all windows consist. */
        public long pane() {
            long a = size;
            long b = slide;
            while (b != 0) {
                long rest = a % b;
                a = b;
                b = rest;
            }
            return a;
        }
    }

    /**
     * Windows of records that come close to each other.
     *
     * @param gap records belong together if there is less time than that between one and the next
     */
    record Session(long gap) implements WindowKind {
        @Override
        public String text() {
            return "sessions with a gap of " + WindowKind.text(gap);
        }
    }

    /**
     * Windows of a number of records.
     *
     * @param size how many
     */
    record Count(long size) implements WindowKind {
        @Override
        public String text() {
            return "windows of " + size + " records";
        }
    }

    /** One window of all records. */
    record Global() implements WindowKind {
        @Override
        public String text() {
            return "one window";
        }
    }
}
