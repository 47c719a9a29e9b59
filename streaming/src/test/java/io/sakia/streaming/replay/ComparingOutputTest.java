package io.sakia.streaming.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.streaming.replay.Comparison.Difference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparingOutputTest {
    private static @Nullable Difference compare(String published, String now, boolean text) throws IOException {
        ComparingOutput output =
                new ComparingOutput(new ByteArrayInputStream(published.getBytes(StandardCharsets.UTF_8)), text);
        output.write(now.getBytes(StandardCharsets.UTF_8));
        return output.end("part-00000");
    }

    private static Difference line(int line, @Nullable String published, @Nullable String now) {
        return new Difference("part-00000", line, true, published, now);
    }

    @Test
    void theSameDoesNotDiffer() throws IOException {
        assertThat(compare("a 1\nb 2\n", "a 1\nb 2\n", true)).isNull();
        assertThat(compare("", "", true)).isNull();
        assertThat(compare("abc", "abc", false)).isNull();
    }

    @Test
    void theFirstLineThatDiffersIsToldAsAWhole() throws IOException {
        assertThat(compare("a 1\nbé 2 x\nc\n", "a 1\nbé 3\nd\n", true)).isEqualTo(line(2, "bé 2 x", "bé 3"));
        assertThat(compare("a 1\n", "b 1\n", true)).isEqualTo(line(1, "a 1", "b 1"));
        assertThat(compare("a\n", "ab\n", true)).isEqualTo(line(1, "a", "ab"));
        assertThat(compare("ab\n", "a\n", true)).isEqualTo(line(1, "ab", "a"));
    }

    @Test
    void linesThatAreMissingAreNull() throws IOException {
        assertThat(compare("a\n", "a\nb\n", true)).isEqualTo(line(2, null, "b"));
        assertThat(compare("a\nb\n", "a\n", true)).isEqualTo(line(2, "b", null));
        assertThat(compare("", "b\n", true)).isEqualTo(line(1, null, "b"));
        assertThat(compare("a\n\n", "a\n", true)).isEqualTo(line(2, "", null));
    }

    @Test
    void aMissingLineEndIsADifference() throws IOException {
        assertThat(compare("a\nb", "a\nb\n", true)).isEqualTo(line(2, "b", "b⏎"));
        assertThat(compare("a\nb\n", "a\nb", true)).isEqualTo(line(2, "b⏎", "b"));
    }

    @Test
    void bytesAreCounted() throws IOException {
        assertThat(compare("abcd", "abxd", false)).isEqualTo(new Difference("part-00000", 2, false, null, null));
        assertThat(compare("abcd", "ab", false)).isEqualTo(new Difference("part-00000", 2, false, null, null));
        assertThat(compare("ab", "abcd", false)).isEqualTo(new Difference("part-00000", 2, false, null, null));
    }
}
