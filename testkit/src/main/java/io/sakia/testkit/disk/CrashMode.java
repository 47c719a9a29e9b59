package io.sakia.testkit.disk;

/** How a simulated machine ends, and so what its disk still has when it starts again. */
public enum CrashMode {
    /**
     * Loss of power: what was synced survives. Of the rest anything may: writes are torn at any byte, with nothing, zeros or garbage behind,
     * and each unsynced creation, rename and deletion is kept or forgotten.
     */
    LOSS_OF_POWER,

    /** {@code kill -9}: all that was written survives, but for the write that was under way, which is torn at any byte. */
    KILL_OF_PROCESS
}
