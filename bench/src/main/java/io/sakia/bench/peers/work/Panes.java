package io.sakia.bench.peers.work;

/** Records for sliding windows: ten thousand keys from 0 on, drawn evenly, with values below a thousand. A batch is a pane of a second. */
public final class Panes {
    /** How many keys there are. */
    public static final int KEYS = 10_000;
    /** How many panes a window has. */
    public static final int PANES = 60;

    private Panes() {}

    /** The key of a record. */
    public static int key(long number) {
        return (int) (((Hashes.mix(number) >>> 32) * KEYS) >>> 32);
    }

    /** The value of a record. */
    public static long value(long number) {
        return ((Hashes.mix(number) & 0xffff_ffffL) * 1000) >>> 32;
    }

    /** A record. */
    public static Event event(long number) {
        return new Event(key(number), value(number));
    }
}
