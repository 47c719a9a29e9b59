package io.sakia.embedded;

import org.jspecify.annotations.Nullable;

/**
 * A chain of small links, one for each step. It counts its records, and lets a generated chain take over between two of them once there are
 * enough to make that pay.
 */
final class InterpretedChain extends Link {
    /** How many records go by between two looks. */
    static final int ROUND = 1024;

    private final ChainForm form;
    private final ChainStep[] steps;
    private final Link last;
    private final Link first;
    private @Nullable Link generated;
    private int records;

    InterpretedChain(ChainForm form, ChainStep[] steps, Link last) {
        this.form = form;
        this.steps = steps;
        this.last = last;
        this.first = links(steps, last);
    }

    /** The links of some steps in front of another link. */
    static Link links(ChainStep[] steps, Link last) {
        Link link = last;
        for (int i = steps.length - 1; i >= 0; i--) {
            link = steps[i].link(link);
        }
        return link;
    }

    @Override
    void push(Object record) {
        if (generated != null) {
            generated.push(record);
            return;
        }
        first.push(record);
        count();
    }

    @Override
    void drain(Feed feed) {
        while (generated == null) {
            Object record = feed.next();
            if (record == null) {
                return;
            }
            first.push(record);
            count();
        }
        generated.drain(feed);
    }

    private void count() {
        if (++records % ROUND == 0) {
            generated = form.after(ROUND, steps, last);
        }
    }
}
