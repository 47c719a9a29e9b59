package io.sakia.testkit.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.codec.RegisteredTypes;
import io.sakia.connector.folder.FolderSink;
import io.sakia.connector.folder.OutputFolder;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.folder.StagedFile;
import io.sakia.connector.object.ObjectFile;
import io.sakia.connector.object.ObjectFormat;
import io.sakia.connector.object.ObjectReader;
import io.sakia.connector.text.Compression;
import io.sakia.connector.text.FileRange;
import io.sakia.connector.text.TextFormat;
import io.sakia.connector.text.TextReader;
import io.sakia.testkit.disk.CrashMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FolderSinkCrashTest {
    private static final Pattern HIDDEN = Pattern.compile("/[._]");
    private static final OutputFolder FOLDER = new OutputFolder.PerBatch("/data/out/words", "");

    @Test
    void textSurvivesEverything() {
        int runs = kit(new TextFormat<>(Compression.NONE), FolderSinkCrashTest::lines, true)
                .run();
        assertThat(runs).isGreaterThan(1_000);
    }

    @Test
    void compressedTextSurvivesEverything() {
        kit(new TextFormat<>(Compression.GZIP), FolderSinkCrashTest::lines, true)
                .seeds(1)
                .run();
    }

    @Test
    void objectsSurviveEverything() {
        kit(
                        new ObjectFormat<>(new RegisteredTypes(List.of())),
                        stores -> range -> new ObjectReader<>(stores, new RegisteredTypes(List.of()), String.class)
                                .open(new ObjectFile(range.path())),
                        true)
                .seeds(1)
                .run();
    }

    @Test
    void whatIsNotMadeDurableSurvivesAKilledProcess() {
        kit(new TextFormat<>(Compression.NONE), FolderSinkCrashTest::lines, false)
                .survives(CrashMode.KILL_OF_PROCESS)
                .seeds(2)
                .run();
    }

    @Test
    void whatIsNotMadeDurableDoesNotSurviveALossOfPower() {
        SinkKit<String, StagedFile> kit = kit(new TextFormat<>(Compression.NONE), FolderSinkCrashTest::lines, false);
        assertThatThrownBy(() -> kit.run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("LOSS_OF_POWER")
                .hasMessageContaining("RENAME /data/out/.words-1000.publishing-");
    }

    static RangeReader<String, FileRange> lines(FileStores stores) {
        return new TextReader(stores, 8 << 10);
    }

    private static SinkKit<String, StagedFile> kit(
            PartFormat<String> format, Function<FileStores, RangeReader<String, FileRange>> reader, boolean durable) {
        return new SinkKit<String, StagedFile>(
                        (stores, run) -> new FolderSink<>(format, FOLDER, stores, durable, run),
                        stores -> read(stores, reader.apply(stores)),
                        i -> "record " + i)
                .wholeBatches();
    }

    private static List<String> read(FileStores stores, RangeReader<String, FileRange> reader) throws Exception {
        List<String> records = new ArrayList<>();
        for (FileStore.Entry entry : stores.open("/").list("data")) {
            if (!HIDDEN.matcher(entry.path()).find()) {
                try (Reader<String> file = reader.open(new FileRange("/" + entry.path(), 0, entry.length()))) {
                    for (String record = file.read(); record != null; record = file.read()) {
                        records.add(record);
                    }
                }
            }
        }
        return records;
    }
}
