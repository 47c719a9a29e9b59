package io.sakia.cli.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void wordsStandBetweenWhiteSpaceOfC() {
        assertThat(Words.of(" to be,\tor\u000Bnot\fto\r")).containsExactly("to", "be,", "or", "not", "to");
    }

    @Test
    void aLineMayHaveNoWord() {
        assertThat(List.of(Words.of(""), Words.of(" \t "))).containsOnly(List.of());
    }

    @Test
    void otherSpacesAndControlsBelongToWords() {
        assertThat(Words.of("a\u00A0b\u2003c\u0000d\u0085e \u001Ff"))
                .containsExactly("a\u00A0b\u2003c\u0000d\u0085e", "\u001Ff");
    }
}
