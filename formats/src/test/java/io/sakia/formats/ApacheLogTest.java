package io.sakia.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ApacheLogTest {
    private static final String COMMON =
            "83.149.9.216 - ann [17/May/2015:10:05:03 +0200] \"GET /a b.png?x=1 HTTP/1.1\" 200 203023";
    private static final String COMBINED = COMMON + " \"http://x.org/\" \"Mozilla/5.0 (\\\"x\\\")\"";
    private static final AccessLog ENTRY = new AccessLog(
            "83.149.9.216",
            "",
            "ann",
            OffsetDateTime.parse("2015-05-17T10:05:03+02:00"),
            "GET /a b.png?x=1 HTTP/1.1",
            200,
            203023,
            "http://x.org/",
            "Mozilla/5.0 (\"x\")");

    /** Another way to read a line, to compare with. */
    private static final Pattern REGEX = Pattern.compile(
            "(\\S+) (\\S+) (.+?) \\[([^]]+)\\] \"((?:[^\"\\\\]|\\\\.)*)\" (\\d{3}) (\\d+|-) \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\"");

    private final LineDecoder<AccessLog> combined = ApacheLog.combined();

    @Test
    void combinedLinesHaveAllParts() {
        assertThat(combined.call(COMBINED)).isEqualTo(ENTRY);
        assertThat(ENTRY.method()).isEqualTo("GET");
        assertThat(ENTRY.path()).isEqualTo("/a b.png?x=1");
    }

    @Test
    void commonLinesEndWithTheSize() {
        AccessLog entry = ApacheLog.common().call(COMMON);
        assertThat(entry.bytes()).isEqualTo(203023);
        assertThat(entry.referrer()).isEmpty();
        assertThat(ApacheLog.common().call(COMMON.replace("203023", "-")).bytes())
                .isZero();
        assertThatThrownBy(() -> ApacheLog.common().call(COMBINED))
                .hasMessageStartingWith("column 87: the end of the line, not \" \"http");
    }

    @Test
    void whatIsNoHttpIsARequestAllTheSame() {
        AccessLog entry = combined.call(COMBINED.replace("GET /a b.png?x=1 HTTP/1.1", "\\x16\\x03 \\\\"));
        assertThat(entry.request()).isEqualTo("\\x16\\x03 \\");
        assertThat(entry.method()).isEmpty();
        assertThat(entry.path()).isEqualTo("\\x16\\x03 \\");
    }

    @Test
    void errorsSayWhere() {
        refused("", "column 1: a host and a space, not the end of the line: ");
        refused(
                COMBINED.replace("17/May", "17/Mai"),
                "column 20: a time, as [17/May/2015:10:05:03 +0000], not \"[17/Mai/2015");
        refused(COMBINED.replace("17/May", "32/May"), "column 20: a time");
        refused(COMBINED.replace("+0200", "+9900"), "column 20: a time");
        refused(COMBINED.replace("17/May", "17/ayJ"), "column 20: a time");
        refused(COMBINED.replace(" 200 ", " 2OO "), "column 77: a status of three digits, not \"2OO\"");
        refused(COMBINED.replace(" 203023 ", " x "), "column 81: a number of bytes or -, not \"x\"");
        refused(COMMON, "column 87: a space after the number of bytes, not the end of the line");
        refused(COMBINED + " ", "column 125: the end of the line, not");
        refused(
                COMBINED.substring(0, COMBINED.length() - 1),
                "a quote at the end of the user agent, not the end of the line");
    }

    @Test
    void cutAnywhereALineIsRefusedAndNothingElseHappens() {
        for (int end = 0; end < COMBINED.length(); end++) {
            String line = COMBINED.substring(0, end);
            assertThatThrownBy(() -> combined.call(line)).as(line).isInstanceOf(DecodingException.class);
        }
    }

    @Test
    void changedAnywhereALineIsReadOrRefused() {
        long seed = 3;
        Random random = new Random(seed);
        String signs = " -[]\"\\/:+0a";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder(COMBINED);
            for (int j = 0; j < 3; j++) {
                line.setCharAt(random.nextInt(line.length()), signs.charAt(random.nextInt(signs.length())));
            }
            String text = line.toString();
            boolean read;
            try {
                read = combined.call(text) != null;
            } catch (DecodingException e) {
                read = false;
            }
            assertThat(!read || REGEX.matcher(text).matches())
                    .as("seed %s: %s", seed, text)
                    .isTrue();
        }
    }

    @Test
    void readsARealLog() throws IOException {
        Path log = Path.of("../../shared/data/access-log/apache_combined.log.gz");
        assumeTrue(Files.exists(log), "there is no ../shared/data beside the project");
        List<String> lines;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        assertThat(lines).hasSize(5000);
        int refused = 0;
        for (String line : lines) {
            Matcher matcher = REGEX.matcher(line);
            if (!matcher.matches()) {
                assertThatThrownBy(() -> combined.call(line)).as(line).isInstanceOf(DecodingException.class);
                refused++;
                continue;
            }
            AccessLog entry = combined.call(line);
            assertThat(entry.host()).isEqualTo(matcher.group(1));
            assertThat(entry.status()).isEqualTo(Integer.parseInt(matcher.group(6)));
            assertThat(entry.bytes()).isEqualTo(matcher.group(7).equals("-") ? 0 : Long.parseLong(matcher.group(7)));
            assertThat(entry.userAgent().isEmpty() ? "-" : entry.userAgent())
                    .isEqualTo(matcher.group(9).replaceAll("\\\\([\"\\\\])", "$1"));
        }
        assertThat(refused).isLessThan(50);
    }

    @Test
    void travels() throws Exception {
        assertThat(Travelling.there(combined).call(COMBINED)).isEqualTo(ENTRY);
        assertThat(Travelling.there(ENTRY)).isEqualTo(ENTRY);
    }

    private void refused(String line, String message) {
        assertThatThrownBy(() -> combined.call(line))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining(message);
    }
}
