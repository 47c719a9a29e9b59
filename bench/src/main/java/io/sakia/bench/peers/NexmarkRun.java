package io.sakia.bench.peers;

import com.sun.management.ThreadMXBean;
import io.sakia.bench.peers.work.NexmarkWork;
import io.sakia.nexmark.query.NexmarkQuery;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs the queries of NEXMark on two systems that take turns, and prints what an event costs: the processors' time of the whole JVM, with compiler and collector. For each query every
 * system has a JVM of its own, in which the query runs on and on; the first turns do not count.
 */
public final class NexmarkRun {
    private static final long GENERATED = 10_000_000;

    private final NexmarkOptions options;
    private final Path bench;
    private boolean failed;

    private NexmarkRun(NexmarkOptions options, Path bench) {
        this.options = options;
        this.bench = bench;
    }

    /** Prints a line for each query; the arguments are the folder of the benchmarks, then {@link NexmarkOptions}. */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        NexmarkOptions options = NexmarkOptions.parse(arguments.subList(1, arguments.size()));
        NexmarkRun run = new NexmarkRun(options, Path.of(args[0]));
        System.out.println("java " + Runtime.version() + " " + String.join(" ", options.jvmOptions()));
        if (options.checks()) {
            for (NexmarkQuery query : options.queries()) {
                run.check(query);
            }
        } else {
            System.out.printf(Locale.ROOT, "the generator alone: %.1f ns of CPU an event%n", generator());
            System.out.printf(
                    "%-6s %14s %12s %14s %12s %8s %10s%n",
                    "query", "sakia ns", "/s/core", "flink ns", "/s/core", "ratio", "low-high");
            for (NexmarkQuery query : options.queries()) {
                run.measure(query);
            }
        }
        if (run.failed) {
            System.exit(1);
        }
    }

    /** What the generator costs by itself, once it is warm. */
    private static double generator() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double nanos = 0;
        long sum = 0;
        for (int turn = 0; turn < 3; turn++) {
            long before = threads.getCurrentThreadCpuTime();
            for (long number = 0; number < GENERATED; number++) {
                sum += NexmarkWork.event(number).time();
            }
            nanos = (double) (threads.getCurrentThreadCpuTime() - before) / GENERATED;
        }
        if (sum == 0) {
            throw new IllegalStateException("events without times");
        }
        return nanos;
    }

    private void measure(NexmarkQuery query) throws IOException {
        Map<Contestant, double[]> costs = new EnumMap<>(Contestant.class);
        Map<Contestant, PeerProcess> peers = start(query);
        try (BufferedWriter raw = Files.newBufferedWriter(
                bench.resolve("target/nexmark.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int number = -options.warmUp(); number < options.rounds(); number++) {
                for (Contestant contestant : List.copyOf(peers.keySet())) {
                    Round round = turn(peers, contestant);
                    if (round != null && number >= 0) {
                        costs.computeIfAbsent(contestant, key -> new double[options.rounds()])[number] =
                                round.cpuPerRecord();
                        raw.write(round.json(
                                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                                query.label(),
                                contestant.label(),
                                number,
                                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                                0));
                        raw.newLine();
                    }
                }
            }
        } finally {
            close(peers);
        }
        costs.keySet().retainAll(peers.keySet());
        System.out.println(line(query, costs));
    }

    private static String line(NexmarkQuery query, Map<Contestant, double[]> costs) {
        StringBuilder line = new StringBuilder(String.format("%-6s", query.label()));
        for (Contestant contestant : List.of(Contestant.SAKIA, Contestant.FLINK)) {
            double[] own = costs.get(contestant);
            line.append(
                    own == null
                            ? String.format(" %14s %12s", "-", "-")
                            : String.format(Locale.ROOT, " %,14.1f %,12.0f", median(own), 1e9 / median(own)));
        }
        double[] sakia = costs.get(Contestant.SAKIA);
        double[] flink = costs.get(Contestant.FLINK);
        if (sakia != null && flink != null) {
            double[] ratios = new double[sakia.length];
            for (int i = 0; i < ratios.length; i++) {
                ratios[i] = flink[i] / sakia[i];
            }
            Arrays.sort(ratios);
            line.append(String.format(
                    Locale.ROOT, " %8.2f %4.2f-%.2f", median(ratios), ratios[0], ratios[ratios.length - 1]));
        }
        return line.toString();
    }

    /** Compares what is left in the end, after the events of one turn. */
    private void check(NexmarkQuery query) throws IOException {
        Map<Contestant, PeerProcess> peers = start(query);
        StringBuilder line = new StringBuilder(String.format("%-6s", query.label()));
        try {
            for (PeerProcess peer : List.copyOf(peers.values())) {
                if (turn(peers, peer.contestant()) != null) {
                    line.append(String.format("  %s %s", peer.contestant().label(), peer.ask("finish")));
                }
            }
        } finally {
            close(peers);
        }
        System.out.println(line);
    }

    private Map<Contestant, PeerProcess> start(NexmarkQuery query) throws IOException {
        Map<Contestant, PeerProcess> peers = new EnumMap<>(Contestant.class);
        for (Contestant contestant : options.contestants()) {
            if (contestant != Contestant.FLINK || query != NexmarkQuery.Q6) { // which its SQL can't say
                try {
                    peers.put(
                            contestant,
                            PeerProcess.start(
                                    contestant,
                                    NexmarkTurns.class,
                                    List.of(query.label(), Boolean.toString(options.checks())),
                                    bench,
                                    options.ofProcesses()));
                } catch (IOException e) {
                    failed = true;
                    System.out.println(e.getMessage());
                }
            }
        }
        return peers;
    }

    /** A turn of one system; null if it failed, which ends it. */
    private @Nullable Round turn(Map<Contestant, PeerProcess> peers, Contestant contestant) throws IOException {
        PeerProcess peer = peers.get(contestant);
        if (peer == null) {
            return null;
        }
        try {
            return Round.parse(peer.ask("round " + options.batches()));
        } catch (IOException e) {
            failed = true;
            System.out.println(e.getMessage());
            peers.remove(contestant);
            peer.close();
            return null;
        }
    }

    private static void close(Map<Contestant, PeerProcess> peers) throws IOException {
        for (PeerProcess peer : peers.values()) {
            peer.close();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
