package io.sakia.streaming.window;

/** When the result of a window came. */
public enum Timing {
    /** Before the window's end: more may come. */
    EARLY,
    /** When the watermark had reached the window's end: no more records are expected. */
    ON_TIME,
    /** After that, since a record came that was within the allowed lateness: it stands for the former result. */
    LATE
}
