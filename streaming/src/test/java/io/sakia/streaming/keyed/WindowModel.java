package io.sakia.streaming.keyed;

import io.sakia.streaming.graph.Watermarks;
import io.sakia.streaming.window.Timing;
import io.sakia.streaming.window.Window;
import io.sakia.streaming.window.WindowKind;
import io.sakia.streaming.window.Windowed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Windows of event time as one would tell them: each window of each key holds its records, and everything is looked through in each batch. There are no
 * panes, timers or hints.
 */
final class WindowModel {
    /** A record: a key, a time and a value. */
    record Event(long key, long time, long value) {}

    private static final class Holding {
        Window window;
        final List<Event> events = new ArrayList<>();
        boolean fired;
        boolean refined;
        int before;

        Holding(Window window) {
            this.window = window;
        }
    }

    private final WindowKind kind;
    private final long allowedLateness;
    private final long earlyEvery;
    private final Function<List<Event>, String> result;
    private final Map<Long, List<Holding>> keys = new LinkedHashMap<>();

    WindowModel(WindowKind kind, long allowedLateness, long earlyEvery) {
        this(kind, allowedLateness, earlyEvery, WindowModel::values);
    }

    /** The same with another result than the set of all values. */
    WindowModel(WindowKind kind, long allowedLateness, long earlyEvery, Function<List<Event>, String> result) {
        this.result = result;
        this.kind = kind;
        this.allowedLateness = allowedLateness;
        this.earlyEvery = earlyEvery;
    }

    /** What a batch puts out, in any order; late records are told as they are. */
    List<Object> batch(List<Event> events, Watermarks watermarks) {
        List<Object> out = new ArrayList<>();
        for (Event event : events) {
            List<Holding> holdings = keys.computeIfAbsent(event.key(), key -> new ArrayList<>());
            if (!(kind instanceof WindowKind.Session session
                    ? addToSession(event, session.gap(), holdings, watermarks.before())
                    : addToWindows(event, (WindowKind.Sliding) kind, holdings, watermarks.before()))) {
                out.add(event);
            }
        }
        keys.forEach((key, holdings) -> {
            for (Holding holding : List.copyOf(holdings)) {
                long end = holding.window.endMillis();
                int now = holding.events.size();
                if (holding.refined) {
                    out.add(windowed(key, holding, Timing.LATE));
                } else if (!holding.fired && end <= watermarks.now()) {
                    holding.fired = true;
                    out.add(windowed(key, holding, Timing.ON_TIME));
                } else if (!holding.fired && earlyEvery > 0 && now / earlyEvery > holding.before / earlyEvery) {
                    out.add(windowed(key, holding, Timing.EARLY));
                }
                holding.refined = false;
                holding.before = now;
                if (holding.fired && end + allowedLateness <= watermarks.now()) {
                    holdings.remove(holding);
                }
            }
        });
        keys.values().removeIf(List::isEmpty);
        return out;
    }

    /** How many keys have windows. */
    int keys() {
        return keys.size();
    }

    /** The first end of a window that has had no result yet. */
    long eventDue() {
        return keys.values().stream()
                .flatMap(List::stream)
                .filter(holding -> !holding.fired)
                .mapToLong(holding -> holding.window.endMillis())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private boolean addToWindows(Event event, WindowKind.Sliding sliding, List<Holding> holdings, long before) {
        boolean taken = false;
        for (long start = event.time() - sliding.size() + 1; start <= event.time(); start++) {
            if (Math.floorMod(start - sliding.offset(), sliding.slide()) == 0) {
                Window window = new Window(start, start + sliding.size());
                if (window.endMillis() + allowedLateness > before) {
                    Holding holding = holdings.stream()
                            .filter(each -> each.window.equals(window))
                            .findFirst()
                            .orElse(null);
                    if (holding == null) {
                        holding = new Holding(window);
                        holdings.add(holding);
                    }
                    holding.events.add(event);
                    holding.fired |= window.endMillis() <= before;
                    holding.refined |= holding.fired;
                    taken = true;
                }
            }
        }
        return taken;
    }

    private boolean addToSession(Event event, long gap, List<Holding> holdings, long before) {
        Holding joined = new Holding(new Window(event.time(), event.time() + gap));
        List<Holding> others = holdings.stream()
                .filter(each ->
                        each.window.startMillis() < event.time() + gap && event.time() < each.window.endMillis())
                .toList();
        if (others.isEmpty() && event.time() + gap + allowedLateness <= before) {
            return false;
        }
        for (Holding other : others) {
            joined.window = new Window(
                    Math.min(joined.window.startMillis(), other.window.startMillis()),
                    Math.max(joined.window.endMillis(), other.window.endMillis()));
            joined.events.addAll(other.events);
            joined.before += other.before;
        }
        joined.events.add(event);
        joined.fired = joined.window.endMillis() <= before;
        joined.refined = joined.fired;
        holdings.removeAll(others);
        holdings.add(joined);
        return true;
    }

    private Windowed<Long, String> windowed(long key, Holding holding, Timing timing) {
        return new Windowed<>(key, holding.window, result.apply(holding.events), timing);
    }

    private static String values(List<Event> events) {
        TreeSet<Long> values = new TreeSet<>();
        events.forEach(event -> values.add(event.value()));
        return values.toString();
    }
}
