package io.sakia.conformance.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStores;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.Checkpoints;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.checkpoint.CheckpointPlan;
import io.sakia.streaming.checkpoint.CheckpointView;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.testkit.MemorySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new version of a program goes on from the checkpoint of an older one, as the plan said before. */
class NewVersionTest {
    private static final String VISITS = "record Visits(int pages) {}";
    private static final String COUNT = "ssc.source(words).named(\"words\")"
            + ".mapToPair(word -> Pair.of(word, 1))"
            + ".<Visits>updateStateByKey((ones, old) -> Optional.of(new Visits(old.map(Visits::pages).orElse(0) + ones.size())))"
            + ".foreachRDD(rdd -> rdd.collect().forEach(out));";
    private static final String TYPES = "ssc.types(Visits.class);";
    private static final String STATE = "updateStateByKey(words)";

    @TempDir
    Path folder;

    private final MemorySource<String> words = new MemorySource<>("words");

    private List<String> plan(Version version) throws IOException {
        return Checkpoints.plan(folder.toString(), version.program(words, out -> {})).items().stream()
                .map(CheckpointPlan.Item::toString)
                .toList();
    }

    /** A run of one batch; gives what came out, without what came out twice. */
    private TreeSet<String> run(Version version, int threads, String drop, String... batch) throws Exception {
        List<Object> out = new ArrayList<>();
        words.add(batch);
        SakiaConf conf = new SakiaConf()
                .setMaster("local[" + threads + "]")
                .setAppName("versions")
                .set("sakia.checkpoint.drop", drop);
        try (StreamingContext ssc = new StreamingContext(conf, BatchInterval.selfClocked())) {
            ssc.checkpoint(folder.toString());
            version.program(words, out::add).define(ssc);
            ssc.start();
            ssc.stop(true);
            ssc.awaitTermination();
        }
        TreeSet<String> texts = new TreeSet<>();
        out.forEach(each -> texts.add(each.toString()));
        return texts;
    }

    private static Version version(String types, String define) throws IOException {
        return Version.of(types, TYPES + define);
    }

    @Test
    void aStatelessStepBeforeUnnamedStateChangesNothing() throws Exception {
        run(version(VISITS, COUNT), 2, "", "a", "b", "a");
        Version mapped = version(
                VISITS, COUNT.replace(".mapToPair", ".map(word -> word.toLowerCase()).filter(word -> true).mapToPair"));
        assertThat(plan(mapped)).containsExactly("source words KEEP", "state " + STATE + " KEEP");
        assertThat(run(mapped, 2, "", "A")).containsExactly("(a,Visits[pages=3])", "(b,Visits[pages=1])");
    }

    @Test
    void aRecordWithMoreAndWiderComponentsIsReadAndWrittenAnew() throws Exception {
        run(version(VISITS, COUNT), 2, "", "a", "b", "a");
        Version wider = version(
                "record Visits(long pages, @Default(\"none\") String last) {}",
                COUNT.replace(
                        "new Visits(old.map(Visits::pages).orElse(0) + ones.size())",
                        "new Visits(old.map(Visits::pages).orElse(0L) + ones.size(), old.map(Visits::last).orElse(\"new\"))"));
        assertThat(plan(wider))
                .containsExactly(
                        "source words KEEP",
                        "state " + STATE
                                + " MIGRATE Visits.pages: int is long now; Visits.last: String added, \"none\" by default");
        assertThat(run(wider, 1, "", "a", "c"))
                .containsExactly(
                        "(a,Visits[pages=3, last=none])",
                        "(b,Visits[pages=1, last=none])",
                        "(c,Visits[pages=1, last=new])");
        assertThat(run(wider, 4, "", "b")).contains("(b,Visits[pages=2, last=none])");
    }

    @Test
    void aRecordThatCanNotBeReadIsRefusedUntilItMayGo() throws Exception {
        run(version(VISITS, COUNT), 2, "", "a", "a");
        Version other =
                version("record Visits(int pages, int since) {}", COUNT.replace("+ ones.size())", "+ ones.size(), 7)"));
        assertThat(plan(other)).last().asString().contains("REFUSED", "Visits.since is not in the stored values");
        assertThatThrownBy(() -> run(other, 2, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which this version of the program can't read")
                .hasMessageContaining("@Default")
                .hasMessageEndingWith("--conf 'sakia.checkpoint.drop=" + STATE + "'");
        assertThat(run(other, 2, STATE, "a")).containsExactly("(a,Visits[pages=1, since=7])");
    }

    @Test
    void anOperatorThatIsAddedBeginsAndOneThatIsRemovedIsDroppedByName() throws Exception {
        String second =
                "ssc.source(new MemorySource<String>(\"more\")).named(\"more\").mapToPair(word -> Pair.of(word, 1))"
                        + ".<Integer>updateStateByKey((ones, old) -> Optional.of(1)).named(\"seen\").foreachRDD(rdd -> {});"
                        + " ssc.longAccumulator(\"lines\");";
        run(version(VISITS, COUNT), 2, "", "a");
        Version both = version(VISITS, COUNT + second);
        assertThat(plan(both))
                .containsExactly(
                        "source words KEEP",
                        "source more NEW",
                        "state " + STATE + " KEEP",
                        "state seen NEW",
                        "total lines NEW");
        assertThat(run(both, 2, "", "a")).containsExactly("(a,Visits[pages=2])");
        assertThat(plan(version(VISITS, COUNT)))
                .contains(
                        "source more DROP the program has no place for it",
                        "total lines DROP the program has no place for it");
        assertThatThrownBy(() -> run(version(VISITS, COUNT), 2, ""))
                .hasMessageContaining("the position in source 'more'")
                .hasMessageContaining("sakia.checkpoint.drop=");
        assertThat(run(version(VISITS, COUNT), 2, "more, seen, lines", "a")).containsExactly("(a,Visits[pages=3])");
        assertThat(plan(version(VISITS, COUNT))).containsExactly("source words KEEP", "state " + STATE + " KEEP");
    }

    @Test
    void theNumberOfThreadsMayChange() throws Exception {
        Version version = version(VISITS, COUNT);
        String[] batch = new String[40];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = "word" + i % 20;
        }
        int pages = 0;
        for (int threads : new int[] {1, 4, 2}) {
            pages += 2;
            String all = ",Visits[pages=" + pages + "])";
            assertThat(run(version, threads, "", batch)).hasSize(20).allMatch(pair -> pair.endsWith(all));
            assertThat(plan(version)).containsExactly("source words KEEP", "state " + STATE + " KEEP");
        }
    }

    @Test
    void whatTheProgramStillHasIsNotDropped() throws Exception {
        Version version = version(VISITS, COUNT);
        run(version, 2, STATE + ",words", "a");
        assertThat(run(version, 2, STATE + ",words", "a")).containsExactly("(a,Visits[pages=2])");
    }

    @Test
    void aCheckpointIsShownWithoutTheProgram() throws Exception {
        run(version(VISITS, COUNT + " ssc.longAccumulator(\"lines\");"), 2, "", "a", "b");
        CheckpointView view = CheckpointView.of(folder.toString(), FileStores.local());
        assertThat(view.generation()).isEqualTo(1);
        assertThat(view.committed()).isTrue();
        assertThat(view.planned()).isEmpty();
        assertThat(view.sources()).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("words");
            assertThat(source.sealed()).contains("2").isEqualTo(source.planned());
        });
        assertThat(view.states()).singleElement().satisfies(state -> {
            assertThat(state.name()).isEqualTo(STATE);
            assertThat(state.keys()).isEqualTo(2);
            assertThat(state.bytes()).isPositive();
        });
        assertThat(view.totals()).containsExactly(new CheckpointView.Total("lines", "0"));
        assertThatThrownBy(() -> CheckpointView.of(folder.resolve("none").toString(), FileStores.local()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no checkpoint");
    }

    @Test
    void aDefaultNameOfSeveralInputsIsDroppedInQuotes() throws Exception {
        String joined =
                "ssc.source(new MemorySource<String>(\"more\")).named(\"more\").mapToPair(word -> Pair.of(word, 1))"
                        + ".join(ssc.source(words).named(\"words\").mapToPair(word -> Pair.of(word, 1)))"
                        + ".<Integer>updateStateByKey((ones, old) -> Optional.of(1)).foreachRDD(rdd -> {});";
        run(version(VISITS, joined), 2, "", "a");
        String name = plan(version(VISITS, joined)).stream()
                .filter(item -> item.startsWith("state "))
                .map(item -> item.substring("state ".length(), item.length() - " KEEP".length()))
                .findFirst()
                .orElseThrow();
        assertThat(name).contains(", ");
        assertThatThrownBy(() -> run(version(VISITS, COUNT), 2, "more"))
                .hasMessageEndingWith("--conf 'sakia.checkpoint.drop=more,\"" + name + "\"'");
        assertThat(run(version(VISITS, COUNT), 2, "more,\"" + name + "\"", "a")).containsExactly("(a,Visits[pages=1])");
    }

    @Test
    void anotherKindOfSourceUnderTheNameIsRefusedWithBothKinds() throws Exception {
        run(version(VISITS, COUNT), 2, "", "a");
        Version other = version(
                VISITS,
                COUNT.replace(
                        "ssc.source(words)",
                        "ssc.source(new QueueSource<>(new java.util.concurrent.ConcurrentLinkedQueue<>(List.of(List.of(\"b\"))), true))"));
        assertThat(plan(other).get(0))
                .startsWith("source words REFUSED")
                .contains("MemorySource")
                .contains("QueueCursor")
                .contains("name");
        assertThatThrownBy(() -> run(other, 2, ""))
                .hasMessageContaining("MemorySource")
                .hasMessageContaining("QueueCursor");
    }
}
