package io.sakia.bench.peers;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Asks systems in turns how long results take, see {@link DelayTurns}. */
record DelayRun(String kind, long parameter, Options options, Path bench) {

    /** Prints a table; gives false if a system failed. */
    boolean run() throws IOException {
        Map<PeerProcess, List<Delay>> delays = new LinkedHashMap<>();
        boolean complete = true;
        try (BufferedWriter raw = Files.newBufferedWriter(
                bench.resolve("target/peers.jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (Contestant contestant : options.contestants()) {
                if (contestant.takesPartIn(kind)) {
                    try {
                        PeerProcess peer = PeerProcess.start(
                                contestant, DelayTurns.class, List.of(kind, Long.toString(parameter)), bench, options);
                        delays.put(peer, new ArrayList<>());
                        peer.ask("warm " + options.warmUp());
                    } catch (IOException e) {
                        complete = false;
                        System.out.println(e.getMessage());
                    }
                }
            }
            for (int number = 0; number < options.rounds(); number++) {
                List<PeerProcess> peers = new ArrayList<>(delays.keySet());
                for (int i = 0; i < peers.size(); i++) {
                    PeerProcess peer = peers.get((i + number) % peers.size());
                    Delay delay = Delay.parse(peer.ask("round " + options.seconds()));
                    delays.computeIfAbsent(peer, none -> new ArrayList<>()).add(delay);
                    raw.write(delay.json(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                            kind,
                            parameter,
                            peer.contestant().label(),
                            number,
                            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
                    raw.newLine();
                }
                raw.flush();
            }
        } finally {
            for (PeerProcess peer : delays.keySet()) {
                peer.close();
            }
        }
        print(delays);
        return complete;
    }

    private void print(Map<PeerProcess, List<Delay>> delays) {
        String title = kind
                + switch (kind) {
                    case "latency" -> String.format(Locale.ROOT, ", %,d records/s", parameter);
                    case "tick" -> ", every " + parameter + " ms";
                    default -> "";
                };
        System.out.printf(
                "%n%-32s %12s %12s %12s %12s %12s %8s%n",
                title, "results", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "cores");
        delays.forEach((peer, turns) -> System.out.printf(
                Locale.ROOT,
                "%-32s %,12.0f %12.3f %12.3f %12.3f %12.3f %8.2f%n",
                peer.contestant().label(),
                median(turns, Delay::count),
                median(turns, delay -> delay.median() / 1e6),
                median(turns, delay -> delay.p99() / 1e6),
                median(turns, delay -> delay.p999() / 1e6),
                median(turns, delay -> delay.max() / 1e6),
                median(turns, Delay::cores)));
    }

    private static double median(List<Delay> turns, ToDoubleFunction<Delay> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
