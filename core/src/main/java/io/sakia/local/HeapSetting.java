package io.sakia.local;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How settings say a number of bytes of the heap: {@code 512m}, {@code 2g}, or a share such as {@code 40%}.
 *
 * <pre>{@code
 * new HeapSetting("sakia.memory", 90, 64 << 10).bytes("40%") // 40% of the largest heap
 * }</pre>
 *
 * @param key the setting's key, for errors
 * @param largestShare the largest share of the heap in percent
 * @param least the fewest bytes
 */
public record HeapSetting(String key, int largestShare, long least) {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})(b|k|kb|m|mb|g|gb|t|tb)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,3})%");

    /** The bytes that a text means in this process; an {@link IllegalArgumentException} that says what to write if it means none. */
    public long bytes(String given) {
        long heap = Runtime.getRuntime().maxMemory();
        String text = given.strip().toLowerCase(Locale.ROOT);
        Matcher share = SHARE.matcher(text);
        if (share.matches()) {
            long percent = Long.parseLong(share.group(1));
            if (percent < 1 || percent > largestShare) {
                throw new IllegalArgumentException(key + " is '" + given + "', but a share of the heap is 1% to "
                        + largestShare + "%: the rest is for what your functions hold");
            }
            return heap / 100 * percent;
        }
        Matcher bytes = BYTES.matcher(text);
        if (!bytes.matches()) {
            throw new IllegalArgumentException(
                    key + " is '" + given + "': use bytes as in 512m or 2g, or a share of the heap as in 40%");
        }
        return checked(given, Long.parseLong(bytes.group(1)), unit(bytes.group(2)), heap);
    }

    private long checked(String given, long number, long unit, long heap) {
        long bytes;
        try {
            bytes = Math.multiplyExact(number, unit);
        } catch (ArithmeticException e) {
            bytes = Long.MAX_VALUE;
        }
        if (bytes < least) {
            throw new IllegalArgumentException(
                    key + " is '" + given + "', but it takes at least " + (least >> 10) + "k to work with");
        }
        if (bytes > heap) {
            throw new IllegalArgumentException(key + " is '" + given + "', but the heap has " + (heap >> 20)
                    + "m: give less, or a larger heap by -Xmx");
        }
        return bytes;
    }

    private static long unit(String unit) {
        if (unit == null) {
            return 1;
        }
        return switch (unit.charAt(0)) {
            case 'k' -> 1L << 10;
            case 'm' -> 1L << 20;
            case 'g' -> 1L << 30;
            case 't' -> 1L << 40;
            default -> 1;
        };
    }
}
