package io.sakia.cli.wordcount;

import io.sakia.cli.WrongUseException;
import io.sakia.kafka.Decoder;
import io.sakia.kafka.KafkaSource;
import io.sakia.streaming.DStream;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.receiver.Scheduler;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.source.FileSource;
import io.sakia.streaming.source.GeneratorSource;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the words come from. */
sealed interface Input {
    /** Reads it. */
    DStream<String> lines(StreamingContext ssc);

    /** When batches begin where nothing is said. */
    default BatchInterval interval() {
        return BatchInterval.fixed(Durations.seconds(1));
    }

    /** Whether it ends by itself. */
    default boolean ends() {
        return false;
    }

    /** Made-up lines. */
    record Generated() implements Input {
        private static final long LINES_PER_SECOND = 1000;
        private static final long SEED = 42;

        @Override
        public DStream<String> lines(StreamingContext ssc) {
            Clock clock = Clock.system();
            return ssc.source(new GeneratorSource(LINES_PER_SECOND, SEED, clock::millis, Scheduler::onDaemonThread));
        }

        /** Short, because whoever runs this looks at it for the first time. */
        @Override
        public BatchInterval interval() {
            return BatchInterval.fixed(Durations.milliseconds(500));
        }
    }

    /** One file, to its end. */
    record OneFile(Path path) implements Input {
        private static final long BYTES_PER_BATCH = 8L << 20;

        /** Refuses what is no file. */
        public OneFile {
            if (Files.isDirectory(path)) {
                throw new WrongUseException(path + " is a folder; --input takes a file, --dir " + path
                        + " counts the files that appear in a folder");
            }
            if (!Files.exists(path)) {
                throw new WrongUseException("there is no file " + path + "; mend the path after --input");
            }
            if (!Files.isRegularFile(path)) {
                throw new WrongUseException(
                        path + " is no regular file; save what it gives to a file, and pass that to --input");
            }
            if (!Files.isReadable(path)) {
                throw new WrongUseException("may not read " + path + "; change its permissions, or run as its owner");
            }
        }

        @Override
        public DStream<String> lines(StreamingContext ssc) {
            return ssc.source(new FileSource(path.toString(), BYTES_PER_BATCH));
        }

        @Override
        public BatchInterval interval() {
            return BatchInterval.selfClocked();
        }

        @Override
        public boolean ends() {
            return true;
        }
    }

    /** What a server sends. */
    record Socket(String host, int port) implements Input {
        @Override
        public DStream<String> lines(StreamingContext ssc) {
            return ssc.socketTextStream(host, port);
        }
    }

    /** The values of a topic's records. */
    record Topic(TopicAddress address) implements Input {
        /** The consumer group that is told how far the words are counted. */
        private static final String GROUP = "sakia-wordcount";

        @Override
        public DStream<String> lines(StreamingContext ssc) {
            return ssc.source(KafkaSource.topic(address.servers(), address.topic())
                            .values(Decoder.text())
                            .group(GROUP))
                    .flatMap(record -> record.value() == null ? List.<String>of() : List.of(record.value()));
        }

        @Override
        public BatchInterval interval() {
            return BatchInterval.selfClocked();
        }
    }

    /** The files that are in a folder, and those that appear there. */
    record Folder(Path path) implements Input {
        /** Refuses what is no folder. */
        public Folder {
            if (!Files.exists(path)) {
                throw new WrongUseException("there is no folder " + path + "; create it, or mend the path after --dir");
            }
            if (!Files.isDirectory(path)) {
                throw new WrongUseException(
                        path + " is no folder; --dir takes a folder, --input " + path + " counts a file");
            }
        }

        @Override
        public DStream<String> lines(StreamingContext ssc) {
            return ssc.source(DirectorySource.text(
                    path.toString(), DirectorySettings.defaults().withNewFilesOnly(false)));
        }
    }
}
