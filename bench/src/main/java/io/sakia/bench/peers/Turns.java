package io.sakia.bench.peers;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.Model;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Tally;
import io.sakia.bench.peers.work.Workload;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The main class of a JVM that one system has to itself. It reads what to do from its standard input, and writes a line for each to its standard output:
 *
 * <pre>
 *   warm SECONDS LENGTH   works for at least so long, in rounds of that length, until it gets no faster
 *   round LENGTH          works for about so long, once
 *   quit
 * </pre>
 *
 * <p>What systems print goes to the standard error.
 */
public final class Turns {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long STUCK_NANOS = TimeUnit.MINUTES.toNanos(3);
    /** A round that is not faster by this much has found no more to compile. */
    private static final double FASTER = 1.03;

    private static final int MOST_WARM_UPS = 4;

    private final Workload workload;
    private final Model model;
    private double batchesPerSecond;

    private Turns(Workload workload, Model model) {
        this.workload = workload;
        this.model = model;
    }

    /** Starts a system's job and does what is asked; the arguments are the system's class and the workload. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = answers();
        Workload workload = Workload.named(args[1]);
        Peer peer =
                Class.forName(args[0]).asSubclass(Peer.class).getConstructor().newInstance();
        Turns turns = new Turns(workload, workload.model(peer.emission(workload)));
        AutoCloseable job = peer.start(workload);
        answers.println("ready");
        turns.answer(answers);
        job.close();
        // Some systems leave threads behind that would keep the JVM.
        System.exit(0);
    }

    /** Where answers go. From now on what systems print goes elsewhere, and a failure of any thread is an answer. */
    static PrintStream answers() {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            e.printStackTrace();
            answers.println("failed " + thread.getName() + ": " + e);
            Runtime.getRuntime().halt(1);
        });
        return answers;
    }

    private void answer(PrintStream answers) throws IOException {
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = asked.readLine()) != null; ) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "warm" ->
                    answers.println(warm(Double.parseDouble(words[1]), Double.parseDouble(words[2]))
                            .line());
                case "round" ->
                    answers.println(
                            round(batchesIn(Double.parseDouble(words[1]))).line());
                case "quit" -> {
                    return;
                }
                default -> throw new IllegalArgumentException("asked to " + line);
            }
        }
    }

    private Round warm(double seconds, double length) {
        long start = System.nanoTime();
        Round round = round(1);
        double fastest = 0;
        int noFaster = 0;
        for (double spent = 0; spent < seconds || (noFaster < 2 && spent < MOST_WARM_UPS * seconds); ) {
            round = round(batchesIn(Math.min(length, Math.max(0.2, spent))));
            noFaster = round.rate() > fastest * FASTER ? 0 : noFaster + 1;
            fastest = Math.max(fastest, round.rate());
            spent = (System.nanoTime() - start) / 1e9;
            System.err.printf("warm-up: %.1f s, %,.0f %s/s%n", spent, round.rate(), workload.unit());
        }
        return round;
    }

    private long batchesIn(double seconds) {
        return Math.max(1, Math.round(batchesPerSecond * seconds));
    }

    /** Works off so many batches; wrong results are an error. */
    private Round round(long batches) {
        Tally expected = model.advance(batches);
        Tally before = Ledger.here().total();
        long records = batches * workload.batchSize();
        Meter meter = new Meter();
        Gate.here().let(batches);
        Tally done = await(before.results() + expected.results());
        Round round =
                meter.end(records, new Tally(done.results() - before.results(), done.checksum() - before.checksum()));
        if (!new Tally(round.results(), round.checksum()).equals(expected)) {
            throw new IllegalStateException("wrong results: " + round.results() + " with the checksum "
                    + round.checksum() + ", but there must be " + expected);
        }
        batchesPerSecond = batches * 1e9 / round.nanos();
        return round;
    }

    /** Looks for the last result every millisecond: being told by the sinks would cost each of them something for each result. */
    static Tally await(long results) {
        long changed = System.nanoTime();
        Tally last = Ledger.here().total();
        while (last.results() < results) {
            LockSupport.parkNanos(LOOK_NANOS);
            Tally total = Ledger.here().total();
            Throwable failure = Ledger.here().failure();
            if (failure != null) {
                throw new IllegalStateException("the job failed: " + failure, failure);
            }
            if (total.results() != last.results()) {
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > STUCK_NANOS) {
                throw new IllegalStateException("there are " + total.results() + " of " + results
                        + " results, and no new ones for three minutes");
            }
            last = total;
        }
        return last;
    }
}
