package io.sakia.nexmark;

import java.io.Serializable;
import java.time.Duration;

/**
 * Makes the events of NEXMark: an event is a function of its number alone, so any part of the stream can be made anywhere, and again.
 *
 * <pre>
 *   number    0       1 2 3     4 … 49     50      51 …
 *   event     person  auctions  46 bids    person  auctions
 *   time      base + number * gapNanos
 * </pre>
 *
 * Half of the bids go to the hottest auction, three quarters of them are made by the hottest bidder, and three quarters of the auctions are opened by the hottest seller;
 * who that is changes after each hundred. The others are spread over the auctions and persons that came last, and a few ahead of those: some bids come before
 * their auction.
 *
 * <p>The benchmark is that of Tucker, Tufte, Papadimos and Maier, "NEXMark – A Benchmark for Queries over Data Streams" (2002), with proportions, channels and
 * addresses as its later forms have them.
 *
 * @param seed of all that is random
 * @param gapNanos from one event to the next, in event time
 * @param disorder in groups of so many, a power of two, events come out of the order of their times; 1 for none
 */
public record NexmarkGenerator(long seed, long gapNanos, int disorder) implements Serializable {
    /** The smallest id of a person and of an auction. */
    public static final long FIRST_ID = 1000;
    /** The smallest category. */
    public static final int FIRST_CATEGORY = 10;
    /** How many categories there are. */
    public static final int CATEGORIES = 5;
    /** The time of the first event, in milliseconds since 1970: 2026-01-01T00:00:00Z. */
    public static final long BASE = 1_767_225_600_000L;

    /** So many events have one person and three auctions; the rest are bids. */
    static final int ROUND = 50;

    private static final long NANOS = 1_000_000;
    private static final int PERSONS = 1;
    private static final int AUCTIONS = 3;
    private static final int HOT = 100;
    private static final int OPEN_AUCTIONS = 100;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int AHEAD = 10;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    /** An odd number: by it the places of a group are shuffled. */
    private static final long SHUFFLE = 395;

    /** Refuses what can't be meant. */
    public NexmarkGenerator {
        if (gapNanos < 1) {
            throw new IllegalArgumentException(
                    "there can't be " + gapNanos + " ns between two events: give at least 1");
        }
        if (Integer.bitCount(disorder) != 1 || disorder < 0) {
            throw new IllegalArgumentException("groups are of 1, 2, 4, 8 … events, not of " + disorder);
        }
    }

    /** Events in the order of their times, ten thousand a second. */
    public static NexmarkGenerator standard() {
        return new NexmarkGenerator(1, 100_000, 1);
    }

    /** By how much, in event time, an event comes at most after one that is younger. */
    public Duration lateness() {
        return disorder == 1 ? Duration.ZERO : Duration.ofMillis(disorder * gapNanos / NANOS + 1);
    }

    /** The event that comes at this place, counted from 0. */
    public Event event(long place) {
        long number = disorder == 1 ? place : number(place);
        long time = BASE + number * gapNanos / NANOS;
        int offset = (int) (number % ROUND);
        if (offset < PERSONS) {
            return person(number, time);
        }
        return offset < PERSONS + AUCTIONS ? auction(number, time) : bid(number, time);
    }

    private long number(long place) {
        long mask = disorder - 1L;
        return (place & ~mask) | (((place & mask) * SHUFFLE + 1) & mask);
    }

    private Person person(long number, long time) {
        long bits = bits(number, 1);
        long more = bits(number, 2);
        return new Person(
                FIRST_ID + lastPerson(number),
                Vocabulary.NAMES[ten(bits, 0)],
                Vocabulary.EMAILS[ten(bits, 1)],
                Vocabulary.CREDIT_CARDS[ten(bits, 2)],
                Vocabulary.CITIES.get(below(more >>> 32, Vocabulary.CITIES.size())),
                Vocabulary.STATES.get(below(more & 0xffffffffL, Vocabulary.STATES.size())),
                time,
                Vocabulary.PERSON_EXTRAS[ten(bits, 3)]);
    }

    private Auction auction(long number, long time) {
        long bits = bits(number, 1);
        long more = bits(number, 2);
        long other = bits(number, 3);
        long initial = Vocabulary.price(bits >>> 32);
        return new Auction(
                FIRST_ID + lastAuction(number),
                Vocabulary.ITEMS[ten(bits, 0)],
                Vocabulary.DESCRIPTIONS[ten(bits, 1)],
                initial,
                initial + Vocabulary.price(more >>> 32),
                time,
                time + 1 + below(more & 0xffffffffL, longestMillis()),
                isHot(other, 4) ? FIRST_ID + lastPerson(number) / HOT * HOT : somePerson(number, other),
                FIRST_CATEGORY + below(bits(number, 4) >>> 32, CATEGORIES),
                Vocabulary.AUCTION_EXTRAS[ten(bits, 2)]);
    }

    private Bid bid(long number, long time) {
        long bits = bits(number, 1);
        long more = bits(number, 2);
        long other = bits(number, 3);
        long auction = FIRST_ID + (isHot(bits, 2) ? lastAuction(number) / HOT * HOT : someAuction(number, bits));
        long bidder = isHot(more, 4) ? FIRST_ID + lastPerson(number) / HOT * HOT + 1 : somePerson(number, more);
        long price = Vocabulary.price(other >>> 32);
        String extra = Vocabulary.BID_EXTRAS[ten(other, 0)];
        if ((other & 0x400) == 0) {
            int hot = (int) (other >>> 11) & 3;
            return new Bid(
                    auction, bidder, price, Vocabulary.HOT_CHANNELS.get(hot), Vocabulary.HOT_URLS[hot], time, extra);
        }
        int channel = below((other >>> 11) & 0xfffff, 20, Vocabulary.CHANNELS);
        return new Bid(
                auction,
                bidder,
                price,
                Vocabulary.CHANNEL_NAMES[channel],
                Vocabulary.CHANNEL_URLS[channel],
                time,
                extra);
    }

    /** An auction is open for half as long, on average, as it takes until so many more are opened as are open at once, twice over. */
    private int longestMillis() {
        return (int) Math.min(Integer.MAX_VALUE, 2L * OPEN_AUCTIONS * ROUND / AUCTIONS * gapNanos / NANOS + 1);
    }

    private static long someAuction(long number, long bits) {
        long last = lastAuction(number);
        long first = Math.max(0, last - OPEN_AUCTIONS);
        return first + below(bits & 0xffffffffL, (int) (last - first) + 1 + AHEAD);
    }

    private static long somePerson(long number, long bits) {
        long persons = lastPerson(number) + 1;
        int active = (int) Math.min(persons, ACTIVE_PERSONS);
        return FIRST_ID + persons - active + below(bits & 0xffffffffL, active + AHEAD);
    }

    private static long lastPerson(long number) {
        return number / ROUND;
    }

    /** The last auction up to an event, counted from 0. */
    private static long lastAuction(long number) {
        long round = number / ROUND;
        long offset = number % ROUND;
        return Math.max(0, round * AUCTIONS + Math.min(offset - PERSONS, AUCTIONS - 1));
    }

    /** True but for one in so many, a power of two. */
    private static boolean isHot(long bits, int oneIn) {
        return (bits >>> 62 & (oneIn - 1)) != 0;
    }

    private static int ten(long bits, int which) {
        return (int) (bits >>> (10 * which)) & 0x3ff;
    }

    private static int below(long thirtyTwoBits, int bound) {
        return below(thirtyTwoBits, 32, bound);
    }

    private static int below(long bits, int count, int bound) {
        return (int) ((bits * bound) >>> count);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
    private long bits(long number, int draw) {
        long z = seed + (number * 4 + draw) * GOLDEN;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
