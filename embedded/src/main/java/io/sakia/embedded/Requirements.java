package io.sakia.embedded;

import java.util.BitSet;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the shuffles that stand between a stage and its inputs. Partitions that were asked before are not walked again. */
final class Requirements {
    private final IdentityHashMap<Operator, BitSet> seen = new IdentityHashMap<>(8);
    private long records;
    private final Map<ShuffleOutput, ShuffleOperator> shuffles = new LinkedHashMap<>(4);

    /** The shuffles that are needed and not complete, each once. */
    Collection<ShuffleOperator> shuffles() {
        return shuffles.values();
    }

    /** How many records are read from sources; −1 if one can't tell. */
    long records() {
        return records;
    }

    /** Notes that records are read from a source; −1 if it can't tell how many. */
    void read(long more) {
        records = more < 0 || records < 0 ? -1 : records + more;
    }

    /** Asks for partitions of an operator. */
    void need(Operator operator, BitSet partitions) {
        BitSet known = seen.get(operator);
        if (known == null) {
            seen.put(operator, partitions);
            operator.require(partitions, this);
            return;
        }
        BitSet fresh = (BitSet) partitions.clone();
        fresh.andNot(known);
        if (!fresh.isEmpty()) {
            BitSet all = (BitSet) known.clone();
            all.or(fresh);
            seen.put(operator, all);
            operator.require(fresh, this);
        }
    }

    /** Asks for a shuffle. */
    void need(ShuffleOperator shuffle) {
        if (!shuffle.output().isComplete()) {
            shuffles.putIfAbsent(shuffle.output(), shuffle);
        }
    }
}
