package io.sakia.streaming.checkpoint;

import io.sakia.Accumulator;
import io.sakia.connector.Codec;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Migration;
import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.Shapes;
import io.sakia.streaming.checkpoint.LogEntry.Total;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The totals of the accumulators that a program has named on its context, as they are stored with an epoch. */
final class KeptTotals {
    private final List<Accumulator<?, ?>> accumulators;
    private final Codec<Object> codec;
    private final Codec<Object> past;

    /**
     * The totals of these.
     *
     * @param past reads what an earlier version of the program has stored
     */
    KeptTotals(List<Accumulator<?, ?>> accumulators, Codec<Object> codec, Codec<Object> past) {
        this.accumulators = List.copyOf(accumulators);
        this.codec = codec;
        this.past = past;
    }

    /** What becomes of a total that was saved in these shapes. */
    static Migration migration(byte[] saved, Shapes written, Codecs codecs) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
            ReadingCodecs reading = codecs.reading(written);
            if (in.readBoolean()) {
                reading.any().read(in);
            }
            List<Shape> met = new ArrayList<>();
            reading.met().forEach(name -> met.add(new Shape.Named(name)));
            return codecs.reading(written.reaching(met)).migration();
        } catch (IOException e) {
            return new Migration.Refused(List.of(String.valueOf(e.getMessage())));
        }
    }

    List<Total> save() throws IOException {
        List<Total> totals = new ArrayList<>(accumulators.size());
        for (Accumulator<?, ?> accumulator : accumulators) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try {
                accumulator.save(codec, new DataOutputStream(bytes));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "accumulator '" + accumulator.name() + "' can't be kept in the checkpoint: " + e.getMessage(),
                        e);
            }
            totals.add(new Total(accumulator.name(), bytes.toByteArray()));
        }
        return totals;
    }

    /** Those that were not saved stay at zero. */
    void restore(Map<String, byte[]> saved) throws IOException {
        for (Accumulator<?, ?> accumulator : accumulators) {
            byte[] bytes = saved.get(accumulator.name());
            if (bytes != null) {
                try {
                    accumulator.restore(past, new DataInputStream(new ByteArrayInputStream(bytes)));
                } catch (IOException e) {
                    throw new IOException(
                            "what the checkpoint holds of accumulator '" + accumulator.name() + "' can't be read: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }
}
