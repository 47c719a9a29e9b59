package io.sakia.streaming.error;

import static io.sakia.streaming.error.ErrorPolicy.deadLetter;
import static io.sakia.streaming.error.ErrorPolicy.skip;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Rejected LAST = Rejected.of("x;1", new IllegalArgumentException("no number"), false, null);

    @Test
    void aPartIsLookedAtOverTheLastRecordsAlone() {
        Breaker breaker = new Breaker(skip().atMost(0.1).over(100));
        breaker.add("parse", 50, 50, LAST); // too few to say
        assertThatThrownBy(() -> breaker.add("parse", 50, 0, LAST))
                .isInstanceOf(TooManyRejectedException.class)
                .hasMessage(
                        "parse has rejected 50 of the last 100 records, and may reject 10 % of them; the last is x;1:"
                                + " java.lang.IllegalArgumentException: no number");
        breaker.add("parse", 100, 10, LAST);
        breaker.add("parse", 0, 0, LAST);
        assertThatThrownBy(() -> breaker.add("parse", 10, 2, LAST)).hasMessageContaining("12 of the last 110 records");
        assertThatCode(() -> breaker.add("parse", 1000, 100, LAST)).doesNotThrowAnyException();
    }

    @Test
    void aLimitOfNothingEndsAtTheFirst() {
        Breaker breaker = new Breaker(skip().atMost(0).over(1));
        breaker.add("parse", 1000, 0, null);
        assertThatThrownBy(() -> breaker.add("parse", 1000, 1, LAST)).hasMessageContaining("may reject 0 % of them");
    }

    @Test
    void aBatchMayHaveSoMany() {
        Breaker breaker = new Breaker(deadLetter().atMost(1).atMostPerBatch(5));
        breaker.add("parse", 0, 5, LAST);
        breaker.add("parse", 0, 5, LAST);
        assertThatThrownBy(() -> breaker.add("parse", 0, 6, LAST))
                .hasMessageStartingWith(
                        "parse has rejected 6 records in this batch, and may reject 5; the last is x;1");
    }
}
