package io.sakia.nexmark.query;

import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Events;
import io.sakia.streaming.DStream;

/**
 * Query 14, calculation: of bids between 10,000 and 500,000 euros, the price in cents, whether they were made by day or by night, and how often the letter c comes in their extra
 * text. Day is from 8 to 18, night from 20 to 6, in UTC, each with its last hour.
 */
public final class Calculation {
    private static final double LOWEST = 1_000_000;
    private static final double HIGHEST = 50_000_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long HOURS = 24;

    private Calculation() {}

    /** A bid with what was worked out. */
    public record Calculated(
            long auction, long bidder, double price, String partOfDay, long time, String extra, int lettersC) {}

    /** The query. */
    public static DStream<Calculated> define(DStream<Event> events) {
        return Events.bids(events).filter(bid -> isBetween(euros(bid))).map(Calculation::calculate);
    }

    private static Calculated calculate(Bid bid) {
        return new Calculated(
                bid.auction(),
                bid.bidder(),
                euros(bid),
                partOfDay(bid.time()),
                bid.time(),
                bid.extra(),
                letters(bid.extra(), 'c'));
    }

    private static double euros(Bid bid) {
        return CurrencyConversion.RATE * bid.price();
    }

    private static boolean isBetween(double price) {
        return price > LOWEST && price < HIGHEST;
    }

    private static String partOfDay(long time) {
        long hour = time / HOUR_MILLIS % HOURS;
        if (hour >= 8 && hour <= 18) {
            return "dayTime";
        }
        return hour <= 6 || hour >= 20 ? "nightTime" : "otherTime";
    }

    private static int letters(String text, char letter) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == letter) {
                count++;
            }
        }
        return count;
    }
}
