package io.sakia.streaming.graph;

import io.sakia.streaming.error.Guard;
import org.jspecify.annotations.Nullable;

/** An operator whose function is called with one record at a time, so that a record can be rejected. */
public interface Guardable {
    /** Whether its function is called so. */
    boolean canReject();

    /** What takes the records on which the function fails; null if they fail the batch. */
    @Nullable
    Guard guard();

    /** Has a guard take the records on which the function fails from now on; null for none. */
    void guardBy(@Nullable Guard guard);

    /** Keeps what it computes in a batch, and goes over nothing twice: its past batches are read again. Before the first batch. */
    void hold();

    /** Whether what it computes is kept, so that it must be computed whole in its batch. */
    boolean isHeld();
}
