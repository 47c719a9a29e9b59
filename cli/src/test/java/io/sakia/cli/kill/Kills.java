package io.sakia.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * Kills a process by {@code kill -9} and starts it again, over and over, while files appear.
 *
 * <p>When to kill is decided by what the process does: after so many changes to its log and to the folder of its output, a number that
 * the seed gives, and a moment later. So all moments of its work are hit, however fast the machine is.
 */
final class Kills {
    /** So many changes at most before a kill, about eight a batch; few more often than many, so that recoveries are killed too. */
    private static final int CHANGES = 60;

    /** At most so long a moment: a few milliseconds. */
    private static final int SPINS = 100_000;

    private Kills() {}

    /** Kills so many times, then lets it come to its end; gives how often it was killed at which moment. */
    static Map<Moment, Integer> run(FilesProcess process, int times, Random random) throws Exception {
        Map<Moment, Integer> moments = new EnumMap<>(Moment.class);
        for (int kill = 1; kill <= times; kill++) {
            runAndKill(process, random);
            moments.merge(process.moment(), 1, Integer::sum);
            process.addFile(); // while nobody is there
        }
        process.start();
        assertThat(process.await()).as(process.said()).isZero();
        return moments;
    }

    private static void runAndKill(FilesProcess process, Random random) throws Exception {
        int changes = 1 + random.nextInt(1 + random.nextInt(CHANGES));
        int spins = random.nextInt(SPINS);
        try (Doings doings = process.start()) {
            for (int i = 1; i <= changes; i++) {
                assertThat(doings.await()).as(process.said()).isTrue();
                if (i % 3 == 0) {
                    process.addFile();
                }
            }
            for (int i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            process.kill();
        }
    }

    /** The moments as lines of text. */
    static String report(Map<Moment, Integer> moments) {
        StringBuilder text = new StringBuilder();
        for (Moment moment : Moment.values()) {
            text.append(String.format("%4d  %s%n", moments.getOrDefault(moment, 0), moment.text()));
        }
        return text.toString();
    }
}
