package io.sakia.streaming.state;

import java.io.Serializable;
import java.util.List;

/**
 * What one task has stored of one partition's state at the end of an epoch. It counts from the moment that the driver has named it in
 * a sealed record of the batch log.
 *
 * @param increment the accepted increment up to which it goes
 * @param epoch the epoch that ended
 * @param whole whether it holds all keys, or those that have changed since the part before
 * @param extents where its blocks stand, in order; none if nothing had changed
 * @param entries how many keys it names
 * @param bytes how many bytes its blocks have
 */
public record StoredPart(Increment increment, long epoch, boolean whole, List<Extent> extents, long entries, long bytes)
        implements Serializable {
    /** Takes the extents as they are. */
    public StoredPart {
        extents = List.copyOf(extents);
    }
}
