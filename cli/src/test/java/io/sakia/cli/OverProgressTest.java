package io.sakia.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OverProgressTest {
    @Test
    void everyLineErasesWhatStandsThere() {
        Screen screen = new Screen();
        try (PrintStream log = new PrintStream(new OverProgress(screen), true, StandardCharsets.UTF_8)) {
            log.print("WARN ");
            log.println("größe");
            log.println("two");
        }
        assertThat(screen.text()).isEqualTo("\r\u001b[2KWARN größe\n\r\u001b[2Ktwo\n");
    }
}
