package io.sakia.streaming.error;

import org.jspecify.annotations.Nullable;

/** Objects of the program's as texts of some length at most, whatever their {@code toString} does. */
final class ShortText {
    private static final int LONGEST = 500;

    private ShortText() {}

    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text;
        try {
            text = String.valueOf((Object) value.toString());
        } catch (RuntimeException | StackOverflowError e) {
            text = "a " + value.getClass().getName() + " whose toString fails: " + e;
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }
}
