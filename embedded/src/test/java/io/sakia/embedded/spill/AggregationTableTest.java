package io.sakia.embedded.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.column.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregationTableTest {
    /** Keys whose hash codes collide as the divisor says. */
    record Key(int number, int divisor) {
        @Override
        public int hashCode() {
            return number / divisor;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, Integer.MAX_VALUE})
    void worksAsAMapThatKeepsTheOrderOfInsertion(int divisor) {
        Random random = new Random(divisor);
        AggregationTable table = new AggregationTable();
        Map<Key, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            Key key = new Key(random.nextInt(700), divisor);
            expected.merge(key, i, Integer::sum);
            add(table, key, i);
            if (random.nextInt(200) == 0) {
                table = new AggregationTable(table.toBucket());
            }
        }
        assertThat(content(table.toBucket())).isEqualTo(new ArrayList<>(expected.entrySet()));
        assertThat(table.find(new Key(701, divisor), AggregationTable.hash(new Key(701, divisor))))
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 100, 1000})
    void aTableOverABucketFindsEachKeyAndGrows(int size) {
        AggregationTable table = new AggregationTable();
        for (int i = 0; i < size; i++) {
            add(table, i * 0x10001, i);
        }
        KeyedBucket bucket = table.toBucket();
        Column keys = new Column(size);
        Column accumulators = new Column(size);
        for (int i = 0; i < size; i++) {
            keys.append(bucket.keys.get(i));
            accumulators.append(bucket.accumulators.get(i));
        }
        KeyedBucket exact = new KeyedBucket(keys, accumulators, java.util.Arrays.copyOf(bucket.hashes, size), size);
        AggregationTable over = new AggregationTable(exact);
        for (int i = 0; i < size; i++) {
            assertThat(over.find(i * 0x10001, AggregationTable.hash(i * 0x10001)))
                    .isEqualTo(i);
        }
        add(over, "another", 1);
        assertThat(over.size()).isEqualTo(size + 1);
        assertThat(content(over.toBucket()).get(size)).isEqualTo(Map.entry("another", 1));
    }

    private static void add(AggregationTable table, Object key, int value) {
        int hash = AggregationTable.hash(key);
        int position = table.find(key, hash);
        if (position < 0) {
            table.insert(key, hash, value);
        } else {
            Integer before = (Integer) table.accumulator(position);
            table.set(position, before + value);
        }
    }

    private static List<Map.Entry<Object, Object>> content(KeyedBucket bucket) {
        List<Map.Entry<Object, Object>> content = new ArrayList<>();
        for (int i = 0; i < bucket.size; i++) {
            content.add(Map.entry(bucket.keys.get(i), bucket.accumulators.get(i)));
        }
        return content;
    }
}
