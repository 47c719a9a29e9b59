package io.sakia.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropNamesTest {
    @Test
    void namesStandBetweenCommasAndInQuotesWhereTheyHaveOne() {
        assertThat(DropNames.parse("")).isEmpty();
        assertThat(DropNames.parse(" , ,")).isEmpty();
        assertThat(DropNames.parse("alarms, seen ,lines")).containsExactlyInAnyOrder("alarms", "seen", "lines");
        assertThat(DropNames.parse("alarms, \"join(clicks, views)\" ,\"a \"\"b\"\"\""))
                .containsExactlyInAnyOrder("alarms", "join(clicks, views)", "a \"b\"");
        assertThat(DropNames.text(List.of("alarms", "join(clicks, views)", "say \"so\"")))
                .isEqualTo("alarms,\"join(clicks, views)\",\"say \"\"so\"\"\"");
    }

    @Test
    void refusesQuotesThatDoNotMatch() {
        assertThatThrownBy(() -> DropNames.parse("a,\"b, c"))
                .hasMessage("sakia.checkpoint.drop has a quote that is not closed: \"b, c");
        assertThatThrownBy(() -> DropNames.parse("\"b, c\"d,e"))
                .hasMessageStartingWith("sakia.checkpoint.drop has d behind the name in quotes \"b, c\"");
    }

    @Test
    void anyNamesComeBack() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            Set<String> names = new HashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                StringBuilder name = new StringBuilder("n");
                for (int length = random.nextInt(6); length > 0; length--) {
                    name.append(", \"'ab(".charAt(random.nextInt(7)));
                }
                names.add(
                        random.nextBoolean() ? name.toString() : name.reverse().toString());
            }
            assertThat(DropNames.parse(DropNames.text(new ArrayList<>(names)))).isEqualTo(names);
        }
    }
}
