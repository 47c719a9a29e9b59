package io.sakia.conformance.stream;

import io.sakia.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the program of {@link StateLaws} gives, made of plain maps; batch n is at second n. */
final class StateModel {
    /** The states of a and z to begin with. */
    static final int BEGIN = 4;

    private final int length;
    private final int slide;
    private final int timeout;
    private final int within;
    private final List<List<Pair<String, Integer>>> batches = new ArrayList<>();
    private final Map<String, Integer> totals = new HashMap<>(Map.of("a", BEGIN, "z", BEGIN));
    private final Map<String, Integer> states = new HashMap<>(totals);
    private final Map<String, Integer> touched = new HashMap<>(Map.of("a", 1, "z", 1));
    private final Map<String, Integer> seen = new HashMap<>();
    private List<String> mapped = List.of();
    private List<Pair<String, Integer>> firsts = List.of();

    StateModel(int length, int slide, int timeout, int within) {
        this.length = length;
        this.slide = slide;
        this.timeout = timeout;
        this.within = within;
    }

    void batch(List<Pair<String, Integer>> pairs) {
        batches.add(pairs);
        int now = batches.size();
        pairs.forEach(pair -> totals.merge(pair.key(), pair.value(), Integer::sum));
        totals.values().removeIf(total -> total <= -10);
        map(pairs, now);
        firsts = new ArrayList<>();
        seen.values().removeIf(first -> now - first >= within);
        for (Pair<String, Integer> pair : pairs) {
            if (seen.putIfAbsent(pair.key(), now) == null) {
                firsts.add(pair);
            }
        }
    }

    private void map(List<Pair<String, Integer>> pairs, int now) {
        mapped = new ArrayList<>();
        for (Pair<String, Integer> pair : pairs) {
            String key = pair.key();
            if (pair.value() == 0) {
                mapped.add(key + (states.containsKey(key) ? states.get(key) : "") + "?");
            } else if (pair.value() < 0) {
                states.remove(key);
                mapped.add(key + "-");
            } else {
                mapped.add(key + states.merge(key, pair.value(), Integer::sum));
            }
            touched.put(key, now);
        }
        for (String key : List.copyOf(states.keySet())) {
            if (now - touched.getOrDefault(key, 0) >= timeout) {
                mapped.add(key + states.remove(key) + "!");
            }
        }
    }

    /** The sums over the window that are not 0, if the window puts out. */
    Optional<List<?>> sums() {
        int now = batches.size();
        if (now % slide != 0) {
            return Optional.empty();
        }
        Map<String, Integer> sums = new HashMap<>();
        batches.subList(Math.max(0, now - length), now)
                .forEach(batch -> batch.forEach(pair -> sums.merge(pair.key(), pair.value(), Integer::sum)));
        sums.values().removeIf(sum -> sum == 0);
        return Optional.of(pairs(sums));
    }

    List<?> totals() {
        return pairs(totals);
    }

    List<?> mapped() {
        return mapped;
    }

    List<?> snapshot() {
        return pairs(states);
    }

    List<?> firsts() {
        return firsts;
    }

    private static List<Pair<String, Integer>> pairs(Map<String, Integer> map) {
        return map.entrySet().stream()
                .map(entry -> Pair.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
