package io.sakia.streaming.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.Aggregate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionsTest {
    private static final Aggregate<Rejections.Note, Rejections, Rejections> GATHERING = Rejections.gathering();
    private static final int PARSE = 0;
    private static final int CHECK = 1;

    private final Object pass = new Object();

    @Test
    void theLongestRunOverAPieceCounts() throws Exception {
        Rejections all = merged(
                task(PARSE, pass, "range 0", 0, "a", "b", "c"),
                task(PARSE, new Object(), "range 0", 0, "a"),
                task(PARSE, pass, "range 1", 1, "d"),
                task(PARSE, new Object(), "range 0", 2, "a", "b", "c"));
        assertThat(records(all)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void twoPassesOfOneTaskAreTwoRuns() throws Exception {
        Rejections task = task(PARSE, pass, "range 0", 0, "a", "b");
        Rejections.Run again = task.run(PARSE, new Object(), "range 0", 0);
        again.add(rejected("a"), true);
        assertThat(records(merged(task))).containsExactly("a", "b");
    }

    @Test
    void operatorsAndPartitionsStandInTheirOrderWhateverEndsFirst() throws Exception {
        Rejections all = merged(
                task(CHECK, pass, "range 1", 1, "z"),
                task(PARSE, pass, "range 1", 1, "c"),
                task(CHECK, pass, "range 0", 0, "y"),
                task(PARSE, pass, "range 0", 0, "a", "b"));
        assertThat(records(all)).containsExactly("a", "b", "c", "y", "z");
    }

    @Test
    void partitionsOfAnotherBatchDoNotCount() throws Exception {
        Rejections task = new Rejections();
        task.begin(PARSE, 6, 0);
        task.run(PARSE, null, null, 3).add(rejected("old"), true);
        task.begin(PARSE, 7, 0);
        task.run(PARSE, null, null, 4).add(rejected("new"), true);
        Rejections all = merged(task);
        assertThat(all.runs(7).stream().flatMap(run -> run.kept().stream()).map(Rejected::record))
                .containsExactly("new");
    }

    @Test
    void whatIsSkippedIsCountedAndOnlyTheLastIsHeld() {
        Rejections task = new Rejections();
        Rejections.Run run = task.run(PARSE, pass, "range 0", 0);
        run.add(rejected("a"), false);
        run.add(rejected("b"), false);
        assertThat(run.count()).isEqualTo(2);
        assertThat(run.kept()).isEmpty();
        assertThat(run.last()).extracting(Rejected::record).isEqualTo("b");
    }

    private static Rejections task(int operator, Object pass, Object data, int partition, String... records) {
        Rejections task = new Rejections();
        for (String record : records) {
            task.run(operator, pass, data, partition).add(rejected(record), true);
        }
        return task;
    }

    private static Rejections merged(Rejections... tasks) throws Exception {
        Rejections all = GATHERING.create();
        for (Rejections task : tasks) {
            all = GATHERING.merge(all, task);
        }
        return all;
    }

    private static Rejected rejected(String record) {
        return Rejected.of(record, new IllegalArgumentException(record), false, null);
    }

    private static List<Object> records(Rejections all) {
        return all.runs(1).stream()
                .flatMap(run -> run.kept().stream())
                .map(Rejected::record)
                .toList();
    }
}
