package io.sakia.nexmark;

/**
 * A person who comes to the auction house, to sell or to bid.
 *
 * @param id counts from {@link NexmarkGenerator#FIRST_ID} on
 * @param name first and last name
 * @param email an address
 * @param creditCard sixteen digits in groups
 * @param city where the person lives
 * @param state two letters
 * @param time when the person came, in milliseconds since 1970
 * @param extra fills the record up to a usual size
 */
public record Person(
        long id, String name, String email, String creditCard, String city, String state, long time, String extra)
        implements Event {}
