package io.sakia.streaming.time;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as streams use them: {@code Durations.seconds(1)}. */
public final class Durations {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|min|h)");

    private Durations() {}

    /** So many milliseconds. */
    public static Duration milliseconds(long count) {
        return Duration.ofMillis(count);
    }

    /** So many seconds. */
    public static Duration seconds(long count) {
        return Duration.ofSeconds(count);
    }

    /** So many minutes. */
    public static Duration minutes(long count) {
        return Duration.ofMinutes(count);
    }

    /** Reads {@code 200ms}, {@code 1s}, {@code 5m} or {@code 1h}; an {@link IllegalArgumentException} says what is allowed. */
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no duration; write a number and a unit, such as 200ms, 1s, 5m or 1h");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
    }

    /** Prints a duration as {@link #parse} reads it, in the largest unit that is whole. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
