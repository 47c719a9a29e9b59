package io.sakia.conformance.stream;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Target;
import io.sakia.connector.text.Compression;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.event.BatchFailedException;
import io.sakia.testkit.MemorySource;
import io.sakia.testkit.StreamTester;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** Batches in folders of files, which are read back. */
public final class SavedBatches {
    private SavedBatches() {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "saveAsObjectFiles writes what objectFile reads",
                        SavedBatches::objects,
                        "DStream.saveAsObjectFiles(String)",
                        "DStream.saveAsObjectFiles(String,String)"),
                scenario("saveAsObjectFiles refuses a type that is not registered", SavedBatches::unregistered),
                scenario(
                        "saveAsTextFiles compresses",
                        SavedBatches::compressed,
                        "DStream.saveAsTextFiles(String,String,Compression)"));
    }

    private static void objects(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            long begin;
            try (StreamTester tester = target.tester().build()) {
                begin = tester.now().milliseconds();
                MemorySource<Integer> input = tester.input("numbers");
                tester.start(ssc -> {
                    ssc.types(Click.class);
                    var numbers = ssc.source(new MemorySource<Integer>("numbers"));
                    numbers.map(x -> new Click("u" + x, x)).saveAsObjectFiles(folder.path() + "/clicks");
                    numbers.mapToPair(x -> Pair.of(x, x * 0.5)).saveAsObjectFiles(folder.path() + "/pairs", "obj");
                });
                input.add(1, 2, 3);
                tester.tick(2);
            }
            assertThat(folder.files())
                    .containsExactly(
                            "clicks-" + (begin + 1000),
                            "clicks-" + (begin + 2000),
                            "pairs-" + (begin + 1000) + ".obj",
                            "pairs-" + (begin + 2000) + ".obj");
            SakiaContext sc = target.context().types(Click.class);
            assertThat(sc.<Click>objectFile(folder.path() + "/clicks-" + (begin + 1000))
                            .collect())
                    .containsExactly(new Click("u1", 1), new Click("u2", 2), new Click("u3", 3));
            assertThat(sc.<Click>objectFile(folder.path() + "/clicks-" + (begin + 2000))
                            .collect())
                    .isEmpty();
            assertThat(sc.<Pair<Integer, Double>>objectFile(folder.path() + "/pairs-" + (begin + 1000) + ".obj")
                            .collect())
                    .containsExactly(Pair.of(1, 0.5), Pair.of(2, 1.0), Pair.of(3, 1.5));
        }
    }

    private static void unregistered(Target target) throws IOException {
        try (Folder folder = Folder.create();
                StreamTester tester = target.tester().build()) {
            MemorySource<Integer> input = tester.input("numbers");
            tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                    .map(x -> new Click("u" + x, x))
                    .saveAsObjectFiles(folder.path() + "/clicks"));
            input.add(1);
            assertThatThrownBy(tester::tick)
                    .isInstanceOf(BatchFailedException.class)
                    .hasMessageContaining("saveAsObjectFiles")
                    .hasMessageContaining("Click");
            assertThat(folder.files()).noneMatch(name -> name.startsWith("clicks"));
        }
    }

    private static void compressed(Target target) throws IOException {
        try (Folder folder = Folder.create()) {
            long begin;
            try (StreamTester tester = target.tester().build()) {
                begin = tester.now().milliseconds();
                MemorySource<Integer> input = tester.input("numbers");
                tester.start(ssc -> ssc.source(new MemorySource<Integer>("numbers"))
                        .saveAsTextFiles(folder.path() + "/numbers", "txt", Compression.GZIP));
                input.add(1, 2, 3);
                tester.tick();
            }
            String saved = folder.path() + "/numbers-" + (begin + 1000) + ".txt";
            assertThat(target.context().textFile(saved).collect()).containsExactly("1", "2", "3");
            assertThat(folder.files()).hasSize(1);
            assertThat(target.context().textFile(saved + "/*.gz").count()).isEqualTo(3);
        }
    }

    /** A type of the program's. */
    record Click(String user, int price) implements Serializable {}
}
