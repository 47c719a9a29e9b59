package io.sakia.streaming.replay;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a condition asks of a value. */
sealed interface Check {
    /** Whether a value passes, written as text. */
    boolean passes(String value);

    /** A comparison with a number. A value that is none never passes. */
    record Compares(Order order, BigDecimal limit) implements Check {
        @Override
        public boolean passes(String value) {
            BigDecimal number = number(value);
            return number != null && order.holds(number.compareTo(limit));
        }

        static @Nullable BigDecimal number(String text) {
            try {
                return new BigDecimal(text.trim());
            } catch (NumberFormatException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return order.sign + " " + limit.toPlainString();
        }
    }

    /** Whether something in the value matches a regular expression. */
    record Matches(Pattern pattern, boolean wanted) implements Check {
        @Override
        public boolean passes(String value) {
            return pattern.matcher(value).find() == wanted;
        }

        @Override
        public String toString() {
            return (wanted ? "~" : "!~") + " /" + pattern + "/";
        }
    }

    /** Whether the value is this text. */
    record Is(String text, boolean wanted) implements Check {
        @Override
        public boolean passes(String value) {
            return value.equals(text) == wanted;
        }

        @Override
        public String toString() {
            return (wanted ? "=" : "!=") + " \"" + text + "\"";
        }
    }

    /** How a number can stand to another one. */
    enum Order {
        LESS("<"),
        AT_MOST("<="),
        EQUAL("="),
        UNEQUAL("!="),
        AT_LEAST(">="),
        MORE(">");

        final String sign;

        Order(String sign) {
            this.sign = sign;
        }

        boolean holds(int compared) {
            return switch (this) {
                case LESS -> compared < 0;
                case AT_MOST -> compared <= 0;
                case EQUAL -> compared == 0;
                case UNEQUAL -> compared != 0;
                case AT_LEAST -> compared >= 0;
                case MORE -> compared > 0;
            };
        }
    }
}
