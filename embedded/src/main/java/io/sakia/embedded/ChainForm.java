package io.sakia.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chains of one form: the same kinds of steps with functions of the same classes. They differ in what their functions have captured.
 *
 * <pre>
 *   x -> x + 1                 the same object in every batch      a constant of the generated class
 *   x -> x + limit             another one in every batch          a field of the generated chain, after some batches
 *   x -> seen.add(x)           a copy for each attempt             a field
 * </pre>
 *
 * <p>A chain is generated for functions that have come often, or that many records went through. Until then links do its work.
 */
final class ChainForm {
    private static final Logger LOG = LoggerFactory.getLogger(ChainForm.class);

    /** How often functions come before a chain is generated for them. */
    static final int OFTEN = 8;

    /** How many records go through an interpreted chain before one is generated. */
    static final int MANY = 4 * InterpretedChain.ROUND;

    /** How often functions are exchanged before those that differ are taken to be different each time. */
    static final int EXCHANGES = 4;

    private final List<GeneratedChain> generated = new ArrayList<>(1);
    private final boolean pairs;
    private final boolean[] changing;
    private ChainStep @Nullable [] candidate;
    private int came;
    private long records;
    private int exchanges;
    private boolean impossible;

    /**
     * A form of which nothing has come yet.
     *
     * @param pairs whether the last link is a {@link PairLink}
     */
    ChainForm(int steps, boolean pairs) {
        this.pairs = pairs;
        this.changing = new boolean[steps];
    }

    /** The link that applies steps of this form and pushes what comes of them into another. */
    Link link(ChainStep[] steps, Link last) {
        Link link = ready(steps, last, 1, 0);
        return link == null ? new InterpretedChain(this, steps, last) : link;
    }

    /** Another such link, if there is one by now: some more records went through these steps. */
    @Nullable
    Link after(int more, ChainStep[] steps, Link last) {
        return ready(steps, last, 0, more);
    }

    private synchronized @Nullable Link ready(ChainStep[] steps, Link last, int comes, int more) {
        for (GeneratedChain chain : generated) {
            if (chain.fits(steps)) {
                return chain.link(steps, last);
            }
        }
        if (impossible) {
            return null;
        }
        note(steps);
        came += comes;
        records += more;
        if (came < OFTEN && records < MANY) {
            return null;
        }
        GeneratedChain chain = generate(steps);
        return chain == null ? null : chain.link(steps, last);
    }

    /** Looks whether these are the functions that came last. */
    private void note(ChainStep[] steps) {
        ChainStep[] before = candidate;
        candidate = steps;
        if (before == null) {
            return;
        }
        boolean exchanged = false;
        for (int i = 0; i < steps.length; i++) {
            exchanged |= !changing[i] && steps[i].isShared() && steps[i].function() != before[i].function();
        }
        if (!exchanged) {
            return;
        }
        exchanges++;
        if (exchanges < EXCHANGES) {
            came = 0;
            records = 0;
            return;
        }
        for (int i = 0; i < steps.length; i++) {
            changing[i] |= steps[i].function() != before[i].function();
        }
    }

    private @Nullable GeneratedChain generate(ChainStep[] steps) {
        boolean[] constant = new boolean[steps.length];
        for (int i = 0; i < steps.length; i++) {
            constant[i] = steps[i].isShared() && !changing[i];
        }
        try {
            GeneratedChain chain = GeneratedChain.of(steps, constant, pairs);
            generated.add(chain);
            came = 0;
            records = 0;
            return chain;
        } catch (LinkageError | RuntimeException | IllegalAccessException e) {
            impossible = true; // links do the same, more slowly
            LOG.info(
                    "no loop can be generated for {}; its records go through the steps one by one",
                    steps[0].origin(),
                    e);
            return null;
        }
    }
}
