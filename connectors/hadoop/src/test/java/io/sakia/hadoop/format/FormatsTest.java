package io.sakia.hadoop.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.connector.FileStores;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Reader;
import io.sakia.connector.folder.PartFormat;
import io.sakia.connector.text.FileRange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {
    @TempDir
    Path folder;

    enum Colour {
        RED,
        GREEN
    }

    record Place(double x, float y) implements Serializable {}

    record Click(
            String user,
            long count,
            int small,
            boolean real,
            Instant at,
            LocalDate day,
            Colour colour,
            Place place,
            List<Integer> numbers,
            Map<String, Place> places,
            Optional<String> page)
            implements Serializable {}

    /** A later version of it: fewer components, one more, another order. */
    record Later(long count, String user, Optional<Integer> added) implements Serializable {}

    record Demanding(String user, long missing) implements Serializable {}

    private static Click click(int i) {
        return new Click(
                "user " + i % 100,
                i,
                -i,
                i % 2 == 0,
                Instant.ofEpochMilli(1_700_000_000_000L + i),
                LocalDate.ofEpochDay(i),
                Colour.values()[i % 2],
                new Place(i / 3.0, i),
                List.of(i, i + 1),
                Map.of("a", new Place(1, 2)),
                i % 3 == 0 ? Optional.empty() : Optional.of("page " + i));
    }

    @Test
    void avroComesBackHoweverFilesAreCut() throws Exception {
        comesBack(
                AvroFormat.of(Click.class),
                new AvroReader<>(FileStores.local(), AvroRecords.of(Click.class)),
                FormatsTest::click,
                5_000);
    }

    @Test
    void parquetComesBackHoweverFilesAreCut() throws Exception {
        comesBack(
                new ParquetFormat<>(AvroRecords.of(Click.class), CompressionCodecName.UNCOMPRESSED),
                new ParquetFileReader<>(FileStores.local(), AvroRecords.of(Click.class)),
                FormatsTest::click,
                5_000);
    }

    @Test
    void sequenceFilesComeBackHoweverFilesAreCut() throws Exception {
        WritableType<String> keys = WritableType.text();
        WritableType<Long> values = WritableType.longs();
        Random random = new Random(1);
        comesBack(
                new SequenceFormat<>(keys, values),
                new SequenceReader<>(FileStores.local(), keys, values),
                i -> Pair.of("key " + i, random.nextLong()),
                100_000);
    }

    private <T> void comesBack(PartFormat<T> format, RangeReader<T, FileRange> reader, IntFunction<T> record, int count)
            throws Exception {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, count}) {
            List<T> records = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                records.add(record.apply(i));
            }
            Path file = write("part-" + size + format.extension(), format, records);
            long length = Files.size(file);
            for (int cuts = 0; cuts < 4; cuts++) {
                List<T> read = new ArrayList<>();
                long from = 0;
                for (int cut = 0; cut <= cuts; cut++) {
                    long to = cut == cuts ? length : from + (long) (random.nextDouble() * (length - from));
                    read.addAll(read(reader, new FileRange(file.toString(), from, to - from)));
                    from = to;
                }
                assertThat(read).as("%d records, %d cuts", size, cuts).isEqualTo(records);
            }
        }
    }

    private <T> Path write(String name, PartFormat<T> format, List<T> records) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                PartFormat.RecordWriter<T> writer = format.open(out)) {
            for (T each : records) {
                writer.write(each);
            }
        }
        return file;
    }

    private static <T> List<T> read(RangeReader<T, FileRange> reader, FileRange range) throws Exception {
        List<T> read = new ArrayList<>();
        try (Reader<T> records = reader.open(range)) {
            for (T each; (each = records.read()) != null; ) {
                read.add(each);
            }
        }
        return read;
    }

    private static FileRange whole(Path file) throws IOException {
        return new FileRange(file.toString(), 0, Files.size(file));
    }

    @Test
    void aLaterVersionReadsByNames() throws Exception {
        Path avro = write("clicks.avro", AvroFormat.of(Click.class), List.of(click(1)));
        assertThat(read(new AvroReader<>(FileStores.local(), AvroRecords.of(Later.class)), whole(avro)))
                .containsExactly(new Later(1, "user 1", Optional.empty()));
        Path parquet = write("clicks.parquet", ParquetFormat.of(Click.class), List.of(click(1)));
        assertThat(read(new ParquetFileReader<>(FileStores.local(), AvroRecords.of(Later.class)), whole(parquet)))
                .containsExactly(new Later(1, "user 1", Optional.empty()));
    }

    @Test
    void avrosOwnRecordsAreReadToo() throws Exception {
        Path avro = write("clicks.avro", AvroFormat.of(Click.class), List.of(click(1)));
        AvroRecords<GenericRecord> users = AvroRecords.generic("""
                {"type": "record", "name": "Click", "namespace": "io.sakia.hadoop.format.FormatsTest",
                 "fields": [{"name": "user", "type": "string"}]}""");
        assertThat(read(new AvroReader<>(FileStores.local(), users), whole(avro)))
                .extracting(each -> each.get("user").toString())
                .containsExactly("user 1");
    }

    @Test
    void anotherSchemaIsToldWithTheFile() throws Exception {
        Path avro = write("clicks.avro", AvroFormat.of(Click.class), List.of(click(1)));
        assertThatThrownBy(
                        () -> read(new AvroReader<>(FileStores.local(), AvroRecords.of(Demanding.class)), whole(avro)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(avro.toString())
                .hasMessageContaining("can't be read as Demanding")
                .hasMessageContaining("missing");
        Path parquet = write("clicks.parquet", ParquetFormat.of(Click.class), List.of(click(1)));
        assertThatThrownBy(() -> read(
                        new ParquetFileReader<>(FileStores.local(), AvroRecords.of(Demanding.class)), whole(parquet)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(parquet.toString())
                .hasMessageContaining("missing");
        Path sequence = write(
                "pairs", new SequenceFormat<>(WritableType.text(), WritableType.longs()), List.of(Pair.of("a", 1L)));
        assertThatThrownBy(() -> read(
                        new SequenceReader<>(FileStores.local(), WritableType.text(), WritableType.integers()),
                        whole(sequence)))
                .hasMessage(sequence
                        + " has values of org.apache.hadoop.io.LongWritable, not of org.apache.hadoop.io.IntWritable: read"
                        + " it with the WritableType of that");
        Path text = Files.writeString(folder.resolve("text.avro"), "no container");
        assertThatThrownBy(() -> read(new AvroReader<>(FileStores.local(), AvroRecords.of(Later.class)), whole(text)))
                .hasMessageContaining("text.avro can't be read as an Avro file");
    }

    record Held(Object what) {}

    @Test
    void whatHasNoSchemaIsRefusedAtOnce() {
        assertThatThrownBy(() -> AvroRecords.of(Held.class))
                .hasMessageContaining("Held.what is a java.lang.Object, for which no schema is known");
        assertThatThrownBy(() -> AvroRecords.of(String.class))
                .hasMessageContaining("java.lang.String is no record class");
    }
}
