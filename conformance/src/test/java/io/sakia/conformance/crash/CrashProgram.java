package io.sakia.conformance.crash;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.TextFormat;
import io.sakia.streaming.DStream;
import io.sakia.streaming.PairDStream;
import io.sakia.streaming.state.StateSpec;
import io.sakia.streaming.time.Durations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The programs that are crashed. */
enum CrashProgram {
    COUNTS {
        @Override
        void define(DStream<String> words, FileStores disk) {
            to(pairs(words).reduceByKey(Long::sum, PARTITIONS), "counts", disk);
        }
    },
    RUNNING_TOTALS {
        @Override
        void define(DStream<String> words, FileStores disk) {
            PairDStream<String, Long> totals = pairs(words).updateStateByKey(CrashProgram::add, PARTITIONS);
            to(totals.named("totals"), "totals", disk);
        }
    },
    WINDOWS {
        @Override
        void define(DStream<String> words, FileStores disk) {
            PairDStream<String, Long> ones = pairs(words);
            to(
                    ones.reduceByKeyAndWindow(Long::sum, Durations.seconds(5), Durations.seconds(2))
                            .named("stacked sums"),
                    "stacked",
                    disk);
            to(
                    ones.reduceByKeyAndWindow(
                                    Long::sum, (total, old) -> total - old, Durations.seconds(4), Durations.seconds(1))
                            .named("running sums"),
                    "running",
                    disk);
            to(words.window(Durations.seconds(3), Durations.seconds(1)), "raw", disk);
        }
    },
    STATE_WITH_TIMEOUT {
        @Override
        void define(DStream<String> words, FileStores disk) {
            DStream<String> seen = pairs(words)
                    .mapWithState(StateSpec.<String, Long, Long, String>function((word, one, state) -> {
                                if (state.isTimingOut()) {
                                    return word + " gone after " + state.get();
                                }
                                long total = state.getOption().orElse(0L) + one.orElse(0L);
                                state.update(total);
                                return word + " " + total;
                            })
                            .timeout(Durations.seconds(3)));
            to(seen.named("seen"), "seen", disk);
            to(seen.window(Durations.seconds(3), Durations.seconds(1)), "lately", disk);
        }
    },
    JOIN_AND_TWO_SINKS {
        @Override
        void define(DStream<String> words, FileStores disk) {
            PairDStream<String, Long> counts = pairs(words).reduceByKey(Long::sum, PARTITIONS);
            PairDStream<String, Long> totals =
                    pairs(words).updateStateByKey(CrashProgram::add, PARTITIONS).named("totals");
            to(counts.join(totals, PARTITIONS), "joined", disk);
            to(counts, "counts", disk);
        }
    };

    private static final int PARTITIONS = 2;

    abstract void define(DStream<String> words, FileStores disk);

    static PairDStream<String, Long> pairs(DStream<String> words) {
        return words.mapToPair(word -> Pair.of(word, 1L));
    }

    static <T> void to(DStream<T> stream, String name, FileStores disk) {
        stream.map(String::valueOf)
                .to(
                        name,
                        new FolderSink<>(
                                new TextFormat<>(Compression.NONE),
                                new OutputFolder.PerBatch("/out/" + name + "/t", ""),
                                disk,
                                true,
                                UUID.randomUUID().toString()));
    }

    private static Optional<Long> add(List<Long> ones, Optional<Long> total) {
        return Optional.of(
                total.orElse(0L) + ones.stream().mapToLong(one -> one).sum());
    }
}
