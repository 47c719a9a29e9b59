package io.sakia.bench.peers;

import com.sun.management.OperatingSystemMXBean;
import io.sakia.bench.peers.work.Delays;
import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Laps;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Model;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Schedule;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.TinyBatches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a JVM in which one system is asked how long results take, as {@link Turns}. There are three kinds of turns:
 *
 * <ul>
 *   <li>{@code latency}: records are due on a schedule, so many a second. A delay is from when a record was due to when its result came out.
 *   <li>{@code tiny}: the smallest batches, as fast as they go. A delay is from the end of one to the end of the next.
 *   <li>{@code tick}: the smallest batches, every so many milliseconds. A delay is from the tick to the end of its batch; ticks within a batch are skipped.
 * </ul>
 */
public final class DelayTurns {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final double[] SHARES = {0.5, 0.99, 0.999, 1};

    private final String kind;
    private final long parameter;
    private final Model model;
    private final Delays.Page laps = Delays.here().page();
    private double perSecond = 10;

    private DelayTurns(String kind, long parameter) {
        this.kind = kind;
        this.parameter = parameter;
        this.model = kind.equals("latency") ? Schedule.model() : TinyBatches.model();
    }

    /** Starts a system's job and does what is asked; the arguments are the system's class, the kind of turns, and the rate or the tick in milliseconds. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = Turns.answers();
        Peer peer =
                Class.forName(args[0]).asSubclass(Peer.class).getConstructor().newInstance();
        DelayTurns turns = new DelayTurns(args[1], Long.parseLong(args[2]));
        AutoCloseable job = turns.kind.equals("latency") ? peer.startPaced() : peer.startTiny();
        answers.println("ready");
        turns.answer(answers);
        job.close();
        System.exit(0);
    }

    private void answer(PrintStream answers) throws IOException, InterruptedException {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = asked.readLine()) != null; ) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "warm" -> {
                    double length = Math.min(1, Double.parseDouble(words[1]));
                    Delay last = turn(warmUp(), length);
                    for (long start = System.nanoTime();
                            System.nanoTime() - start < Double.parseDouble(words[1]) * 1e9; ) {
                        last = turn(warmUp(), length);
                    }
                    answers.println(last.line());
                }
                case "round" ->
                    answers.println(turn(kind, Double.parseDouble(words[1])).line());
                case "quit" -> {
                    return;
                }
                default -> throw new IllegalArgumentException("asked to " + line);
            }
        }
    }

    /** The turns that compile what is measured: at some batches a second that would take minutes, so batches that tick warm up back to back. */
    private String warmUp() {
        return kind.equals("tick") ? "tiny" : kind;
    }

    private Delay turn(String turn, double seconds) throws InterruptedException {
        Tally before = Ledger.here().total();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        Tally expected = switch (turn) {
            case "latency" -> paced(seconds);
            case "tiny" -> backToBack(seconds);
            case "tick" -> ticking(seconds);
            default -> throw new IllegalArgumentException("there are no turns of " + turn);
        };
        long nanos = System.nanoTime() - start;
        long cpuNanos = SYSTEM.getProcessCpuTime() - cpu;
        Tally total = Ledger.here().total();
        Tally given = new Tally(total.results() - before.results(), total.checksum() - before.checksum());
        if (!given.equals(expected)) {
            throw new IllegalStateException("wrong results: " + given + ", but there must be " + expected);
        }
        long[] quantiles = Delays.here().drain(SHARES);
        return new Delay(given.results(), nanos, cpuNanos, quantiles[0], quantiles[1], quantiles[2], quantiles[3]);
    }

    private Tally paced(double seconds) {
        long records = Math.max(1, Math.round(parameter * seconds));
        Tally expected = model.advance(records);
        long before = Ledger.here().total().results();
        Schedule.here().run(records, parameter);
        Turns.await(before + expected.results());
        return expected;
    }

    private Tally backToBack(double seconds) throws InterruptedException {
        int batches = Math.max(2, (int) (perSecond * seconds));
        Tally expected = model.advance(batches);
        int first = Laps.here().count();
        long start = System.nanoTime();
        Gate.here().let(batches);
        Laps.here().await(first + batches);
        perSecond = batches * 1e9 / (System.nanoTime() - start);
        // The first one had to be waked.
        for (int batch = first + 1; batch < first + batches; batch++) {
            laps.enter(Laps.here().time(batch) - Laps.here().time(batch - 1));
        }
        return expected;
    }

    private Tally ticking(double seconds) throws InterruptedException {
        long tick = TimeUnit.MILLISECONDS.toNanos(parameter);
        long start = System.nanoTime();
        Tally expected = Tally.NONE;
        for (long ticks = 1; ticks * tick <= seconds * 1e9 || expected.results() == 0; ) {
            long due = start + ticks * tick;
            for (long left; (left = due - System.nanoTime()) > 0; ) {
                LockSupport.parkNanos(left);
            }
            expected = expected.plus(model.advance(1));
            int batch = Laps.here().count();
            Gate.here().let(1);
            Laps.here().await(batch + 1);
            laps.enter(Laps.here().time(batch) - due);
            ticks = (System.nanoTime() - start) / tick + 1;
        }
        return expected;
    }
}
