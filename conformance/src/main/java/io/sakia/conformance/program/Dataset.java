package io.sakia.conformance.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Pair;
import io.sakia.rdd.PairRDD;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An RDD, and beside it the list that it should be.
 *
 * @param rdd what the engine computes
 * @param list what it should give
 */
record Dataset<K extends Comparable<K>>(PairRDD<K, String> rdd, PairList<K, String> list) {
    /** Checks what all actions give, and where the records are; gives the records. */
    List<Pair<K, String>> check(Keys<K> keys, String what) {
        List<List<Pair<K, String>>> partitions = rdd.glom().collect();
        List<Pair<K, String>> records = new ArrayList<>();
        partitions.forEach(records::addAll);
        list.check(records, what);
        checkPlaces(partitions, what);
        assertThat(rdd.collect()).as(what + ", again").isEqualTo(records);
        assertThat(rdd.count()).as(what + ", counted").isEqualTo(list.size());
        assertThat(rdd.countByKey()).as(what + ", counted by key").isEqualTo(list.countByKey());
        for (int number = 0; number < Keys.MOST; number += 3) {
            K key = keys.of(number);
            checkValues(rdd.lookup(key), list.lookup(key), what + ", values of " + key);
        }
        Map<K, String> last = new LinkedHashMap<>();
        records.forEach(pair -> last.put(pair.key(), pair.value()));
        assertThat(rdd.collectAsMap()).as(what + ", as a map").isEqualTo(last);
        return records;
    }

    private void checkPlaces(List<List<Pair<K, String>>> partitions, String what) {
        assertThat(partitions).as(what + ", partitions").hasSize(rdd.getNumPartitions());
        if (list.placed()) {
            assertThat(rdd.partitioner()).as(what + ", partitioner").isPresent();
        }
        rdd.partitioner().ifPresent(partitioner -> {
            for (int i = 0; i < partitions.size(); i++) {
                for (Pair<K, String> pair : partitions.get(i)) {
                    assertThat(partitioner.getPartition(pair.key()))
                            .as(what + ", partition of " + pair)
                            .isEqualTo(i);
                }
            }
        });
    }

    private void checkValues(List<String> values, List<String> expected, String what) {
        if (list.order().isOfValues()) {
            assertThat(values).as(what).isEqualTo(expected);
        } else {
            assertThat(PairList.counts(values)).as(what).isEqualTo(PairList.counts(expected));
        }
    }
}
