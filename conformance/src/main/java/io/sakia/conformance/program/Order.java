package io.sakia.conformance.program;

/** How much of the order of a PairRDD's records is promised, by the Javadoc of its operations and docs/concepts.md. */
public enum Order {
    /** All of it: {@code collect} gives this list. What was read, sorted, or made of either record by record. */
    EXACT,

    /**
     * The order of the values of each key, since they meet in the order of (input partition, position). Keys come in an order that is the
     * same whenever it is computed, but that nobody promises. What was shuffled by key.
     */
    BY_KEY,

    /** The order of keys, but not of the values of one key: what was sorted by key and came in any order. */
    KEYS,

    /** None. What was shuffled by something else than the key. */
    ANY;

    /** Whether the values of each key come in an order that is known. */
    boolean isOfValues() {
        return this == EXACT || this == BY_KEY;
    }

    /** What is left of it when keys change. */
    Order withOtherKeys() {
        return this == EXACT ? EXACT : ANY;
    }

    /** What is promised of what is made of two, key by key. */
    static Order byKey(Order one, Order other) {
        return one.isOfValues() && other.isOfValues() ? BY_KEY : ANY;
    }
}
