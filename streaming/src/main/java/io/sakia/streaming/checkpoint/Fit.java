package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Migration;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.streaming.checkpoint.CheckpointPlan.Fate;
import io.sakia.streaming.checkpoint.CheckpointPlan.Item;
import io.sakia.streaming.checkpoint.CheckpointPlan.Kind;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StoredOperator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what a checkpoint holds with what a program has places for. */
final class Fit {
    private static final List<String> NO_PLACE = List.of("the program has no place for it");

    private final Ledger ledger;
    private final LogShapes written;
    private final Codecs codecs;
    private final ReadingCodecs reading;
    private final List<Item> items = new ArrayList<>();

    /**
     * What a checkpoint holds.
     *
     * @param reading of the shapes in which it was written
     */
    Fit(Ledger ledger, LogShapes written, Codecs codecs, ReadingCodecs reading) {
        this.ledger = ledger;
        this.written = written;
        this.codecs = codecs;
        this.reading = reading;
    }

    /** What becomes of it in a program. */
    CheckpointPlan plan(StateFolder states, StreamGraph graph, LoggedTypes types, List<Accumulator<?, ?>> accumulators)
            throws IOException {
        sources(types);
        states(states, graph);
        totals(accumulators);
        sinks(types);
        return new CheckpointPlan(states.checkpoint(), items);
    }

    private void sources(LoggedTypes types) {
        Set<String> stored = new LinkedHashSet<>(ledger.cursors().keySet());
        types.sources().forEach((name, source) -> {
            LogShapes.Source then = written.sources().get(name);
            if (stored.remove(name) && then != null) {
                String other = otherKind(source, then);
                if (other != null) {
                    items.add(new Item(Kind.SOURCE, name, Fate.REFUSED, List.of(other)));
                    return;
                }
                Map<Codec<?>, Shape> places = new LinkedHashMap<>();
                places.put(source.ranges(), then.ranges());
                places.put(source.cursors(), then.cursors());
                add(Kind.SOURCE, name, migration(places));
            } else {
                items.add(new Item(Kind.SOURCE, name, Fate.NEW, List.of()));
            }
        });
        stored.forEach(name -> items.add(new Item(Kind.SOURCE, name, Fate.DROP, NO_PLACE)));
    }

    /** What is wrong where a source was of another kind, which its cursors tell; null if it was not. */
    private static @Nullable String otherKind(LoggedTypes.Source now, LogShapes.Source then) {
        Class<?> cursors = now.cursors().type();
        if (!(then.cursors() instanceof Shape.Named was) || cursors.isInterface() || was.isNameOf(cursors)) {
            return null;
        }
        return "its positions were " + was.name() + ", and those of " + now.origin() + " are " + cursors.getName()
                + ": another kind of source can't go on from there, so give it a name of its own";
    }

    private void states(StateFolder folder, StreamGraph graph) throws IOException {
        Map<String, StoredOperator> stored = new LinkedHashMap<>(ledger.states());
        for (StatefulOperator<?> operator : graph.stateful()) {
            String name = String.valueOf(operator.name());
            StoredOperator then = stored.remove(name);
            if (then == null) {
                items.add(new Item(Kind.STATE, name, Fate.NEW, List.of()));
            } else {
                add(Kind.STATE, name, operator.migration(folder, then));
            }
        }
        stored.keySet().forEach(name -> items.add(new Item(Kind.STATE, name, Fate.DROP, NO_PLACE)));
    }

    private void totals(List<Accumulator<?, ?>> accumulators) {
        Map<String, byte[]> stored = new LinkedHashMap<>(ledger.accumulators());
        for (Accumulator<?, ?> accumulator : accumulators) {
            byte[] then = stored.remove(accumulator.name());
            if (then == null) {
                items.add(new Item(Kind.TOTAL, accumulator.name(), Fate.NEW, List.of()));
            } else {
                add(Kind.TOTAL, accumulator.name(), KeptTotals.migration(then, written.shapes(), codecs));
            }
        }
        stored.keySet().forEach(name -> items.add(new Item(Kind.TOTAL, name, Fate.DROP, NO_PLACE)));
    }

    private void sinks(LoggedTypes types) {
        Set<String> stored = new LinkedHashSet<>(written.sinks().keySet());
        Set<String> waiting = new LinkedHashSet<>();
        ledger.outputs().forEach(output -> waiting.add(output.output()));
        types.sinks().forEach((name, sink) -> {
            Shape then = written.sinks().get(name);
            stored.remove(name);
            if (then == null) {
                items.add(new Item(Kind.SINK, name, Fate.NEW, List.of()));
            } else if (waiting.contains(name)) {
                add(Kind.SINK, name, migration(Map.of(sink.staged(), then)));
            } else {
                items.add(new Item(Kind.SINK, name, Fate.KEEP, List.of()));
            }
        });
        for (String name : stored) {
            items.add(
                    waiting.contains(name)
                            ? new Item(Kind.SINK, name, Fate.DROP, NO_PLACE)
                            : new Item(Kind.SINK, name, Fate.GONE, List.of("all that it has sealed is published")));
        }
    }

    private void add(Kind kind, String name, Migration migration) {
        if (migration instanceof Migration.Refused refused) {
            items.add(new Item(kind, name, Fate.REFUSED, refused.reasons()));
        } else if (migration instanceof Migration.Migrates migrates) {
            items.add(new Item(kind, name, Fate.MIGRATE, migrates.changes()));
        } else {
            items.add(new Item(kind, name, Fate.KEEP, List.of()));
        }
    }

    /** What becomes of values that were stored in shapes where the program has these codecs. */
    private Migration migration(Map<Codec<?>, Shape> places) {
        Set<String> changes = new LinkedHashSet<>();
        List<String> reasons = new ArrayList<>();
        places.forEach((now, then) -> {
            Migration place = reading.migration(now.type(), then);
            if (place instanceof Migration.Refused refused) {
                reasons.addAll(refused.reasons());
            } else if (codecs.reading(written.shapes().reaching(List.of(then))).migration(now.type())
                    instanceof Migration.Migrates migrates) {
                changes.addAll(migrates.changes());
            }
        });
        if (!reasons.isEmpty()) {
            return new Migration.Refused(reasons);
        }
        return changes.isEmpty() ? new Migration.Same() : new Migration.Migrates(List.copyOf(changes));
    }
}
