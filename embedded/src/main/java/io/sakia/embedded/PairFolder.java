package io.sakia.embedded;

import io.sakia.embedded.spill.Folder;
import io.sakia.embedded.spill.KeyedFold;

/** A folder of pairs, which knows by what link they are put into its folds. */
abstract class PairFolder extends Folder {
    /** The link that puts pairs into a fold by this folder; their values are what the tag says. */
    abstract PairLink link(KeyedFold fold, int tag, Attempt attempt);
}
