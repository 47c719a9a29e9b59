package io.sakia.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramOptionsTest {
    @Test
    void readsMasterIntervalAndSettings() {
        ProgramOptions options = ProgramOptions.parse(
                "--master", "local[3]", "--batch", "200ms", "--conf", "sakia.memory=1g", "--conf", "sakia.a=b=c");
        assertThat(options.conf().master()).isEqualTo("local[3]");
        assertThat(options.conf().get("sakia.memory")).contains("1g");
        assertThat(options.conf().get("sakia.a")).contains("b=c");
        assertThat(options.interval()).isEqualTo(BatchInterval.fixed(Durations.milliseconds(200)));
        assertThat(options.help()).isFalse();
    }

    @Test
    void readsWhatIsASettingToo() {
        ProgramOptions options = ProgramOptions.parse("--checkpoint", "/data/c", "--until-idle", "3s");
        assertThat(options.conf().get("sakia.checkpoint.dir")).contains("/data/c");
        assertThat(options.conf().get("sakia.streaming.untilIdle")).contains("3s");
    }

    @Test
    void namesEveryOptionInItsHelp() {
        assertThat(ProgramOptions.parse("--help").help()).isTrue();
        assertThat(ProgramOptions.USAGE)
                .contains("--master", "--batch", "--checkpoint", "--until-idle", "--conf", "--progress", "--help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--inptu x     | there is no option --inptu, only --master, --batch, --checkpoint, --until-idle, --conf, --progress and --help",
                "--master      | the option --master needs a value",
                "--conf memory | --conf takes KEY=VALUE, such as sakia.memory=512m, not 'memory'",
                "--conf a=b    | a setting's key begins with 'sakia.', unlike 'a'",
                "--batch 3x    | --batch: '3x' is no duration; write a number and a unit, such as 200ms, 1s, 5m or 1h, or auto",
                "--until-idle x| --until-idle: 'x' is no duration; write a number and a unit, such as 200ms, 1s, 5m or 1h",
                "--until-idle 0s| --until-idle: a stream is idle after at least 1ms, not 0s",
                "--batch 0s    | --batch: a batch takes at least 1ms, not 0s; auto runs one whenever there are data",
            })
    void whatIsWrongIsToldInOneLine(String line, String message) {
        assertThatThrownBy(() -> ProgramOptions.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
