package io.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private final Session session = Session.redirected();

    @Test
    void versionNamesSakiaAndJava() {
        assertThat(session.run("--version")).isZero();
        assertThat(session.out.lines()).hasSize(2);
        assertThat(session.out.lines().get(0)).matches("sakia \\d+\\.\\d+\\.\\d+.*");
        assertThat(session.out.lines().get(1)).startsWith("Java " + Runtime.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpListsTheCommands(String word) {
        assertThat(session.run(word)).isZero();
        assertThat(session.out.text()).contains("Usage: sakia", "help ", "run ");
        assertThat(session.err.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run wordcount --help", "help run"})
    void everyCommandHasHelp(String line) {
        assertThat(session.run(line.split(" "))).isZero();
        assertThat(session.out.text()).contains("wordcount", "Usage: sakia run");
        assertThat(session.err.text()).isEmpty();
    }

    @Test
    void helpOfWordCountNamesEveryOptionAndExitCode() {
        assertThat(session.run("run", "wordcount", "--help")).isZero();
        assertThat(session.out.text())
                .contains(
                        "--input",
                        "--host",
                        "--port",
                        "--dir",
                        "--out",
                        "--kafka-in",
                        "--kafka-out",
                        "--checkpoint",
                        "--until-idle",
                        "--batch",
                        "--master",
                        "--conf",
                        "--totals",
                        "--[no-]progress")
                .contains("  0 ", "  1 ", "  2 ", "  130 ", "  143 ");
    }
}
