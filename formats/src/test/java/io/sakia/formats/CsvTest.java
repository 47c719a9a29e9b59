package io.sakia.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {
    record Trade(long id, String item, double price) {}

    record Kinds(
            int i,
            Integer boxed,
            short s,
            byte b,
            float f,
            boolean truth,
            char c,
            Colour colour,
            LocalDate day,
            Optional<Long> perhaps) {}

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalArgumentException(number + " is not positive");
            }
        }
    }

    record Strange(Object anything) {}

    enum Colour {
        RED,
        BLUE
    }

    private static final Csv.OfRecords<Trade> TRADES = Csv.of(Trade.class);

    @Test
    void fieldsAreComponents() {
        assertThat(TRADES.call("7,\"a, \"\"b\"\"\",1.5")).isEqualTo(new Trade(7, "a, \"b\"", 1.5));
        assertThat(TRADES.call("-7,,1e3")).isEqualTo(new Trade(-7, "", 1000));
        assertThat(TRADES.call("7,\"\",0")).isEqualTo(new Trade(7, "", 0));
    }

    @Test
    void columnsMayStandInAnotherOrderAndBeLeftOut() {
        assertThat(TRADES.separatedBy(';')
                        .columns("price", "note", "id", "item")
                        .call("1.5;what, ever;7;x"))
                .isEqualTo(new Trade(7, "x", 1.5));
    }

    @Test
    void allKindsAreRead() {
        Csv.OfRecords<Kinds> kinds = Csv.of(Kinds.class);
        assertThat(kinds.call("1,2,3,4,0.5,true,x,RED,2026-01-31,"))
                .isEqualTo(new Kinds(
                        1,
                        2,
                        (short) 3,
                        (byte) 4,
                        0.5f,
                        true,
                        'x',
                        Colour.RED,
                        LocalDate.of(2026, 1, 31),
                        Optional.empty()));
        assertThat(kinds.call("1,2,3,4,0.5,false,x,BLUE,2026-01-31,9").perhaps())
                .contains(9L);
        assertThatThrownBy(() -> kinds.call("1,2,3,4,0.5,yes,x,RED,2026-01-31,"))
                .hasMessageStartingWith("column 13: truth is true or false, not \"yes\": 1,2,3");
        assertThatThrownBy(() -> kinds.call("1,2,3,4,0.5,true,xy,RED,2026-01-31,"))
                .hasMessageStartingWith("column 18: c is one character, not \"xy\"");
        assertThatThrownBy(() -> kinds.call("1,2,3,4,0.5,true,x,GREEN,2026-01-31,"))
                .hasMessageStartingWith("column 20: colour is one of [RED, BLUE], not \"GREEN\"");
        assertThatThrownBy(() -> kinds.call("1,2,3,4,0.5,true,x,RED,2026-02-31,"))
                .hasMessageStartingWith("column 24: day is a date (2026-01-31), not \"2026-02-31\"");
        assertThatThrownBy(() -> kinds.call("1,2,3,4,0.5,true,x,RED,2026-01-31,z"))
                .hasMessageStartingWith("column 35: perhaps is a whole number (long), not \"z\"");
    }

    @Test
    void errorsSayWhereAndWhatWasExpected() {
        refused("7,x,y", "column 5: price is a number (double), not \"y\": 7,x,y");
        refused("7,\"x\"\"\",y", "column 9: price is a number (double), not \"y\": 7,\"x\"\"\",y");
        refused("7,x", "column 4: 3 fields, the next is price, not the end of the line: 7,x");
        refused("7,x,1,2", "column 6: the end of the line after 3 fields, not \",2\": 7,x,1,2");
        refused("7,x,1,", "column 6: the end of the line after 3 fields, not \",\": 7,x,1,");
        refused("7,\"x,1", "column 7: a quote at the end of item, not the end of the line: 7,\"x,1");
        refused("7,\"x\"y,1", "column 6: ',' after the quoted item, not \"y,1\": 7,\"x\"y,1");
        refused("", "column 1: id is a whole number (long), not the end of the line: ");
        refused(
                "9223372036854775808,x,1",
                "column 1: id is a whole number (long), not \"9223372036854775808\": 92233720368");
    }

    @Test
    void longLinesAreShortened() {
        assertThatThrownBy(() -> TRADES.call("7," + "x".repeat(1000)))
                .satisfies(thrown ->
                        assertThat(thrown.getMessage()).hasSizeLessThan(400).endsWith("… (1002 characters)"));
    }

    @Test
    void whatAConstructorRefusesIsTheLinesFault() {
        assertThat(Csv.of(Positive.class).call("1")).isEqualTo(new Positive(1));
        assertThatThrownBy(() -> Csv.of(Positive.class).call("-1"))
                .isInstanceOf(DecodingException.class)
                .hasMessage(
                        "column 1: a Positive that its constructor takes (java.lang.IllegalArgumentException: -1 is not positive),"
                                + " not \"-1\": -1");
    }

    @Test
    void mapsHaveTheNamesOfColumns() {
        assertThat(Csv.maps("id", "item").call("7,x")).hasToString("{id=7, item=x}");
        assertThatThrownBy(() -> Csv.maps("id", "item").call("7"))
                .hasMessageStartingWith("column 2: 2 fields, the next is item");
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThatThrownBy(() -> TRADES.columns("id", "price"))
                .hasMessageContaining("has the component 'item', which is none of the columns [id, price]");
        assertThatThrownBy(() -> Csv.maps("a", "a")).hasMessage("two columns are named 'a' in [a, a]");
        assertThatThrownBy(() -> TRADES.separatedBy('"')).hasMessageContaining("can't separate fields");
        assertThatThrownBy(() -> Csv.of(String.class)).hasMessageContaining("java.lang.String is no record class");
        assertThatThrownBy(() -> Csv.of(Strange.class))
                .hasMessageContaining("Strange.anything is of type java.lang.Object, which can't be read from text");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        long seed = 5;
        Random random = new Random(seed);
        String[] parts = {"a", ",", "\"", " ", "ü", "水"};
        for (int line = 0; line < 2000; line++) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                StringBuilder field = new StringBuilder();
                for (int j = random.nextInt(5); j > 0; j--) {
                    field.append(parts[random.nextInt(parts.length)]);
                }
                fields.add(field.toString());
            }
            String text = String.join(",", fields.stream().map(CsvTest::written).toList());
            assertThat(Csv.maps("a", "b", "c").call(text).values())
                    .as("seed %s, line %s: %s", seed, line, text)
                    .containsExactlyElementsOf(fields);
        }
    }

    @Test
    void travels() throws Exception {
        Csv.OfRecords<Trade> travelled =
                Travelling.there(TRADES.separatedBy(';').columns("item", "id", "price"));
        assertThat(travelled.call("x;7;1.5")).isEqualTo(new Trade(7, "x", 1.5));
        assertThat(Travelling.there(Csv.maps("a").separatedBy('|')).call("b")).containsEntry("a", "b");
    }

    private static void refused(String line, String message) {
        assertThatThrownBy(() -> TRADES.call(line))
                .isInstanceOf(DecodingException.class)
                .hasMessageStartingWith(message);
    }

    private static String written(String field) {
        return field.matches(".*[\",].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
