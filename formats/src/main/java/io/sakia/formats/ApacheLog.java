package io.sakia.formats;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Lines of web servers' access logs, in the common and the combined format of Apache, which is nginx's too.
 *
 * <pre>{@code
 * lines.map(ApacheLog.combined()).onError(deadLetter())
 *
 * 83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a.png HTTP/1.1" 200 203023 "http://x.org/" "Mozilla/5.0"    combined
 * 83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a.png HTTP/1.1" 200 203023                                   common
 * }</pre>
 */
public final class ApacheLog {
    private ApacheLog() {}

    /** Lines with referrer and user agent. */
    public static LineDecoder<AccessLog> combined() {
        return new Decoder(true);
    }

    /** Lines that end with the size. */
    public static LineDecoder<AccessLog> common() {
        return new Decoder(false);
    }

    private record Decoder(boolean combined) implements LineDecoder<AccessLog> {
        @Override
        public AccessLog call(String line) {
            Line parts = new Line(line);
            String host = parts.word("host");
            String identity = parts.word("identity");
            String user = parts.user();
            OffsetDateTime time = parts.time();
            String request = parts.quoted("the request", false);
            int status = parts.status();
            long bytes = parts.bytes(!combined);
            String referrer = combined ? parts.quoted("the referrer", false) : "-";
            String agent = combined ? parts.quoted("the user agent", true) : "-";
            parts.requireEnd();
            return new AccessLog(
                    host, given(identity), given(user), time, request, status, bytes, given(referrer), given(agent));
        }

        private static String given(String text) {
            return text.equals("-") ? "" : text;
        }
    }

    /** A line that is read from left to right; parts are a space apart. */
    private static final class Line {
        private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

        /** As {@code [17/May/2015:10:05:03 +0000]}. */
        private static final int TIME = 28;

        private final String line;
        private int next;

        Line(String line) {
            this.line = line;
        }

        String word(String what) {
            int from = next;
            int end = line.indexOf(' ', from);
            if (end < 0 || end == from) {
                throw DecodingException.at("a " + what + " and a space", line, from, end < 0 ? line.length() : end + 1);
            }
            next = end + 1;
            return line.substring(from, end);
        }

        /** The user's name, which may have spaces: it ends where the time begins. */
        String user() {
            int from = next;
            int end = line.indexOf(" [", from);
            if (end <= from) {
                throw DecodingException.at("a user and the time in brackets", line, from, line.length());
            }
            next = end + 1;
            return line.substring(from, end);
        }

        OffsetDateTime time() {
            int from = next;
            int end = Math.min(line.length(), from + TIME);
            try {
                if (end - from == TIME && hasTimesMarks(from)) {
                    int month = MONTHS.indexOf(line.substring(from + 4, from + 7));
                    int zone = digits(from + 23, 2) * 3600 + digits(from + 25, 2) * 60;
                    OffsetDateTime time = OffsetDateTime.of(
                            digits(from + 8, 4),
                            month % 3 == 0 ? month / 3 + 1 : 0,
                            digits(from + 1, 2),
                            digits(from + 13, 2),
                            digits(from + 16, 2),
                            digits(from + 19, 2),
                            0,
                            ZoneOffset.ofTotalSeconds(line.charAt(from + 22) == '-' ? -zone : zone));
                    next = end;
                    space("the time");
                    return time;
                }
            } catch (DateTimeException | NumberFormatException e) {
                throw wrongTime(from, end);
            }
            throw wrongTime(from, end);
        }

        String quoted(String what, boolean last) {
            int from = next;
            if (from >= line.length() || line.charAt(from) != '"') {
                throw DecodingException.at(what + " in quotes", line, from, line.length());
            }
            int end = QuotedText.end(line, from);
            if (end < 0) {
                throw DecodingException.at("a quote at the end of " + what, line, line.length(), line.length());
            }
            next = end + 1;
            if (!last) {
                space(what);
            }
            return QuotedText.of(line, from, end);
        }

        int status() {
            int from = next;
            String text = word("status");
            if (text.length() != 3 || !isNumber(text)) {
                throw DecodingException.at("a status of three digits", line, from, next - 1);
            }
            return Integer.parseInt(text);
        }

        long bytes(boolean last) {
            int from = next;
            int end = line.indexOf(' ', from);
            if (end < 0) {
                end = line.length();
            }
            String text = line.substring(Math.min(from, end), end);
            if (!text.equals("-") && (text.isEmpty() || text.length() > 18 || !isNumber(text))) {
                throw DecodingException.at("a number of bytes or -", line, from, end);
            }
            next = end;
            if (!last) {
                space("the number of bytes");
            }
            return text.equals("-") ? 0 : Long.parseLong(text);
        }

        void requireEnd() {
            if (next < line.length()) {
                throw DecodingException.at("the end of the line", line, next, line.length());
            }
        }

        private void space(String what) {
            if (next >= line.length() || line.charAt(next) != ' ') {
                throw DecodingException.at("a space after " + what, line, next, line.length());
            }
            next++;
        }

        private boolean hasTimesMarks(int from) {
            char sign = line.charAt(from + 22);
            return line.charAt(from) == '['
                    && line.charAt(from + 3) == '/'
                    && line.charAt(from + 7) == '/'
                    && line.charAt(from + 12) == ':'
                    && line.charAt(from + 15) == ':'
                    && line.charAt(from + 18) == ':'
                    && line.charAt(from + 21) == ' '
                    && (sign == '+' || sign == '-')
                    && line.charAt(from + TIME - 1) == ']';
        }

        private int digits(int from, int count) {
            String text = line.substring(from, from + count);
            if (!isNumber(text)) {
                throw new NumberFormatException(text);
            }
            return Integer.parseInt(text);
        }

        private DecodingException wrongTime(int from, int end) {
            return DecodingException.at("a time, as [17/May/2015:10:05:03 +0000]", line, from, end);
        }

        private static boolean isNumber(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }
}
