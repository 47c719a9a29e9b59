package io.sakia.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.column.Column;
import io.sakia.column.Kind;
import io.sakia.embedded.spill.AggregationTable;
import io.sakia.embedded.spill.KeyedBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a fold's tasks learn from one another about the texts that come again. */
class FoldHistoryTest {
    private static final int MANY = 4 * FoldHistory.FEW;

    private final FoldHistory history = new FoldHistory();

    @Test
    void textsThatCameStandInForEqualOnes() {
        List<Object> first = texts("word ", MANY);
        history.note(folded(first), null, 0);

        KnownTexts known = known();
        for (Object text : first) {
            Object again = new String(((String) text).toCharArray());
            assertThat(known.of(again, hash(again))).isSameAs(text);
        }
        assertThat(history.keys()).isEqualTo(MANY);
    }

    @Test
    void whatIsNotKnownStaysAsItIs() {
        history.note(folded(texts("word ", MANY)), null, 0);

        List<Object> others = new ArrayList<>(texts("other ", 100));
        others.add(7L);
        others.add(List.of("word 1"));
        for (Object other : others) {
            assertThat(known().of(other, hash(other))).isSameAs(other);
        }
    }

    @Test
    void aTextIsKnownByItsContentEvenWhereHashesAreEqual() {
        List<Object> twins = new ArrayList<>(texts("word ", MANY));
        twins.addAll(List.of("Aa", "BB")); // the same hashCode
        history.note(folded(twins), null, 0);

        assertThat(known().of(new String("BB".toCharArray()), hash("BB"))).isEqualTo("BB");
        assertThat(known().of(new String("Aa".toCharArray()), hash("Aa"))).isEqualTo("Aa");
    }

    @Test
    void tablesThatAreSmallOrOfNumbersTeachNothing() {
        history.note(folded(texts("word ", FoldHistory.FEW - 1)), null, 0);
        assertThat(history.texts()).isNull();

        List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < MANY; i++) {
            numbers.add(i);
        }
        history.note(folded(numbers), null, 0);
        assertThat(history.texts()).isNull();
    }

    @Test
    void longTextsAreNotKept() {
        List<Object> texts = texts("x".repeat(1000), MANY);
        history.note(folded(texts), null, 0);

        Object again = "x".repeat(1000) + "1";
        assertThat(known().of(again, hash(again))).isSameAs(again);
    }

    @Test
    void whereMostTextsCameAgainNothingIsLearntAnew() {
        history.note(folded(texts("word ", MANY)), null, 0);
        KnownTexts known = known();

        history.note(folded(texts("word ", MANY)), known, MANY - 10);
        assertThat(history.texts()).isSameAs(known);
    }

    @Test
    void whereManyAreNewTheyAreLearnt() {
        history.note(folded(texts("word ", MANY)), null, 0);
        KnownTexts known = known();

        List<Object> others = texts("other ", MANY);
        history.note(folded(others), known, MANY / 2);
        assertThat(history.texts()).isNotNull().isNotSameAs(known);
        assertThat(known().of("other 5", hash("other 5"))).isSameAs(others.get(5));
    }

    @Test
    void twoTasksOfABatchLearnOnce() {
        history.note(folded(texts("word ", MANY)), null, 0);
        KnownTexts known = known();
        history.note(folded(texts("other ", MANY)), known, MANY / 2);
        KnownTexts learnt = known();

        history.note(folded(texts("third ", MANY)), known, MANY / 2);
        assertThat(history.texts()).isSameAs(learnt);
    }

    @Test
    void whereTextsAreOthersEachTimeItIsTriedMoreAndMoreRarely() {
        List<Integer> tries = new ArrayList<>();
        for (int task = 0; task < 200; task++) {
            KnownTexts used = history.texts();
            history.note(folded(texts("word " + task + " ", FoldHistory.FEW)), used, 0);
            if (history.texts() != null) {
                tries.add(task);
            }
        }
        assertThat(tries).startsWith(0, 2, 6, 14, 30, 62).hasSizeLessThan(10);
    }

    private KnownTexts known() {
        KnownTexts known = history.texts();
        assertThat(known).isNotNull();
        return Objects.requireNonNull(known);
    }

    private static List<Object> texts(String prefix, int count) {
        List<Object> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(prefix + i);
        }
        return texts;
    }

    private static int hash(Object key) {
        return AggregationTable.hash(key);
    }

    private static KeyedBucket folded(List<Object> keys) {
        Column column = new Column(keys.size());
        Column counts = new Column(keys.size());
        int[] hashes = new int[keys.size()];
        for (int i = 0; i < keys.size(); i++) {
            @Nullable Object key = keys.get(i);
            int kind = Kind.of(key);
            column.append(kind, Kind.keyBits(kind, key), key);
            counts.append(Kind.LONG, 1, null);
            hashes[i] = hash(key);
        }
        return new KeyedBucket(column, counts, hashes, keys.size());
    }
}
