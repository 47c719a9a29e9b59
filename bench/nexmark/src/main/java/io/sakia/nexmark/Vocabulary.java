package io.sakia.nexmark;

import java.util.List;
import java.util.SplittableRandom;

/** The texts that events are made of, made once: a generator that made them for each event would cost more than what is measured. */
final class Vocabulary {
    static final int SIZE = 1024;
    static final int CHANNELS = 10_000;

    static final List<String> STATES = List.of("AZ", "CA", "ID", "OR", "WA", "WY");
    static final List<String> CITIES = List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne");
    static final List<String> HOT_CHANNELS = List.of("Google", "Facebook", "Baidu", "Apple");

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Blaise", "Carl", "Dorothy", "Emmy", "Fred", "Grace", "Hedy", "Ivan", "John", "Katherine", "Leslie");
    private static final List<String> LAST_NAMES =
            List.of("Abel", "Bell", "Cole", "Dahl", "Euler", "Frank", "Gauss", "Hall", "Ito");
    private static final SplittableRandom RANDOM = new SplittableRandom(20021);

    static final String[] NAMES = make(SIZE, i -> pick(FIRST_NAMES) + " " + pick(LAST_NAMES));
    static final String[] EMAILS = make(SIZE, i -> letters(7) + "@" + letters(5) + ".com");
    static final String[] CREDIT_CARDS = make(SIZE, i -> digits() + " " + digits() + " " + digits() + " " + digits());
    static final String[] ITEMS = make(SIZE, i -> letters(3 + RANDOM.nextInt(17)));
    static final String[] DESCRIPTIONS = make(SIZE, i -> letters(3 + RANDOM.nextInt(97)));
    static final String[] PERSON_EXTRAS = make(SIZE, i -> letters(80 + RANDOM.nextInt(40)));
    static final String[] AUCTION_EXTRAS = make(SIZE, i -> letters(320 + RANDOM.nextInt(160)));
    static final String[] BID_EXTRAS = make(SIZE, i -> letters(54 + RANDOM.nextInt(28)));
    static final String[] HOT_URLS = make(HOT_CHANNELS.size(), i -> url());
    static final String[] CHANNEL_NAMES = make(CHANNELS, i -> "channel-" + i);
    static final String[] CHANNEL_URLS =
            make(CHANNELS, i -> url() + (RANDOM.nextInt(10) > 0 ? "&channel_id=" + Integer.reverse(i) : ""));

    /** Prices from a dollar to a million, as many in each power of ten; {@link #price} goes between them. */
    private static final long[] PRICES = prices();

    private Vocabulary() {}

    private interface Text {
        String of(int number);
    }

    /** A price, of 32 random bits. */
    static long price(long bits) {
        int place = (int) (bits >>> 22);
        long part = bits & ((1 << 22) - 1);
        return PRICES[place] + (((PRICES[place + 1] - PRICES[place]) * part) >>> 22);
    }

    private static long[] prices() {
        long[] prices = new long[1025];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = Math.round(Math.pow(10, 6.0 * i / 1024) * 100);
        }
        return prices;
    }

    private static String[] make(int size, Text text) {
        String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
            texts[i] = text.of(i);
        }
        return texts;
    }

    private static String pick(List<String> texts) {
        return texts.get(RANDOM.nextInt(texts.size()));
    }

    private static String url() {
        return "https://www.nexmark.com/" + letters(5) + "/" + letters(5) + "/" + letters(5) + "/item.htm?query=1";
    }

    private static String digits() {
        return String.valueOf(1000 + RANDOM.nextInt(9000));
    }

    private static String letters(int length) {
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + RANDOM.nextInt(26)));
        }
        return letters.toString();
    }
}
