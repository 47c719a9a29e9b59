package io.sakia.bench.peers;

import io.sakia.bench.peers.work.Workload;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Runs systems beside each other. For each workload every system has a JVM of its own with the same options, warms up, and gets turns alternately with the
 * others; which one begins moves on with each round. Only the one whose turn it is has something to do.
 */
public final class Peers {
    private static final long TICK_MILLIS = 20;

    private final Options options;
    private final Path bench;

    private Peers(Options options, Path bench) {
        this.options = options;
        this.bench = bench;
    }

    /** Prints a table for each workload; the arguments are the folder of the benchmarks, then {@link Options}. */
    public static void main(String[] args) throws IOException {
        List<String> arguments = List.of(args);
        Options options = Options.parse(arguments.subList(1, arguments.size()));
        System.out.println("java " + Runtime.version() + " " + String.join(" ", options.jvmOptions()));
        boolean failed = false;
        for (Workload workload : options.workloads()) {
            failed |= !new Peers(options, Path.of(args[0])).run(workload);
        }
        for (String kind : options.delays()) {
            List<Long> parameters = switch (kind) {
                case "latency" -> options.rates();
                case "tick" -> List.of(TICK_MILLIS);
                default -> List.of(0L);
            };
            for (long parameter : parameters) {
                failed |= !new DelayRun(kind, parameter, options, Path.of(args[0])).run();
            }
        }
        if (failed) {
            System.exit(1);
        }
    }

    /** Gives false if a system failed; the others go on. */
    private boolean run(Workload workload) throws IOException {
        List<PeerProcess> peers = new ArrayList<>();
        Map<Contestant, List<Round>> rounds = new EnumMap<>(Contestant.class);
        boolean failed = false;
        try (BufferedWriter raw = Files.newBufferedWriter(
                bench.resolve("target/peers.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (Contestant contestant : options.contestants()) {
                if (contestant.takesPartIn(workload.label())) {
                    try {
                        peers.add(warm(contestant, workload));
                    } catch (IOException e) {
                        failed = true;
                        System.out.println(e.getMessage());
                    }
                }
            }
            for (int number = 0; number < options.rounds(); number++) {
                for (int i = 0; i < peers.size(); i++) {
                    PeerProcess peer = peers.get((i + number) % peers.size());
                    long before = cpuOfOthers(peers, peer);
                    Round round = peer.round(options.seconds());
                    long others = cpuOfOthers(peers, peer) - before;
                    rounds.computeIfAbsent(peer.contestant(), contestant -> new ArrayList<>())
                            .add(round);
                    raw.write(round.json(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            workload.label(),
                            peer.contestant().label(),
                            number,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                            others));
                    raw.newLine();
                }
                raw.flush();
            }
        } finally {
            for (PeerProcess peer : peers) {
                peer.close();
            }
        }
        System.out.println(new Table(workload, rounds));
        return !failed;
    }

    private PeerProcess warm(Contestant contestant, Workload workload) throws IOException {
        PeerProcess peer = PeerProcess.start(contestant, Turns.class, List.of(workload.label()), bench, options);
        try {
            Round round = peer.warm(options.warmUp(), options.seconds());
            System.err.printf(
                    "%s %s: %,.0f %s/s warm%n", workload.label(), contestant.label(), round.rate(), workload.unit());
            return peer;
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    private static long cpuOfOthers(List<PeerProcess> peers, PeerProcess one) {
        return peers.stream()
                .filter(peer -> peer != one)
                .map(PeerProcess::cpu)
                .mapToLong(Duration::toMillis)
                .sum();
    }
}
