package io.sakia.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Click(String user, long time, List<String> tags) {}

    private static final LineDecoder<Click> CLICKS = Json.of(Click.class);

    @Test
    void fieldsAreComponents() {
        assertThat(CLICKS.call("{\"time\":7,\"user\":\"ann\",\"tags\":[\"a\"],\"more\":{}}"))
                .isEqualTo(new Click("ann", 7, List.of("a")));
    }

    @Test
    void mapsHaveAllFields() {
        assertThat(Json.maps().call("{\"a\":1,\"b\":[true,{\"c\":\"x\"}]}"))
                .isEqualTo(Map.of("a", 1, "b", List.of(true, Map.of("c", "x"))));
    }

    @Test
    void errorsSayWhere() {
        refused("{\"user\":\"ann\",\"time\":x}", 22, "Unrecognized token 'x'");
        refused("{\"user\":\"ann\"", 14, "Unexpected end-of-input");
        refused("{\"user\":\"ann\",\"time\":\"7\",\"tags\":[]}", 22, "time as the record has it");
        refused("{\"user\":\"ann\",\"time\":7.5,\"tags\":[]}", 22, "time as the record has it");
        refused("{\"user\":\"ann\",\"tags\":[]}", 24, "time as the record has it");
        refused("{\"user\":null,\"time\":7,\"tags\":[]}", 32, "user as the record has it");
        refused("{\"user\":\"ann\",\"time\":7,\"tags\":[]} x", 35, "JSON (");
        refused("[]", 1, "the object as the record has it");
        refused("", 1, "a JSON object, not the end of the line");
        refused("null", 1, "a JSON object, not \"null\"");
    }

    @Test
    void messagesHaveOneLine() {
        assertThatThrownBy(() -> CLICKS.call("{\"user\":\"ann\",\"time\":\"7\"}"))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("\n"));
    }

    @Test
    void onlyRecordsAreRead() {
        assertThatThrownBy(() -> Json.of(String.class)).hasMessageContaining("java.lang.String is no record class");
    }

    @Test
    void travels() throws Exception {
        assertThat(Travelling.there(CLICKS)
                        .call("{\"time\":7,\"user\":\"ann\",\"tags\":[]}")
                        .user())
                .isEqualTo("ann");
        assertThat(Travelling.there(Json.maps()).call("{}")).isEmpty();
    }

    private static void refused(String line, int column, String part) {
        assertThatThrownBy(() -> CLICKS.call(line))
                .isInstanceOfSatisfying(
                        DecodingException.class,
                        thrown -> assertThat(thrown.column())
                                .as(thrown.getMessage())
                                .isEqualTo(column))
                .hasMessageContaining(part);
    }
}
