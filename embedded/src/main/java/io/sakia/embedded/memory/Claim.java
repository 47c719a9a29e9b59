package io.sakia.embedded.memory;

import org.jspecify.annotations.Nullable;

/**
 * The bytes that one structure of one task holds while it is built. Used by one thread at a time.
 *
 * <pre>{@code
 * try (Claim claim = budget.claim()) {
 *     while (records.hasNext()) {
 *         if (!claim.grow(table.growth())) {
 *             table.spill();
 *             claim.shrink(claim.bytes());
 *         }
 *         table.add(records.next());
 *     }
 * }
 * }</pre>
 */
public final class Claim implements AutoCloseable {
    private final MemoryBudget budget;
    private final @Nullable Object group;
    private long bytes;
    private boolean large;

    Claim(MemoryBudget budget, @Nullable Object group) {
        this.budget = budget;
        this.group = group;
    }

    /**
     * Asks for more, evicting what is settled if need be. What stays below the budget's minimum is always granted, so that nobody
     * spills single records and nobody waits.
     *
     * @return true if it was granted; if false the structure spills, gives back, and asks again
     */
    public boolean grow(long more) {
        check(more);
        if (bytes + more <= budget.minimum()) {
            budget.take(more);
        } else {
            if (!large) {
                large = true;
                budget.enterLarge();
            }
            if (!budget.tryTake(bytes, more, group)) {
                return false;
            }
        }
        bytes += more;
        return true;
    }

    /** Takes more whatever the budget says: for what can't be spilled. */
    public void force(long more) {
        if (!grow(more)) {
            budget.force(more);
            bytes += more;
        }
    }

    /** Gives some bytes back. */
    public void shrink(long less) {
        check(less);
        if (less > bytes) {
            throw new IllegalArgumentException("a claim of " + bytes + " bytes can't give back " + less);
        }
        bytes -= less;
        budget.giveBack(less);
    }

    /** The bytes that it holds. */
    public long bytes() {
        return bytes;
    }

    /**
     * The structure is finished and stays: from now on it may be evicted. The bytes go over to what this gives, and the claim is
     * empty.
     *
     * @param owner held weakly
     */
    public Settled settle(Evictable owner) {
        Settled settled = budget.settle(group, bytes, owner);
        bytes = 0;
        close();
        return settled;
    }

    /** Gives everything back; may be called more than once. */
    @Override
    public void close() {
        budget.giveBack(bytes);
        bytes = 0;
        if (large) {
            large = false;
            budget.leaveLarge();
        }
    }

    private static void check(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a claim can't change by " + bytes + " bytes");
        }
    }
}
