package io.sakia.bench.peers;

import io.sakia.bench.peers.work.Peer;
import io.sakia.bench.peers.work.Workload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param workloads what work is done
 * @param delays for what delays are measured
 * @param rates at how many records a second
 * @param contestants who does it
 * @param rounds how many turns each gets
 * @param seconds about how long a turn takes
 * @param warmUp how long each warms up at least
 * @param jvmOptions the options of all JVMs
 */
record Options(
        List<Workload> workloads,
        List<String> delays,
        List<Long> rates,
        List<Contestant> contestants,
        int rounds,
        double seconds,
        double warmUp,
        List<String> jvmOptions) {

    private static final List<String> DELAYS = List.of("latency", "tiny", "tick");

    static Options parse(List<String> arguments) {
        List<Workload> workloads = new ArrayList<>();
        List<String> delays = new ArrayList<>();
        List<Long> rates = List.of(50_000L);
        List<Contestant> contestants = List.of(Contestant.values());
        int rounds = 5;
        double seconds = 2.5;
        double warmUp = 12;
        String heap = "2g";
        String collector = "G1";
        List<String> more = new ArrayList<>();
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String argument = rest.pop();
            switch (argument) {
                case "--only" ->
                    contestants = Arrays.stream(rest.pop().split(","))
                            .map(Contestant::named)
                            .toList();
                case "--rates" ->
                    rates = Arrays.stream(rest.pop().split(","))
                            .map(Long::valueOf)
                            .toList();
                case "--rounds" -> rounds = Integer.parseInt(rest.pop());
                case "--seconds" -> seconds = Double.parseDouble(rest.pop());
                case "--warm-up" -> warmUp = Double.parseDouble(rest.pop());
                case "--heap" -> heap = rest.pop();
                case "--collector" -> collector = rest.pop();
                case "--jvm" -> more.add(rest.pop());
                case "--checkpoint" -> more.add("-D" + Peer.CHECKPOINT + "=true");
                case "--quick" -> {
                    rounds = 1;
                    seconds = 0.2;
                    warmUp = 0.2;
                }
                default -> {
                    if (DELAYS.contains(argument)) {
                        delays.add(argument);
                    } else {
                        workloads.add(Workload.named(argument));
                    }
                }
            }
        }
        List<String> jvmOptions = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC"));
        jvmOptions.addAll(more);
        boolean all = workloads.isEmpty() && delays.isEmpty();
        return new Options(
                all ? List.of(Workload.values()) : workloads,
                all ? DELAYS : delays,
                rates,
                contestants,
                rounds,
                seconds,
                warmUp,
                jvmOptions);
    }
}
