package io.sakia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test of two lives that the page on testing shows is that of {@link LastingTotalsTest}, to the letter. */
class TestOnPageTest {
    @Test
    void thePageShowsTheTestOfTwoLives() throws Exception {
        List<String> source = Files.readAllLines(
                Page.root().resolve("examples/src/test/java/io/sakia/examples/LastingTotalsTest.java"));
        String body = String.join("\n", source.subList(source.indexOf("    @Test"), source.size() - 1))
                .indent(-4)
                .stripTrailing();
        assertThat(Page.read(Page.root().resolve("docs/testing.md")).code("java"))
                .contains(body);
    }
}
