package io.sakia.embedded.spill;

import io.sakia.embedded.memory.Claim;
import org.jspecify.annotations.Nullable;

/** The claim to a result in memory, until somebody takes it over or the result is closed. */
final class HeldClaim implements AutoCloseable {
    private @Nullable Claim claim;

    /** Holds a claim, or none for what is too little to matter. */
    HeldClaim(@Nullable Claim claim) {
        this.claim = claim;
    }

    boolean isEmpty() {
        return claim == null;
    }

    /** The claim, which is the caller's from now on; null if there is none. */
    @Nullable
    Claim take() {
        Claim taken = claim;
        claim = null;
        return taken;
    }

    @Override
    public void close() {
        Claim held = take();
        if (held != null) {
            held.close();
        }
    }
}
