package io.sakia.streaming.log;

import java.io.IOException;

/** Another driver has opened the same log since: this one must not publish anything any more. */
public final class FencedException extends IOException {
    private static final long serialVersionUID = 1L;

    FencedException(String folder, long generation, String newer) {
        super("another driver has taken over the log " + folder + ": " + newer + " follows generation " + generation
                + ", which is this one's, so this driver publishes nothing more and must be stopped; let only one driver at a"
                + " time use the folder");
    }
}
