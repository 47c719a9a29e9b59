package io.sakia.conformance.table;

import java.util.Set;

/**
 * One thing that must hold on every engine.
 *
 * @param name what holds, in words
 * @param covers the operations that it is about, as {@code PairRDD.reduceByKey(Function2,int)}
 * @param body runs it; throws if it does not hold
 */
public record Case(String name, Set<String> covers, Body body) {
    /** Copies the set. */
    public Case {
        covers = Set.copyOf(covers);
    }

    /** A scenario: something that is told step by step. */
    public static Case scenario(String name, Body body, String... covers) {
        return new Case(name, Set.of(covers), body);
    }

    /** Runs a case. */
    @FunctionalInterface
    public interface Body {
        /** Runs it on a target. */
        void run(Target target) throws Exception;
    }
}
