package io.sakia.embedded.memory;

/** A finished structure that can give its memory back: it has other means, such as a disk or computing again. */
@FunctionalInterface
public interface Evictable {
    /**
     * Gives memory back; called by any thread that needs room, with no lock of the budget held.
     *
     * @return the bytes that it gave back, or 0 if it can't now, because it is being read or locked; it never waits
     */
    long evict();
}
