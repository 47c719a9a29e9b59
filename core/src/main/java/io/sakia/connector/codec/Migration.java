package io.sakia.connector.codec;

import java.util.List;

/**
 * What becomes of stored values in a newer version of the program.
 *
 * <pre>{@code
 * Migration migration = codecs.reading(Shapes.read(in)).migration();
 * // Migrates[changes=[Click.weight: int added, 1 by default]]
 * }</pre>
 */
public sealed interface Migration {
    /** They are read as they are. */
    record Same() implements Migration {}

    /**
     * They are converted while they are read.
     *
     * @param changes what differs, one line each, for people; also what could not be read if it was stored, as an enum's constant that is no more
     */
    record Migrates(List<String> changes) implements Migration {
        /** Copies the list. */
        public Migrates {
            changes = List.copyOf(changes);
        }
    }

    /**
     * They can't be read.
     *
     * @param reasons what does not fit and what to do, one line each
     */
    record Refused(List<String> reasons) implements Migration {
        /** Copies the list. */
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
