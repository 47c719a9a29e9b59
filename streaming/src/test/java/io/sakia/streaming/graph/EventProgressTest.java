package io.sakia.streaming.graph;

import static io.sakia.streaming.graph.StatefulOperator.NEVER;
import static io.sakia.streaming.graph.Watermarks.END;
import static io.sakia.streaming.graph.Watermarks.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventProgressTest {
    @Test
    void theSlowestPartitionCounts() {
        EventProgress progress = progress(2, NEVER, part(50, 0), part(30, 0), part(70, 0));

        assertThat(progress.at(1_000_000)).isEqualTo(28);
        assertThat(progress.reaches(28)).isEqualTo(Long.MIN_VALUE);
        assertThat(progress.reaches(29)).isEqualTo(NEVER);
    }

    @Test
    void aPartitionThatHasGivenNothingHoldsAllBackUntilItIsIdle() {
        EventProgress progress = progress(0, 100, part(50, 20), part(UNKNOWN, 10));

        assertThat(progress.at(109)).isEqualTo(UNKNOWN);
        assertThat(progress.at(110)).isEqualTo(50);
        assertThat(progress.reaches(50)).isEqualTo(110);
    }

    @Test
    void aSilentPartitionIsLeftOut() {
        EventProgress progress = progress(5, 100, part(50, 20), part(30, 10), part(70, 40));

        assertThat(progress.at(109)).isEqualTo(25);
        assertThat(progress.at(110)).isEqualTo(45);
        assertThat(progress.at(120)).isEqualTo(65);
        assertThat(progress.reaches(60)).isEqualTo(120);
    }

    @Test
    void whenAllAreSilentTimeGoesOnWithTheClockFromTheLatest() {
        EventProgress progress = progress(5, 100, part(50, 20), part(70, 40));

        assertThat(progress.at(139)).isEqualTo(65);
        assertThat(progress.at(140)).isEqualTo(71);
        assertThat(progress.at(150)).isEqualTo(81);
        assertThat(progress.reaches(71)).isEqualTo(140);
        assertThat(progress.reaches(81)).isEqualTo(150);
        assertThat(progress.reaches(END)).isEqualTo(NEVER);
    }

    @Test
    void whereNothingWasEverSeenThereIsNoTime() {
        EventProgress progress = new EventProgress(List.of(part(UNKNOWN, 10)), END, UNKNOWN, 0, 100);

        assertThat(progress.at(1000)).isEqualTo(UNKNOWN);
        assertThat(progress.reaches(0)).isEqualTo(NEVER);
    }

    @Test
    void recordsThatWaitToBeReadAreNoSilence() {
        EventProgress.Part slow = new EventProgress.Part(30, 10, 12);

        assertThat(progress(0, 100, slow, part(70, 40)).at(120)).isEqualTo(30);
        assertThat(progress(0, 2, slow, part(70, 40)).at(41)).isEqualTo(70);
    }

    @Test
    void whatASourceKnowsCountsWithWhatOthersHaveGiven() {
        EventProgress progress = new EventProgress(List.of(part(50, 20)), 40, 50, 0, 100);

        assertThat(progress.at(0)).isEqualTo(40);
        assertThat(progress.at(500)).isEqualTo(40);
        assertThat(progress.reaches(41)).isEqualTo(NEVER);
        assertThat(new EventProgress(List.of(), 60, 50, 0, NEVER).at(0)).isEqualTo(60);
    }

    @Test
    void whenAllHaveEndedTimeHasToo() {
        EventProgress progress = new EventProgress(List.of(), END, 50, 5, NEVER);

        assertThat(progress.at(0)).isEqualTo(END);
        assertThat(progress.reaches(END)).isEqualTo(Long.MIN_VALUE);
    }

    /** Against a search through all running times, one after the other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itReachesATimeWhereItFirstIsThere(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<EventProgress.Part> parts = new ArrayList<>();
            long latest = UNKNOWN;
            for (int i = random.nextInt(4); i >= 0; i--) {
                long time = random.nextInt(5) == 0 ? UNKNOWN : random.nextInt(40);
                latest = Math.max(latest, time);
                parts.add(part(time, random.nextInt(30)));
            }
            EventProgress progress = new EventProgress(
                    parts,
                    random.nextInt(4) == 0 ? random.nextInt(60) : END,
                    latest,
                    random.nextInt(6),
                    random.nextInt(5) == 0 ? NEVER : 1 + random.nextInt(30));
            long before = UNKNOWN;
            for (int running = -1; running < 200; running++) {
                assertThat(progress.at(running)).isGreaterThanOrEqualTo(before);
                before = progress.at(running);
            }
            long time = random.nextInt(60);
            long reached = NEVER;
            for (int running = 199; running >= -1; running--) {
                reached = progress.at(running) >= time ? running : reached;
            }
            long said = progress.reaches(time);
            assertThat(said < 0 ? -1 : said)
                    .as("round %d: %s to %d", round, progress, time)
                    .isEqualTo(reached);
        }
    }

    private static EventProgress progress(long lateness, long idleAfter, EventProgress.Part... parts) {
        List<EventProgress.Part> list = List.of(parts);
        long latest = list.stream().mapToLong(EventProgress.Part::latest).max().orElse(UNKNOWN);
        return new EventProgress(list, END, latest, lateness, idleAfter);
    }

    private static EventProgress.Part part(long latest, long active) {
        return new EventProgress.Part(latest, active, NEVER);
    }
}
