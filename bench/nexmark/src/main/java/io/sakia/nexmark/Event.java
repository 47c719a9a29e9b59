package io.sakia.nexmark;

import java.io.Serializable;

/** Something that happened in the auction house. */
public sealed interface Event extends Serializable permits Person, Auction, Bid {
    /** When it happened, in milliseconds since 1970. */
    long time();
}
