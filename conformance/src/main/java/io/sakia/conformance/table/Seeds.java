package io.sakia.conformance.table;

import java.util.stream.IntStream;

/**
 * The seeds of random tests, and how to run one again. A law that fails for a seed names it; {@code -Dsakia.seed=7} then runs every random
 * test with that seed alone:
 *
 * <pre>{@code
 * ./mvnw test -pl conformance -am -Dtest=EmbeddedConformanceTest -Dsurefire.failIfNoSpecifiedTests=false -Dsakia.seed=7
 * }</pre>
 */
public final class Seeds {
    private static final String PROPERTY = "sakia.seed";

    private Seeds() {}

    /** What must hold for every seed. */
    @FunctionalInterface
    public interface Law {
        /** Throws if it does not hold. */
        void check(int seed) throws Exception;
    }

    /** Checks a law for the seeds from 0 to before {@code count}, or for the one that {@code -Dsakia.seed} names. */
    public static void each(int count, Law law) {
        Integer only = Integer.getInteger(PROPERTY);
        IntStream seeds = only == null ? IntStream.range(0, count) : IntStream.of(only);
        seeds.forEach(seed -> check(seed, law));
    }

    /** Whether one seed alone is run: then nothing can be said about all of them together. */
    public static boolean isOne() {
        return Integer.getInteger(PROPERTY) != null;
    }

    private static void check(int seed, Law law) {
        try {
            law.check(seed);
        } catch (Exception | AssertionError e) {
            throw new AssertionError("fails for seed " + seed + "; -D" + PROPERTY + "=" + seed + " runs it alone", e);
        }
    }
}
