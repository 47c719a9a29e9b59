package io.sakia.testkit.sink;

import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Takes a sink that writes files through a crash at every point of its work, and checks that every record arrives once.
 *
 * <pre>{@code
 * new SinkKit<>(
 *                 (stores, run) -> new TextSink<String>(new OutputFolder.PerBatch("/out/words", ""), stores, true, run),
 *                 stores -> linesBelow(stores, "/out"), // what a reader sees
 *                 i -> "word " + i)
 *         .wholeBatches()
 *         .run();
 * }</pre>
 *
 * <p>It does what the engine does: tasks write (some fail half-way, some are done twice, some go on when nobody waits for them any more),
 * the staged output of an epoch is sealed, published, published again; that of a failed epoch is discarded and the stream starts anew.
 * At each operation on the disk in turn the run is ended by a loss of power or a kill, or the operation fails; some of the recoveries
 * end like that too. A recovery publishes what was sealed, discards what was not or forgets it, and does the rest again. At the end,
 * after one more crash, all records must be there once. Before each recovery there may be no record twice, all that was published, and
 * nothing of what was not sealed.
 *
 * <p>The first failure is thrown as an {@link AssertionError} that tells what was done to the disk. The same kit fails the same way again.
 *
 * @param <T> the records
 * @param <S> what names the sink's staged output
 */
public final class SinkKit<T, S extends Sink.Staged> {
    /** How many outcomes of the last crash are looked at, when all was published. */
    private static final int ENDINGS = 6;

    private final Opening<T, S> opening;
    private final Reading<T> reading;
    private final IntFunction<T> records;
    private CrashMode hardest = CrashMode.LOSS_OF_POWER;
    private boolean whole;
    private int seeds = 4;

    /**
     * A kit for one sink.
     *
     * @param opening makes the sink, for each start of the program anew
     * @param reading finds the records that a reader of the sink's output sees
     * @param records gives the i-th record, each unlike the others
     */
    public SinkKit(Opening<T, S> opening, Reading<T> reading, IntFunction<T> records) {
        this.opening = opening;
        this.reading = reading;
        this.records = records;
    }

    /** Makes a sink as a program that starts would. */
    @FunctionalInterface
    public interface Opening<T, S extends Sink.Staged> {
        /**
         * A sink that writes below some folder.
         *
         * @param run a text unlike that of every other start
         */
        Sink<T, S> sink(FileStores stores, String run) throws Exception;
    }

    /** Reads as somebody who uses the sink's output. */
    @FunctionalInterface
    public interface Reading<T> {
        /** All records that can be seen, in any order. */
        List<T> records(FileStores stores) throws Exception;
    }

    /** For a sink that survives nothing worse than this; by default it must survive both, in any order. */
    public SinkKit<T, S> survives(CrashMode mode) {
        hardest = mode;
        return this;
    }

    /** Demands that a reader sees a batch whole or not at all, at any time. */
    public SinkKit<T, S> wholeBatches() {
        whole = true;
        return this;
    }

    /** How many outcomes of each crash are tried; by default 4. */
    public SinkKit<T, S> seeds(int count) {
        seeds = count;
        return this;
    }

    /**
     * Goes through all crash points.
     *
     * @return how many runs it took
     * @throws AssertionError when a record is lost, doubled, seen too early, or the sink fails where the disk does not
     */
    public int run() {
        List<Long> operations = new Lives(Trouble.NONE, -1, 0).live();
        int runs = 1;
        for (int life = 0; life < operations.size(); life++) {
            for (long at = 1; at <= operations.get(life) + 1; at++) {
                for (int seed = 0; seed < seeds; seed++) {
                    new Lives(new Trouble(Trouble.Kind.CRASH, at, seed), life, seed).live();
                    new Lives(new Trouble(Trouble.Kind.FAILURE, at, seed), life, seed).live();
                    runs += 2;
                }
            }
        }
        return runs;
    }

    /** The starts of one program, one after another, until all is published. */
    private final class Lives {
        private final Trouble trouble;
        private final int troubled;
        private final SplittableRandom random;
        private final EpochLog<T, S> log = new EpochLog<>(records);
        private final List<String> story = new ArrayList<>();
        private SimulatedDisk disk = new SimulatedDisk();

        Lives(Trouble trouble, int troubled, long seed) {
            this.trouble = trouble;
            this.troubled = troubled;
            this.random = new SplittableRandom(seed);
        }

        /** How many operations each life had. */
        List<Long> live() {
            List<Long> operations = new ArrayList<>();
            for (int life = 0; !log.isOver(); life++) {
                Trouble mine = life == troubled ? trouble : life > troubled ? trouble.again(random) : Trouble.NONE;
                live(life, mine);
                operations.add(disk.operations());
                if (!log.isOver()) {
                    CrashMode mode = mode();
                    story.add("then " + mode);
                    disk = disk.restart(mode, random.nextLong());
                    check(disk);
                }
            }
            story.add("at last " + hardest);
            for (int i = 0; i < ENDINGS; i++) {
                check(disk.afterCrash(hardest, random.nextLong()));
            }
            return operations;
        }

        private void live(int life, Trouble mine) {
            story.add("start " + life + ": " + mine);
            mine.plan(disk);
            @Nullable Throwable thrown = null;
            boolean forgets = random.nextBoolean();
            try {
                new Life<>(opening.sink(disk.stores(), "run-" + life), log, life == 0, forgets).run();
            } catch (Exception | Error e) {
                thrown = e;
            }
            story.addAll(disk.history());
            boolean struck = disk.crashed() || mine.failed(disk);
            if (thrown != null && !struck) {
                throw failure("the sink failed though the disk did not", disk, thrown);
            }
        }

        private CrashMode mode() {
            return random.nextInt(3) > 0 ? hardest : CrashMode.KILL_OF_PROCESS;
        }

        private void check(SimulatedDisk seen) {
            try {
                log.check(reading.records(seen.stores()), whole);
            } catch (AssertionError e) {
                throw failure(String.valueOf(e.getMessage()), seen, null);
            } catch (Exception e) {
                throw failure("the output can't be read", seen, e);
            }
        }

        private AssertionError failure(String what, SimulatedDisk seen, @Nullable Throwable cause) {
            return new AssertionError(
                    what + "\n  " + String.join("\n  ", story) + "\nand there is now:\n" + seen, cause);
        }
    }

    /** Something that happens to a disk. */
    record Trouble(Kind kind, long at, long seed) {
        static final Trouble NONE = new Trouble(Kind.NONE, 0, 0);

        enum Kind {
            NONE,
            CRASH,
            FAILURE
        }

        /** What happens to a start after one to which this happened. */
        Trouble again(SplittableRandom random) {
            int soon = 1 + random.nextInt(60);
            return switch (random.nextInt(3)) {
                case 0 -> new Trouble(Kind.CRASH, soon, seed);
                case 1 -> new Trouble(Kind.FAILURE, soon, seed);
                default -> NONE;
            };
        }

        void plan(SimulatedDisk disk) {
            switch (kind) {
                case CRASH -> disk.crashAtOperation(at);
                case FAILURE -> disk.failAtOperation(at, new IOException("the disk failed, as the kit wanted"));
                case NONE -> {}
            }
        }

        boolean failed(SimulatedDisk disk) {
            return kind == Kind.FAILURE && at <= disk.operations();
        }

        @Override
        public String toString() {
            return switch (kind) {
                case CRASH -> "crashes at operation " + at;
                case FAILURE -> "operation " + at + " fails";
                case NONE -> "nothing happens to it";
            };
        }
    }
}
