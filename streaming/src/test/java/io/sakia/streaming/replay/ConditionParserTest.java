package io.sakia.streaming.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.time.Time;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionParserTest {
    private static final ReplayedBatch BATCH = new ReplayedBatch(
            new PastBatch(7, 7000, 7, true, 2, 1),
            new BatchInfo(
                    7,
                    new Time(7000),
                    0,
                    0,
                    List.of(new BatchInfo.SourceInfo("clicks", 1, 20, 100)),
                    List.of(new BatchInfo.StateInfo("visits", 3, 1)),
                    List.of(),
                    List.of(),
                    List.of()),
            List.of(
                    new ReplayedOutput(
                            "alerts", "print", 5, List.of(), Map.of("full", "disk full"), new Comparison.Nothing()),
                    new ReplayedOutput("print(x y)", "print", 6, List.of(), Map.of(), new Comparison.Nothing())),
            Map.of("state.visits[alice]", "42", "state.visits[a b]", "[x]"),
            Map.of("bad-lines", "1.5"),
            true);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count > 10 | true",
                "count>11|false",
                "count = 11 | true",
                "count == 11 | true",
                "count != 11 | false",
                "count >= 11.0 and count <= 11 | true",
                "count < 12 and count < 11 | false",
                "output.alerts.count > 4 | true",
                "output.\"print(x y)\".count = 6 | true",
                "lines ~ /full/ | true",
                "lines !~ /full/ | false",
                "output.alerts.lines ~ /full/ | true",
                "output.\"print(x y)\".lines ~ /full/ | false",
                "source.clicks.count = 20 | true",
                "state.visits.keys >= 3 | true",
                "state.visits[alice] > 41 | true",
                "state.visits[alice] = 42 | true",
                "state.visits[alice] = \"42\" | true",
                "state.visits[alice] != \"42\" | false",
                "state.visits[alice] ~ /^4\\d$/ | true",
                "state.visits[\"a b\"] ~ /x/ | true",
                "state.visits[a b] > 1 | false",
                "state.visits[bob] !~ /x/ | false",
                "total.bad-lines > 1 | true",
            })
    void isReadAndAnswered(String condition, boolean holds) {
        assertThat(Condition.parse(condition).of(BATCH).holds()).isEqualTo(holds);
    }

    @Test
    void aVerdictSaysWhatWasFound() {
        assertThat(Condition.parse("lines ~ /full/ and state.visits[alice] > 50 and state.visits[bob] > 1")
                        .of(BATCH)
                        .facts())
                .isEqualTo("a line is: disk full, state.visits[alice] is 42, state.visits[bob] is not there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cuont > 1 | 1 | lines, count, output.NAME, source.NAME, state.NAME or total.NAME | 'cuont > 1'",
                "count 5 | 7 | one of < <= = != >= > | '5'",
                "count > much | 9 | a number | 'much'",
                "count > | 8 | a number | the end",
                "count > 5 or count | 11 | 'and', or the end | 'or count'",
                "lines > 5 | 7 | ~ or !~ with a /regular expression/ | '> 5'",
                "lines ~ error | 9 | / | 'error'",
                "lines ~ /error | 15 | an expression and / | the end",
                "lines ~ /a(b/ | 13 | a regular expression (Unclosed group) | '/'",
                "output.alerts > 5 | 14 | .lines or .count | ' > 5'",
                "output. > 5 | 8 | a name, in quotation marks if it has other characters than letters, digits, - and _ | ' > 5'",
                "state.visits > 5 | 13 | [KEY] or .keys | ' > 5'",
                "state.visits[alice > 5 | 23 | a key and ] | the end",
                "source.clicks.lines ~ /x/ | 14 | .count | '.lines ~ /x/'",
            })
    void whatCannotBeReadIsToldWithItsPlace(String condition, int character, String expected, String found) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + condition + "' can't be read at character " + character + ": " + expected
                        + " should stand there, not " + found);
    }

    @Test
    void onlyWhatItNeedsIsLookedAt() {
        Condition condition = Condition.parse("output.alerts.count > 1 and state.visits[alice] > 1");
        assertThat(condition.looksAt("alerts")).isTrue();
        assertThat(condition.looksAt("others")).isFalse();
        assertThat(condition.patterns()).isEmpty();
        assertThat(condition.states()).containsExactly(new Subject.StateOf("visits", "alice"));
    }
}
