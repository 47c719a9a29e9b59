package io.sakia.streaming.state;

import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Migration;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Shapes;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out how a block's keys and states were stored, and what reads them now. Blocks that were stored alike get the same codec. */
final class FormatReader<K, S> {
    private final Codecs codecs;
    private final StateCodec<K, S> codec;
    private Shapes shapes;
    private ReadingCodecs reading;
    private @Nullable Stored last;
    private @Nullable StateCodec<K, S> lastReader;

    FormatReader(Codecs codecs, StateCodec<K, S> codec) {
        this.codecs = codecs;
        this.codec = codec;
        this.shapes = Shapes.none();
        this.reading = codecs.reading(shapes);
    }

    /** The blocks that follow are of a file with these shapes. */
    void enter(Shapes ofFile) {
        if (!ofFile.equals(shapes)) {
            shapes = ofFile;
            reading = codecs.reading(ofFile);
            last = null;
        }
    }

    /** Reads how a block is stored. */
    Stored read(DataInput in) throws IOException {
        return new Stored(in.readUTF(), Shape.read(in), in.readUTF(), Shape.read(in));
    }

    /**
     * The codec that reads what is stored so, and gives what the operator keeps now.
     *
     * @throws ShapeMismatchException if it can't be read, with what to do
     */
    StateCodec<K, S> codec(Stored stored) throws ShapeMismatchException {
        StateCodec<K, S> reader = lastReader;
        if (reader == null || !stored.equals(last)) {
            StateFormat<K> keys = codec.keys().reading(stored.keyForm, stored.keys, reading);
            StateFormat<S> states = codec.states().reading(stored.stateForm, stored.states, reading);
            if (keys == null || states == null) {
                throw new ShapeMismatchException("it has stored " + stored + ", and now has "
                        + new Stored(
                                codec.keys().form(),
                                codec.keys().shape(),
                                codec.states().form(),
                                codec.states().shape())
                        + ": define it as it was, or name the new one differently, by named(…), so that it begins"
                        + " without state");
            }
            reader = new StateCodec<>(keys, states);
            last = stored;
            lastReader = reader;
        }
        return reader;
    }

    /** What differs between the blocks that were read last and what the operator stores now, one line each, for people. */
    Set<String> changes() {
        Set<String> lines = new LinkedHashSet<>();
        Stored stored = last;
        if (stored == null) {
            return lines;
        }
        place("keys", stored.keys, codec.keys().shape(), lines);
        place("states", stored.states, codec.states().shape(), lines);
        List<Shape> reached = new ArrayList<>(List.of(stored.keys, stored.states));
        reading.met().forEach(name -> reached.add(new Shape.Named(name)));
        Class<?>[] declared = codec.declared().toArray(Class<?>[]::new);
        if (codecs.reading(shapes.reaching(reached)).migration(declared) instanceof Migration.Migrates migrates) {
            lines.addAll(migrates.changes());
        }
        return lines;
    }

    private static void place(String what, Shape stored, Shape now, Set<String> lines) {
        if (!(stored instanceof Shape.Named) && !stored.equals(now)) {
            lines.add(what + ": " + stored + " is " + now + " now");
        }
    }

    /** How keys and states are stored. */
    record Stored(String keyForm, Shape keys, String stateForm, Shape states) {
        @Override
        public String toString() {
            return "keys as '" + keyForm + "' of " + keys + " and states as '" + stateForm + "' of " + states;
        }
    }
}
