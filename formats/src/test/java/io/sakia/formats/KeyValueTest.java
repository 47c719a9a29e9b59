package io.sakia.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyValueTest {
    record Call(String method, int status, Optional<Double> seconds) {}

    private static final LineDecoder<Call> CALLS = KeyValue.of(Call.class);

    @Test
    void keysAreComponents() {
        assertThat(CALLS.call("at=info status=200  method=\"GET \\\"x\\\"\" seconds=0.5"))
                .isEqualTo(new Call("GET \"x\"", 200, Optional.of(0.5)));
        assertThat(CALLS.call("method= status=404")).isEqualTo(new Call("", 404, Optional.empty()));
    }

    @Test
    void mapsHaveAllKeysInTheirOrder() {
        assertThat(KeyValue.maps().call("b=1 a=\"x y\" c=d=e")).hasToString("{b=1, a=x y, c=d=e}");
        assertThat(KeyValue.maps().call("")).isEmpty();
    }

    @Test
    void errorsSayWhere() {
        refused("method=GET status=x", "column 19: status is a whole number (int), not \"x\": method=GET status=x");
        refused("method=GET", "column 11: status=…, not the end of the line: method=GET");
        refused("method=GET nonsense status=1", "column 12: key=value, not \"nonsense\"");
        refused("=1", "column 1: key=value, not \"=1\"");
        refused("method=\"GET status=1", "column 21: a quote at the end of method, not the end of the line");
        refused("method=\"GET\"x status=1", "column 13: a space after the quoted method, not \"x status=1\"");
        refused("status=1 status=2", "column 10: status once, not \"status=2\"");
        assertThatThrownBy(() -> KeyValue.maps().call("a=1 a=2"))
                .hasMessageStartingWith("column 5: a once, not \"a=2\"");
    }

    @Test
    void travels() throws Exception {
        assertThat(Travelling.there(CALLS).call("method=GET status=1").status()).isEqualTo(1);
        assertThat(Travelling.there(KeyValue.maps()).call("a=1")).containsEntry("a", "1");
    }

    private static void refused(String line, String message) {
        assertThatThrownBy(() -> CALLS.call(line))
                .isInstanceOf(DecodingException.class)
                .hasMessageStartingWith(message);
    }
}
