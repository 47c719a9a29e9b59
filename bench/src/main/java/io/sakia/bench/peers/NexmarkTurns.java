package io.sakia.bench.peers;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Ledger;
import io.sakia.bench.peers.work.NexmarkJob;
import io.sakia.bench.peers.work.NexmarkWork;
import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Tally;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The main class of a JVM in which one system runs one query of NEXMark. As {@link Turns}, it reads what to do from its standard input, and writes a line for each to its standard
 * output:
 *
 * <pre>
 *   round BATCHES   works off so many batches, and gives a {@link Round}
 *   finish          ends the events, and gives how many rows there are in the end and their checksum
 *   quit
 * </pre>
 */
public final class NexmarkTurns {
    private NexmarkTurns() {}

    /** Starts a query and does what is asked; the arguments are the system's class, the query, and {@code true} if the last rows will be asked for. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = Turns.answers();
        Peer peer =
                Class.forName(args[0]).asSubclass(Peer.class).getConstructor().newInstance();
        NexmarkJob job = peer.startNexmark(args[1], Boolean.parseBoolean(args[2]));
        answers.println("ready");
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = asked.readLine()) != null && !line.equals("quit"); ) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "round" ->
                    answers.println(round(job, Long.parseLong(words[1])).line());
                case "finish" -> {
                    Tally left = job.finish();
                    answers.println(left.results() + " " + left.checksum());
                }
                default -> throw new IllegalArgumentException("asked to " + line);
            }
        }
        // Some systems leave threads behind that would keep the JVM.
        Runtime.getRuntime().halt(0);
    }

    private static Round round(NexmarkJob job, long batches) throws Exception {
        Tally before = Ledger.here().total();
        Meter meter = new Meter();
        Gate.here().let(batches);
        job.await(Gate.here().open());
        Tally done = Ledger.here().total();
        return meter.end(
                batches * NexmarkWork.BATCH,
                new Tally(done.results() - before.results(), done.checksum() - before.checksum()));
    }
}
