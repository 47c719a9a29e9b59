package io.sakia.conformance.crash;

import io.sakia.Accumulator;
import io.sakia.connector.FileStores;
import io.sakia.connector.Sink;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.StagedFile;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** What a program has around it in one life: its context, its sources and a place for what it puts out. */
final class World {
    private static final int WORDS = 40;
    private static final int A_SECOND = 4;

    /** In milliseconds how long after their begin all words have come and all windows have passed. */
    static final long SPAN = (WORDS / A_SECOND + 7) * 1000L;

    private final StreamingContext context;
    private final FileStores disk;
    private final Circumstances circumstances;
    private final Accident accident;
    private final Clock clock;
    private final List<Timetable> timetables = new ArrayList<>();
    private final Map<String, Accumulator<Long, Long>> accumulators = new TreeMap<>();

    World(StreamingContext context, FileStores disk, Circumstances circumstances, Accident accident, Clock clock) {
        this.context = context;
        this.disk = disk;
        this.circumstances = circumstances;
        this.accident = accident;
        this.clock = clock;
    }

    StreamingContext context() {
        return context;
    }

    int partitions() {
        return circumstances.partitions();
    }

    /** Forty words of seven, four a second, the same in every life. */
    DStream<String> words() {
        return words("words");
    }

    /** They from a source of another name. */
    DStream<String> words(String name) {
        return source(name, 7);
    }

    /** Forty other ones. */
    DStream<String> others() {
        return others("others");
    }

    /** They from a source of another name. */
    DStream<String> others(String name) {
        return source(name, 11);
    }

    Accumulator<Long, Long> accumulator(String name) {
        Accumulator<Long, Long> accumulator = context.longAccumulator(name);
        accumulators.put(name, accumulator);
        return accumulator;
    }

    <T> void to(DStream<T> stream, String name) {
        stream.map(String::valueOf).to(name, sink(name));
    }

    /** To a sink that fails when the accident happens. */
    <T> void toFailing(DStream<T> stream, String name) {
        stream.map(String::valueOf).to(name, new FailingSink<>(sink(name), accident));
    }

    /** What is seen besides the files. */
    Map<String, Long> figures() {
        Map<String, Long> figures = new TreeMap<>();
        accumulators.forEach((name, accumulator) -> figures.put(name, accumulator.value()));
        return figures;
    }

    /** Tells a stream without ticks that there may be more. */
    void signal() {
        timetables.forEach(Timetable::signal);
    }

    private Sink<String, StagedFile> sink(String name) {
        return new FolderSink<>(
                new TextFormat<>(Compression.NONE),
                new OutputFolder.PerBatch("/out/" + name + "/t", "", circumstances.selfClocked()),
                disk,
                true,
                UUID.randomUUID().toString());
    }

    private DStream<String> source(String name, int seed) {
        Random random = new Random(seed);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            words.add("w" + random.nextInt(7));
        }
        Timetable timetable = new Timetable(name, words, A_SECOND, clock, circumstances.begin());
        timetables.add(timetable);
        return context.source(timetable).named(name);
    }
}
