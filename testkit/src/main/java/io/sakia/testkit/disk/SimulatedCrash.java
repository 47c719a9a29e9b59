package io.sakia.testkit.disk;

/**
 * The end of a simulated machine or process: what every operation on a {@link SimulatedDisk} throws from its crash on.
 *
 * <p>An Error and no IOException, so that code that copes with failing disks (tries again, goes on without, writes to another file) does
 * not cope with this: a process that was killed copes with nothing.
 */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String message) {
        super(message);
    }
}
