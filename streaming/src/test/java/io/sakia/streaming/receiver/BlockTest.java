package io.sakia.streaming.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void isCutIntoEqualPartsInOrder() {
        assertThat(Block.cut(List.of(1, 2, 3, 4, 5, 6, 7), 3, 10))
                .containsExactly(
                        new Block<>(10, List.of(1, 2, 3)),
                        new Block<>(11, List.of(4, 5)),
                        new Block<>(12, List.of(6, 7)));
        assertThat(Block.cut(List.of(1, 2), 5, 0))
                .containsExactly(new Block<>(0, List.of(1)), new Block<>(1, List.of(2)));
        assertThat(Block.cut(List.of(), 5, 0)).isEmpty();
        for (int size = 0; size < 40; size++) {
            List<Integer> records = IntStream.range(0, size).boxed().toList();
            for (int parts = 1; parts < 10; parts++) {
                assertThat(Block.cut(records, parts, 0).stream().flatMap(block -> block.values().stream()))
                        .containsExactlyElementsOf(records);
            }
        }
    }

    @Test
    void isReadInOrderWithItsPosition() throws Exception {
        Block<String> block = new Block<>(3, List.of("a", "b"));
        assertThat(block.records()).isEqualTo(2);
        try (Reader<String> reader = Block.<String>reader().open(block)) {
            assertThat(reader.read()).isEqualTo("a");
            assertThat(reader.read()).isEqualTo("b");
            assertThat(reader.position()).isEqualTo("block 3, record 2");
            assertThat(reader.read()).isNull();
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void keepsItsOwnCopyAndNoNulls() {
        List<String> records = new ArrayList<>(List.of("a"));
        Block<String> block = new Block<>(0, records);
        records.add("b");
        assertThat(block.values()).containsExactly("a");
        assertThatThrownBy(() -> new Block<>(0, Arrays.asList("a", null))).isInstanceOf(NullPointerException.class);
    }
}
