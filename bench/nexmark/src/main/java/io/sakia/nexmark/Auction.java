package io.sakia.nexmark;

/**
 * An auction of one item.
 *
 * @param id counts from {@link NexmarkGenerator#FIRST_ID} on
 * @param item what is sold
 * @param description more about it
 * @param initialBid the price that it begins with
 * @param reserve the price below which it is not sold
 * @param time when it was opened, in milliseconds since 1970
 * @param expires the last moment at which a bid counts, in milliseconds since 1970
 * @param seller the id of a person
 * @param category what kind of item it is
 * @param extra fills the record up to a usual size
 */
public record Auction(
        long id,
        String item,
        String description,
        long initialBid,
        long reserve,
        long time,
        long expires,
        long seller,
        int category,
        String extra)
        implements Event {}
