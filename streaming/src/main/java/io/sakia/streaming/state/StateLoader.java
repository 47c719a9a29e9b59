package io.sakia.streaming.state;

import io.sakia.connector.KeyGroups;
import io.sakia.connector.codec.Codecs;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fills a partition's state from what is stored of the operator.
 *
 * <pre>
 *   stored in 2 partitions       0: whole ── changes ── changes      1: whole ── changes
 *   wanted partition 1 of 3         entries of its key groups ───────── and here, one chain after the other
 * </pre>
 *
 * <p>Keys come in the order in which they were, where the number of partitions is the same. Where it is not, they come partition by partition,
 * and then in the order of their states, if the operator has one.
 *
 * @param folder where states are stored
 * @param stored what is stored of the operator
 * @param codecs the types that the program stores
 * @param codec how its keys and states are stored
 * @param order the number in a state by which the operator wants its keys in order, or null if it does not need any
 */
public record StateLoader<K, S>(
        StateFolder folder,
        StoredOperator stored,
        Codecs codecs,
        StateCodec<K, S> codec,
        @Nullable ToLongFunction<? super S> order) {
    /** Whether this loads the version of an increment. */
    boolean holds(Increment accepted) {
        return stored.holds(accepted);
    }

    /** The version of an accepted increment that {@link #holds}. */
    StateTable<K, S> load(Increment accepted) throws IOException {
        return load(accepted, new StateTable<>(accepted.keys(), null));
    }

    /** The same, into an empty table. */
    StateTable<K, S> load(Increment accepted, StateTable<K, S> table) throws IOException {
        int first = KeyGroups.first(accepted.partition(), accepted.partitions());
        int end = KeyGroups.first(accepted.partition() + 1, accepted.partitions());
        PartReader<K, S> reader = new PartReader<>(folder.open(), codecs, codec, first, end);
        for (StateChain chain : stored.chains()) {
            Increment old = chain.increment();
            if (KeyGroups.first(old.partition(), old.partitions()) < end
                    && KeyGroups.first(old.partition() + 1, old.partitions()) > first) {
                for (StoredPart part : chain.parts()) {
                    reader.read(part, table::repeat);
                    if (table.isWorthCompacting(0)) {
                        table.compact(List.of());
                    }
                }
            }
        }
        boolean same = accepted.partitions() == stored.chains().size();
        if (same && table.size() != accepted.keys()) {
            throw new IOException("the stored state of " + accepted + " has " + table.size()
                    + " keys: the batch log and the state files do not belong together; put back a copy of the"
                    + " checkpoint as a whole, or start with another one");
        }
        if (!same && order != null) {
            table.sort(order);
        }
        return table;
    }
}
