package io.sakia.testkit.sink;

import io.sakia.connector.Codec;
import io.sakia.connector.Sink;
import io.sakia.connector.codec.Codecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a program's batch log knows: it survives everything here, as only the sink is on trial. It holds three epochs of two batches of
 * three partitions, in which some are empty.
 */
final class EpochLog<T, S extends Sink.Staged> {
    static final int EPOCHS = 3;
    static final int BATCHES = 2;
    static final int PARTITIONS = 3;
    private static final int RECORDS = 3;
    private static final Codecs CODECS = Codecs.standard();

    private final IntFunction<T> records;
    private final List<byte[]> sealed = new ArrayList<>();
    private List<S> staged = List.of();
    private int committed;

    EpochLog(IntFunction<T> records) {
        this.records = records;
    }

    /** The records of a partition; of every batch, the last one has none, and the fourth batch has none at all. */
    List<T> records(int batch, int partition) {
        List<T> some = new ArrayList<>();
        if (partition < PARTITIONS - 1 && batch != 4) {
            for (int i = 0; i < RECORDS; i++) {
                some.add(records.apply((batch * PARTITIONS + partition) * RECORDS + i));
            }
        }
        return some;
    }

    boolean isOver() {
        return committed == EPOCHS;
    }

    int sealed() {
        return sealed.size();
    }

    int committed() {
        return committed;
    }

    /** Notes an epoch's output before it is sealed. */
    void stage(List<S> output) {
        staged = output;
    }

    /** What was staged and not sealed. */
    List<S> staged() {
        return staged;
    }

    /** Seals what was staged, in the form that a log keeps. */
    void seal(Class<? extends Sink.Staged> type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(staged.size());
        for (S each : staged) {
            codec(type).write(each, out);
        }
        sealed.add(bytes.toByteArray());
        staged = List.of();
    }

    /** What a sealed epoch, counted from 1, is to publish. */
    List<S> output(int epoch, Class<? extends Sink.Staged> type) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(sealed.get(epoch - 1)));
        List<S> output = new ArrayList<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            output.add(codec(type).read(in));
        }
        return output;
    }

    void commit(int epoch) {
        committed = epoch;
    }

    @SuppressWarnings("unchecked") // a sink's type is that of its staged output
    private Codec<S> codec(Class<? extends Sink.Staged> type) {
        return CODECS.of((Class<S>) type);
    }

    /**
     * Compares what a reader sees with what he may see.
     *
     * @param whole whether he must see a batch whole or not at all
     */
    void check(List<T> seen, boolean whole) {
        Map<T, Integer> counts = new HashMap<>();
        seen.forEach(record -> counts.merge(record, 1, Integer::sum));
        counts.forEach((record, count) -> require(count == 1, "'" + record + "' is there " + count + " times"));
        for (int batch = 1; batch <= EPOCHS * BATCHES; batch++) {
            int epoch = (batch + BATCHES - 1) / BATCHES;
            List<T> all = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.addAll(records(batch, partition));
            }
            List<T> missing =
                    all.stream().filter(record -> !counts.containsKey(record)).toList();
            if (epoch <= committed) {
                require(missing.isEmpty(), "of batch " + batch + ", which was published, there is no " + missing);
            } else if (epoch > sealed.size()) {
                require(
                        missing.size() == all.size(),
                        "of batch " + batch + ", which was not sealed, something is seen");
            } else if (whole) {
                require(
                        missing.isEmpty() || missing.size() == all.size(),
                        "of batch " + batch + " a part is seen, but no " + missing);
            }
            counts.keySet().removeAll(all);
        }
        require(counts.isEmpty(), "nobody wrote " + counts.keySet());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
