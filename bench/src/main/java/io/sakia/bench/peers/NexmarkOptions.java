package io.sakia.bench.peers;

import io.sakia.bench.peers.work.NexmarkWork;
import io.sakia.nexmark.query.NexmarkQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param queries which queries
 * @param contestants who runs them
 * @param rounds how many turns each gets
 * @param batches how many batches a turn has
 * @param warmUp how many turns come before those that count
 * @param checks whether to compare what is left in the end instead of measuring
 * @param jvmOptions the options of all JVMs
 */
record NexmarkOptions(
        List<NexmarkQuery> queries,
        List<Contestant> contestants,
        int rounds,
        long batches,
        int warmUp,
        boolean checks,
        List<String> jvmOptions) {

    static NexmarkOptions parse(List<String> arguments) {
        List<NexmarkQuery> queries = new ArrayList<>();
        List<Contestant> contestants = List.of(Contestant.SAKIA, Contestant.FLINK);
        int rounds = 5;
        long events = 1_000_000;
        int warmUp = 6;
        boolean checks = false;
        String heap = "4g";
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
                case "--rounds" -> rounds = Integer.parseInt(rest.pop());
                case "--events" -> events = Long.parseLong(rest.pop());
                case "--warm-up" -> warmUp = Integer.parseInt(rest.pop());
                case "--check" -> checks = true;
                case "--heap" -> heap = rest.pop();
                case "--collector" -> collector = rest.pop();
                case "--jvm" -> more.add(rest.pop());
                default -> queries.add(NexmarkQuery.valueOf(argument.toUpperCase(Locale.ROOT)));
            }
        }
        List<String> jvmOptions = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC"));
        jvmOptions.addAll(more);
        return new NexmarkOptions(
                queries.isEmpty() ? List.of(NexmarkQuery.values()) : queries,
                contestants,
                rounds,
                Math.max(1, events / NexmarkWork.BATCH),
                warmUp,
                checks,
                jvmOptions);
    }

    /** As the processes want them. */
    Options ofProcesses() {
        return new Options(List.of(), List.of(), List.of(), contestants, rounds, 0, 0, jvmOptions);
    }
}
