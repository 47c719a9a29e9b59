package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.connector.FileStores;
import io.sakia.connector.text.Compression;
import io.sakia.engine.JobFailedException;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.Durations;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** RDDs of files, and files of RDDs. */
public final class StoredFiles {
    private StoredFiles() {}

    /** A record that a program registers. */
    public record Click(String user, int count) implements Serializable {}

    /** A record that no program registers. */
    public record Stranger(int number) implements Serializable {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "what saveAsObjectFile writes is read back in its partitions",
                        StoredFiles::savesObjects,
                        "RDD.saveAsObjectFile(String)",
                        "SakiaContext.objectFile(String)",
                        "SakiaContext.objectFile(String,Class)",
                        "SakiaContext.types(Class[])",
                        "SakiaContext.registeredTypes()"),
                scenario("object files refuse what is not registered", StoredFiles::refusesStrangers),
                scenario("what a stream registers is registered for its RDDs", StoredFiles::registersForStreams),
                scenario("a damaged object file is told by its name and place", StoredFiles::tellsDamage),
                scenario(
                        "compressed text is read back",
                        StoredFiles::compresses,
                        "RDD.saveAsTextFile(String,Compression)"),
                scenario(
                        "wholeTextFiles gives each file's path and text",
                        StoredFiles::readsTexts,
                        "SakiaContext.wholeTextFiles(String)",
                        "SakiaContext.wholeTextFiles(String,int)"),
                scenario(
                        "binaryFiles gives each file's path and bytes",
                        StoredFiles::readsFiles,
                        "SakiaContext.binaryFiles(String)",
                        "SakiaContext.binaryFiles(String,int)"),
                scenario(
                        "binaryRecords cuts files into records of one length",
                        StoredFiles::readsRecords,
                        "SakiaContext.binaryRecords(String,int)"),
                scenario("a file that is not there is an error at the call", StoredFiles::missesFiles),
                scenario(
                        "a path names its file system",
                        StoredFiles::choosesFileSystems,
                        "SakiaContext.fileStores(String)"));
    }

    private static void choosesFileSystems(Target target) {
        SakiaContext context = target.context();
        assertThat(context.fileStores("/data")).isSameAs(FileStores.local());
        assertThatThrownBy(() -> context.textFile("nowhere://host/data"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nowhere://host/data' is on nowhere, for which there is no connector");
    }

    private static void savesObjects(Target target) throws IOException {
        target.closeShared();
        try (Folder folder = Folder.create();
                SakiaContext context = new SakiaContext(target.conf())) {
            String out = folder.path().resolve("out").toString();
            assertThat(context.types(Click.class)).isSameAs(context);
            assertThat(context.registeredTypes().codecs().of(Click.class).type())
                    .isEqualTo(Click.class);
            RDD<Pair<String, Click>> clicks =
                    context.parallelize(List.of(Pair.of("a", new Click("a", 1)), Pair.of("b", new Click("b", 2))), 3);
            clicks.saveAsObjectFile(out);

            RDD<Pair<String, Click>> read = context.objectFile(out);
            assertThat(RddTable.partitions(read)).isEqualTo(RddTable.partitions(clicks));
            assertThat(read.map(pair -> pair.value().count()).reduce(Integer::sum))
                    .isEqualTo(3);
            assertThat(context.objectFile(out, Pair.class).count()).isEqualTo(2);
            assertThatThrownBy(() -> context.objectFile(out, String.class).collect())
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("objectFile at StoredFiles.java:")
                    .hasMessageContaining("is a io.sakia.Pair, where a java.lang.String is wanted");
            assertThatThrownBy(() -> clicks.saveAsObjectFile(out)).hasMessageContaining("already exists");

            String none = folder.path().resolve("none").toString();
            context.parallelize(List.of(), 2).saveAsObjectFile(none);
            assertThat(context.objectFile(none).getNumPartitions()).isEqualTo(2);
            assertThat(context.objectFile(none).isEmpty()).isTrue();
        }
    }

    private static void refusesStrangers(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Path out = folder.path().resolve("out");
            RDD<Stranger> strangers = target.context().parallelize(List.of(new Stranger(1)), 1);
            assertThatThrownBy(() -> strangers.saveAsObjectFile(out.toString()))
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining("saveAsObjectFile at StoredFiles.java:")
                    .hasMessageContaining("add sc.types(StoredFiles.Stranger.class) to the program");
            assertThat(out).doesNotExist();
        }
        assertThatThrownBy(() -> target.context().types(Thread.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Thread");
    }

    private static void registersForStreams(Target target) throws IOException {
        target.closeShared();
        try (Folder folder = Folder.create();
                StreamingContext ssc = new StreamingContext(target.conf(), Durations.seconds(1))) {
            ssc.types(Click.class);
            String out = folder.path().resolve("out").toString();
            SakiaContext context = ssc.sakiaContext();
            context.parallelize(List.of(new Click("a", 1)), 1).saveAsObjectFile(out);
            assertThat(context.objectFile(out, Click.class).collect()).containsExactly(new Click("a", 1));
        }
    }

    private static void tellsDamage(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            Path out = folder.path().resolve("out");
            target.context().parallelize(List.of("some", "words"), 1).saveAsObjectFile(out.toString());
            Path part = out.resolve("part-00000");
            byte[] bytes = Files.readAllBytes(part);
            bytes[bytes.length - 20] ^= 1; // in the only block, before the end
            Files.write(part, bytes);
            assertThatThrownBy(() -> target.context().objectFile(out.toString()).collect())
                    .isInstanceOf(JobFailedException.class)
                    .hasMessageContaining(part + " is damaged at the block that begins at byte ");
        }
    }

    private static void compresses(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            SakiaContext context = target.context();
            List<String> lines =
                    IntStream.range(0, 2000).mapToObj(i -> "line " + i % 7).toList();
            String packed = folder.path().resolve("packed").toString();
            context.parallelize(lines, 2).saveAsTextFile(packed, Compression.GZIP);
            assertThat(new Folder(Path.of(packed)).files()).contains("part-00000.gz", "part-00001.gz", "_SUCCESS");
            assertThat(Files.size(Path.of(packed, "part-00000.gz"))).isLessThan(1000);
            assertThat(context.textFile(packed).collect()).isEqualTo(lines);

            String plain = folder.path().resolve("plain").toString();
            context.parallelize(lines, 2).saveAsTextFile(plain, Compression.NONE);
            assertThat(new Folder(Path.of(plain)).files()).contains("part-00000", "part-00001");
            assertThat(context.textFile(plain).collect()).isEqualTo(lines);
        }
    }

    private static void readsTexts(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            SakiaContext context = target.context();
            Path a = Files.writeString(folder.path().resolve("a.txt"), "one\ntwo\n");
            Path b = Files.writeString(folder.path().resolve("b.txt"), "");
            Files.writeString(folder.path().resolve("_hidden"), "not this");
            String path = folder.path().toString();
            assertThat(context.wholeTextFiles(path).collect())
                    .containsExactly(Pair.of(a.toString(), "one\ntwo\n"), Pair.of(b.toString(), ""));
            assertThat(context.wholeTextFiles(path, 1).getNumPartitions()).isEqualTo(1);
            assertThat(context.wholeTextFiles(path + "/a*", 9).collect())
                    .containsExactly(Pair.of(a.toString(), "one\ntwo\n"));
        }
    }

    private static void readsFiles(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            SakiaContext context = target.context();
            Path a = Files.write(folder.path().resolve("a"), new byte[] {1, 0, -1});
            Path b = Files.write(folder.path().resolve("b"), new byte[] {5});
            List<Pair<String, byte[]>> files =
                    context.binaryFiles(folder.path().toString()).collect();
            assertThat(files).extracting(Pair::key).containsExactly(a.toString(), b.toString());
            assertThat(files.get(0).value()).containsExactly(1, 0, -1);
            assertThat(files.get(1).value()).containsExactly(5);
            assertThat(context.binaryFiles(folder.path().toString(), 2)
                            .map(file -> file.value().length)
                            .collect())
                    .containsExactly(3, 1);
        }
    }

    private static void readsRecords(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            SakiaContext context = target.context();
            Path file = Files.write(folder.path().resolve("records"), "aabbccddee".getBytes(StandardCharsets.UTF_8));
            assertThat(context.binaryRecords(file.toString(), 2)
                            .map(record -> new String(record, StandardCharsets.UTF_8))
                            .collect())
                    .containsExactly("aa", "bb", "cc", "dd", "ee");
            assertThatThrownBy(() -> context.binaryRecords(file.toString(), 3))
                    .hasMessageContaining("has 10 bytes, which is no multiple of the record length 3");
            assertThatThrownBy(() -> context.binaryRecords(file.toString(), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at least 1 byte, not 0");
        }
    }

    private static void missesFiles(Target target) {
        SakiaContext context = target.context();
        assertThatThrownBy(() -> context.objectFile("/no/such/folder")).hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> context.wholeTextFiles("/no/such/folder"))
                .hasMessageContaining("no such file or folder");
        assertThatThrownBy(() -> context.binaryFiles("/no/such/*.bin")).hasMessageContaining("nothing matches");
        assertThatThrownBy(() -> context.binaryRecords("/no/such/folder", 1)).hasMessageContaining("no such file");
    }
}
