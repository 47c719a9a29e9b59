package io.sakia.conformance.crash;

import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes a program through seeded lives that end in crashes, and compares what they have put out with what an undisturbed life puts out. */
final class Crashes {
    private final Life life;
    private final long operations;
    private final Map<String, List<String>> expected;

    Crashes(Life life) {
        this.life = life;
        SimulatedDisk calm = new SimulatedDisk();
        life.run(calm);
        this.operations = calm.operations();
        this.expected = Life.visible(calm);
    }

    /** What an undisturbed life puts out: the lines of each file. */
    Map<String, List<String>> expected() {
        return expected;
    }

    /** How the output of one to three crashes and a last, whole life differs from the expected one, with what happened; null if it does not. */
    @Nullable
    String differenceAfterCrashes(long seed) {
        Random random = new Random(seed);
        List<String> story = new ArrayList<>();
        SimulatedDisk disk = new SimulatedDisk();
        try {
            for (int crashes = 1 + random.nextInt(3); crashes > 0; crashes--) {
                disk.crashAtOperation(1 + (long) (random.nextDouble() * operations / crashes));
                long time = life.run(disk);
                CrashMode mode = random.nextBoolean() ? CrashMode.LOSS_OF_POWER : CrashMode.KILL_OF_PROCESS;
                story.addAll(disk.history());
                story.add("══ " + mode + " at " + seconds(time));
                disk = disk.restart(mode, random.nextLong());
            }
            life.run(disk);
        } catch (RuntimeException e) {
            story.addAll(disk.history());
            story.add("══ " + e);
            return String.join("\n", story);
        }
        String difference = difference(Life.visible(disk));
        if (difference.isEmpty()) {
            return null;
        }
        story.addAll(disk.history());
        return String.join("\n", story) + "\n" + difference;
    }

    private String difference(Map<String, List<String>> found) {
        StringBuilder difference = new StringBuilder();
        TreeSet<String> files = new TreeSet<>(expected.keySet());
        files.addAll(found.keySet());
        for (String file : files) {
            if (!Objects.equals(expected.get(file), found.get(file))) {
                difference.append(file + ": expected " + expected.get(file) + ", found " + found.get(file) + "\n");
            }
        }
        return difference.toString();
    }

    private static String seconds(long time) {
        return (time - ManualClock.START.toEpochMilli()) / 1000 + " s";
    }
}
