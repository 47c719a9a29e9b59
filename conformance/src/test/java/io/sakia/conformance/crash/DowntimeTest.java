package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crashes programs and starts them again hours later: each word counts once, no state ages while nobody runs the program, and the ticks that were
 * missed are not run one by one.
 */
class DowntimeTest {
    private static final int RUNS = Integer.getInteger("sakia.downtimes", 10);
    private static final long SEED = Long.getLong("sakia.seed", 1);
    private static final long TIMEOUT = 3000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neitherAgesNorRepeats(boolean selfClocked) {
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            long epoch = seed % 2 * 2500;
            Circumstances first = selfClocked ? Circumstances.selfClocked(epoch) : Circumstances.plain(epoch);
            new Absences(first, new Random(seed)).run("seed " + seed);
        }
    }

    private static final class Absences {
        private final Circumstances first;
        private final Random random;
        private final TreeMap<Long, Long> away = new TreeMap<>(); // how long, by when it ended
        private SimulatedDisk disk = new SimulatedDisk();

        Absences(Circumstances first, Random random) {
            this.first = first;
            this.random = random;
        }

        void run(String name) {
            Crashes calm = new Crashes(CrashProgram.STATE_WITH_TIMEOUT, first, false);
            Circumstances now = first;
            int crashes = 1 + random.nextInt(2);
            for (int i = 0; i < crashes; i++) {
                disk.crashAtOperation(1 + (long) (random.nextDouble() * calm.operations() / crashes));
                Life.End end = new Life(CrashProgram.STATE_WITH_TIMEOUT, now, disk.stores()).run();
                disk = disk.restart(
                        random.nextBoolean() ? CrashMode.LOSS_OF_POWER : CrashMode.KILL_OF_PROCESS, random.nextLong());
                long absence = Duration.ofHours(1 + random.nextInt(5)).toMillis();
                now = now.at(end.time() + absence, absence);
                away.put(now.start(), absence);
            }
            Life.End end = new Life(CrashProgram.STATE_WITH_TIMEOUT, now, disk.stores()).run();
            assertThat(end.failure()).as(name).isNull();
            check(name, Output.of(disk).batches("seen"), calm.expected().batches("seen"));
        }

        private void check(String name, Map<Long, List<String>> found, Map<Long, List<String>> calm) {
            assertThat(found.size()).as(name + ": batches").isLessThanOrEqualTo(calm.size() + 2 * away.size());
            assertThat(total(name, found)).as(name).isEqualTo(total("undisturbed", calm));
        }

        /** How often each word came: what the states that timed out had counted, and what is left. */
        private Map<String, Long> total(String name, Map<Long, List<String>> batches) {
            Map<String, Long> gone = new HashMap<>();
            Map<String, Long> open = new HashMap<>();
            Map<String, Long> last = new HashMap<>();
            batches.forEach((time, lines) -> {
                for (String line : ordered(lines)) {
                    String[] parts = line.split(" ");
                    String word = parts[0];
                    if (line.contains(" gone after ")) {
                        long count = Long.parseLong(parts[3]);
                        assertThat(open.remove(word))
                                .as(name + ": " + time + " " + line)
                                .isEqualTo(count);
                        assertThat(alive(time) - alive(last.get(word)))
                                .as(name + ": age of " + word + " at " + time)
                                .isGreaterThanOrEqualTo(TIMEOUT);
                        gone.merge(word, count, Long::sum);
                    } else {
                        long count = Long.parseLong(parts[1]);
                        assertThat(open.getOrDefault(word, 0L) + 1)
                                .as(name + ": " + time + " " + line)
                                .isEqualTo(count);
                        open.put(word, count);
                        last.put(word, time);
                    }
                }
            });
            open.forEach((word, count) -> gone.merge(word, count, Long::sum));
            return gone;
        }

        /** Those of one word in the order of its counts. */
        private static List<String> ordered(List<String> lines) {
            List<String> ordered = new ArrayList<>(lines);
            ordered.sort((one, other) -> Long.compare(count(one), count(other)));
            return ordered;
        }

        private static long count(String line) {
            return line.contains(" gone ") ? 0 : Long.parseLong(line.split(" ")[1]);
        }

        /** A time without the absences before it. */
        private long alive(long time) {
            return time
                    - away.headMap(time, true).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
        }
    }
}
