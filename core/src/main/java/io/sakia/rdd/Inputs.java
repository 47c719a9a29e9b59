package io.sakia.rdd;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.binary.RecordRange;
import io.sakia.connector.binary.RecordReader;
import io.sakia.connector.binary.WholeFileReader;
import io.sakia.connector.binary.WholeFiles;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.object.ObjectFile;
import io.sakia.connector.object.ObjectReader;
import io.sakia.connector.text.TextFiles;
import io.sakia.connector.text.TextReader;
import io.sakia.function.Function;
import io.sakia.function.TaskFunction;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import io.sakia.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists and files as plans. What a path names is looked up when the RDD is made. */
final class Inputs {
    private Inputs() {}

    static <T> Plan<T> list(Origin origin, List<T> records, int numPartitions) {
        return new SourceNode<>(origin, Slice.cut(records, numPartitions), new Slice.SliceReader<>());
    }

    static <T> Plan<T> nothing(Origin origin) {
        return new SourceNode<>(origin, List.<Slice<T>>of(), new Slice.SliceReader<>());
    }

    static Plan<String> lines(Origin origin, FileStores stores, String path, int minPartitions) {
        return planned(origin, () -> new TextFiles().plan(stores, path, minPartitions), new TextReader(stores));
    }

    static Plan<Pair<String, byte[]>> files(
            Origin origin, FileStores stores, String path, int minPartitions, boolean unpack) {
        return planned(origin, () -> WholeFiles.plan(stores, path, minPartitions), new WholeFileReader(stores, unpack));
    }

    static Plan<Pair<String, String>> texts(Origin origin, FileStores stores, String path, int minPartitions) {
        Function<Pair<String, byte[]>, Pair<String, String>> decode =
                file -> Pair.of(file.key(), new String(file.value(), StandardCharsets.UTF_8));
        return new NarrowNode<>(
                origin,
                files(origin, stores, path, minPartitions, true),
                new Step.Map<>(TaskFunction.of(origin, decode)),
                false);
    }

    static Plan<byte[]> records(Origin origin, FileStores stores, String path, int recordLength, int minPartitions) {
        return planned(
                origin, () -> RecordRange.plan(stores, path, recordLength, minPartitions), new RecordReader(stores));
    }

    static <T> Plan<T> objects(Origin origin, FileStores stores, String path, RegisteredTypes types, Class<T> type) {
        return planned(origin, () -> ObjectFile.plan(stores, path), new ObjectReader<>(stores, types, type));
    }

    private static <T, R extends Range> Plan<T> planned(Origin origin, Planner<R> planner, RangeReader<T, R> reader) {
        try {
            return new SourceNode<>(origin, planner.plan(), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private interface Planner<R> {
        List<R> plan() throws IOException;
    }
}
