package io.sakia.bench.peers;

import io.sakia.bench.peers.work.Workload;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Medians of all rounds of a workload. A ratio is the median of the ratios round by round, as what lies close in time met the same machine. {@code CPU/limit} says how
 * many times the limit's processor time a record takes, and depends less on what else the machine does.
 */
record Table(Workload workload, Map<Contestant, List<Round>> rounds) {
    @Override
    public String toString() {
        Optional<Contestant> best = rounds.keySet().stream()
                .filter(Contestant::isPeer)
                .max(Comparator.comparingDouble(peer -> median(peer, Round::rate)));
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                "%n%-16s %14s %18s %9s %9s %10s %9s %10s %7s%n",
                workload.label(),
                workload.unit() + "/s",
                "lowest-highest",
                "of limit",
                "of best",
                "CPU ns",
                "CPU/limit",
                "bytes",
                "GC %"));
        for (Contestant contestant : rounds.keySet()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-16s %,14.0f %18s %9s %9s %,10.1f %9s %,10.1f %7.1f%n",
                    contestant.label(),
                    median(contestant, Round::rate),
                    spread(contestant),
                    ratio(contestant, Optional.of(Contestant.LIMIT), Round::rate),
                    contestant.isLimit() ? "" : ratio(contestant, best, Round::rate),
                    median(contestant, Round::cpuPerRecord),
                    ratio(contestant, Optional.of(Contestant.LIMIT), Round::cpuPerRecord),
                    median(contestant, Round::bytesPerRecord),
                    median(contestant, round -> round.collectMillis() * 1e8 / round.nanos())));
        }
        return table.toString();
    }

    private String spread(Contestant contestant) {
        double[] rates = values(contestant, Round::rate);
        double middle = median(rates.clone());
        return String.format(Locale.ROOT, "%.2f-%.2f", rates[0] / middle, rates[rates.length - 1] / middle);
    }

    private String ratio(Contestant contestant, Optional<Contestant> to, ToDoubleFunction<Round> figure) {
        List<Round> own = rounds.getOrDefault(contestant, List.of());
        List<Round> others =
                to.map(other -> rounds.getOrDefault(other, List.of())).orElse(List.of());
        if (others.isEmpty()) {
            return "";
        }
        double[] ratios = new double[own.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(others.get(i));
        }
        Arrays.sort(ratios);
        return String.format(Locale.ROOT, "%.4f", median(ratios));
    }

    private double median(Contestant contestant, ToDoubleFunction<Round> figure) {
        return median(values(contestant, figure));
    }

    private double[] values(Contestant contestant, ToDoubleFunction<Round> figure) {
        return rounds.getOrDefault(contestant, List.of()).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
