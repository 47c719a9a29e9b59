package io.sakia.conformance.crash;

import io.sakia.testkit.ManualClock;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Takes a program through seeded lives that end in crashes, and compares what they have put out with what an undisturbed life puts out. */
final class Crashes {
    private static final int MOST_CRASHES = 3;

    private final CrashProgram program;
    private final Circumstances first;
    private final boolean varied;
    private final long operations;
    private final Output expected;
    private final Output.View view;
    private long points;

    /**
     * Crashes of a program.
     *
     * @param first the circumstances of its first life
     * @param varied whether each life has other numbers of threads and partitions
     */
    Crashes(CrashProgram program, Circumstances first, boolean varied) {
        this.program = program;
        this.first = first;
        this.varied = varied;
        this.view = first.selfClocked() ? Output.View.TIMES : varied ? Output.View.BATCHES : Output.View.FILES;
        SimulatedDisk calm = new SimulatedDisk();
        Life.End end = new Life(program, first, calm.stores()).run();
        if (end.failure() != null) {
            throw new IllegalStateException(program + " fails by itself", end.failure());
        }
        this.operations = calm.operations();
        this.expected = Output.of(calm).with(end.figures());
    }

    /** What an undisturbed life puts out. */
    Output expected() {
        return expected;
    }

    /** How many changes an undisturbed life makes. */
    long operations() {
        return operations;
    }

    /** A life as the first one, to which nothing happens by itself. */
    Life life(SimulatedDisk disk) {
        return new Life(program, first, disk.stores());
    }

    /** In the midst of how many operations there was a crash so far. */
    long points() {
        return points;
    }

    /** How the output of one to three crashes and a last, whole life differs from the expected one, with what happened; null if it does not. */
    @Nullable
    String differenceAfterCrashes(long seed) {
        Random random = new Random(seed);
        Accident accident = new Accident(random.nextInt(2 * MOST_CRASHES * 10));
        List<String> story = new ArrayList<>();
        SimulatedDisk disk = new SimulatedDisk();
        for (int crashes = 1 + random.nextInt(MOST_CRASHES); crashes > 0; crashes--) {
            disk.crashAtOperation(1 + (long) (random.nextDouble() * operations / crashes));
            Life.End end = live(disk, accident, random);
            if (end.failure() != null && !disk.crashed()) {
                return told(story, disk, "it failed", end.failure());
            }
            points += disk.crashed() ? 1 : 0;
            CrashMode mode = random.nextBoolean() ? CrashMode.LOSS_OF_POWER : CrashMode.KILL_OF_PROCESS;
            story.addAll(disk.history());
            story.add("══ " + mode + " at " + seconds(end.time()));
            disk = disk.restart(mode, random.nextLong());
        }
        Life.End end = live(disk, accident, random);
        if (end.failure() != null) {
            return told(story, disk, "it failed", end.failure());
        }
        String difference = difference(disk, end);
        return difference.isEmpty() ? null : told(story, disk, difference, null);
    }

    /**
     * How what is seen in the end differs from what is expected, or what batches that are run again give from what they have published; empty
     * if neither does.
     */
    String difference(SimulatedDisk disk, Life.End end) {
        String difference = program.difference(expected, Output.of(disk).with(end.figures()), view);
        return difference.isEmpty() && program.isTheSameEachTime()
                ? new Replays(program, first).difference(disk)
                : difference;
    }

    /** Lives until the end or a crash, and starts again after an accident. */
    private Life.End live(SimulatedDisk disk, Accident accident, Random random) {
        while (true) {
            Circumstances now = varied ? first.on(1 + random.nextInt(2), 1 + random.nextInt(4)) : first;
            Life.End end = new Life(program, now, disk.stores(), accident).run();
            if (end.failure() == null || disk.crashed() || !Accident.isCauseOf(end.failure())) {
                return end;
            }
        }
    }

    @Override
    public String toString() {
        return program + (varied ? " with other threads and partitions each time" : "") + " at first " + first;
    }

    static String told(List<String> story, SimulatedDisk disk, String what, @Nullable Throwable failure) {
        List<String> lines = new ArrayList<>(story);
        lines.addAll(disk.history());
        lines.add("══ " + what);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lines.add(cause + " at " + (cause.getStackTrace().length == 0 ? "" : cause.getStackTrace()[0]));
        }
        return String.join("\n", lines);
    }

    private static String seconds(long time) {
        return (time - ManualClock.START.toEpochMilli()) / 1000 + " s";
    }
}
