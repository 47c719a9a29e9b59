package io.sakia.conformance.rdd;

import static io.sakia.conformance.table.Case.scenario;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.Pair;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Folder;
import io.sakia.conformance.table.Probe;
import io.sakia.conformance.table.RddTable;
import io.sakia.conformance.table.Target;
import io.sakia.rdd.PairRDD;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaContext;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** RDDs that are saved and read again, instead of being computed again. */
public final class Checkpointing {
    private Checkpointing() {}

    /** A record of a program's own; serialisable, as some engines send results to the driver so. */
    public record Click(String page, int times) implements Serializable {}

    /** The cases. */
    public static List<Case> cases() {
        return List.of(
                scenario(
                        "a checkpoint is read instead of computed, partition by partition",
                        Checkpointing::reads,
                        "RDD.checkpoint()",
                        "RDD.isCheckpointed()",
                        "RDD.getCheckpointFile()",
                        "SakiaContext.setCheckpointDir(String)",
                        "SakiaContext.getCheckpointDir()"),
                scenario("what is persisted is not computed again for its checkpoint", Checkpointing::savesWhatIsKept),
                scenario("a checkpoint in the middle of a plan is saved by a job below it", Checkpointing::savesInside),
                scenario("placed pairs stay placed when they are read again", Checkpointing::staysPlaced),
                scenario("an empty RDD can be saved", Checkpointing::savesNothing),
                scenario("a checkpoint needs a folder", Checkpointing::needsAFolder),
                scenario("a checkpoint needs registered types", Checkpointing::needsTypes));
    }

    private static void reads(Target target) throws IOException {
        target.closeShared();
        try (Folder folder = Folder.create();
                SakiaContext context = new SakiaContext(target.conf())) {
            assertThat(context.getCheckpointDir()).isEmpty();
            context.setCheckpointDir(folder.path().toString());
            assertThat(context.getCheckpointDir().orElseThrow())
                    .startsWith(folder.path().toString());

            Probe computed = Probe.create();
            RDD<Integer> numbers = counted(context, computed);
            numbers.checkpoint();
            numbers.checkpoint();
            assertThat(numbers.isCheckpointed()).isFalse();
            assertThat(numbers.count()).isEqualTo(3);
            assertThat(numbers.isCheckpointed()).isTrue();
            assertThat(numbers.getCheckpointFile().orElseThrow())
                    .startsWith(context.getCheckpointDir().orElseThrow());
            assertThat(computed.count()).isEqualTo(6); // once for the count, once to save

            assertThat(RddTable.partitions(numbers)).isEqualTo("[10] [20] [30]");
            assertThat(numbers.map(x -> x + 1).collect()).containsExactly(11, 21, 31);
            assertThat(computed.count()).isEqualTo(6);
        }
    }

    private static void savesWhatIsKept(Target target) throws IOException {
        inFolder(target, context -> {
            Probe computed = Probe.create();
            RDD<Integer> numbers = counted(context, computed).cache();
            numbers.checkpoint();
            assertThat(numbers.collect()).containsExactly(10, 20, 30);
            assertThat(numbers.unpersist().collect()).containsExactly(10, 20, 30);
            assertThat(computed.count()).isEqualTo(3);
        });
    }

    private static void savesInside(Target target) throws IOException {
        inFolder(target, context -> {
            Probe computed = Probe.create();
            RDD<Integer> numbers = counted(context, computed);
            numbers.checkpoint();
            RDD<Integer> more = numbers.map(x -> x + 1).cache();
            assertThat(more.reduce(Integer::sum)).isEqualTo(63);
            assertThat(numbers.isCheckpointed()).isTrue();
            assertThat(more.isCheckpointed()).isFalse();
            assertThat(numbers.reduce(Integer::sum)).isEqualTo(60);
            assertThat(computed.count()).isEqualTo(6);
        });
    }

    private static void staysPlaced(Target target) throws IOException {
        inFolder(target, context -> {
            PairRDD<String, Integer> sums = context.parallelizePairs(
                            List.of(Pair.of("a", 1), Pair.of("b", 2), Pair.of("a", 3)), 2)
                    .reduceByKey(new ByLetter(3), Integer::sum);
            sums.checkpoint();
            assertThat(sums.count()).isEqualTo(2);
            assertThat(sums.partitioner()).contains(new ByLetter(3));
            assertThat(RddTable.partitions(sums)).isEqualTo("[(a,4)] [(b,2)] []");
            assertThat(RddTable.partitions(sums.reduceByKey(new ByLetter(3), Integer::sum)))
                    .isEqualTo("[(a,4)] [(b,2)] []");
        });
    }

    private static void savesNothing(Target target) throws IOException {
        inFolder(target, context -> {
            for (RDD<Integer> empty :
                    List.of(context.<Integer>emptyRDD(), context.<Integer>parallelize(List.of(), 2))) {
                empty.checkpoint();
                assertThat(empty.count()).isZero();
                assertThat(empty.isCheckpointed()).isTrue();
                assertThat(empty.collect()).isEmpty();
            }
        });
    }

    private static void needsAFolder(Target target) {
        target.closeShared();
        RDD<Integer> numbers = target.context().parallelize(List.of(1), 1);
        assertThatThrownBy(() -> numbers.checkpoint())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("checkpoint at Checkpointing.java:")
                .hasMessageContaining("setCheckpointDir(folder)");
    }

    private static void needsTypes(Target target) throws IOException {
        inFolder(target, context -> {
            RDD<Click> clicks = context.parallelize(List.of("home", "help"), 2).map(page -> new Click(page, 1));
            clicks.checkpoint();
            assertThatThrownBy(() -> clicks.count()).hasMessageContaining("sc.types(Checkpointing.Click.class)");
            assertThat(clicks.isCheckpointed()).isFalse();

            context.types(Click.class);
            assertThat(clicks.count()).isEqualTo(2);
            assertThat(clicks.isCheckpointed()).isTrue();
            assertThat(clicks.collect()).containsExactly(new Click("home", 1), new Click("help", 1));
        });
    }

    private static RDD<Integer> counted(SakiaContext context, Probe probe) {
        return context.parallelize(List.of(1, 2, 3), 3).map(x -> {
            probe.note(x);
            return x * 10;
        });
    }

    private static void inFolder(Target target, java.util.function.Consumer<SakiaContext> body) throws IOException {
        target.closeShared();
        try (Folder folder = Folder.create();
                SakiaContext context = new SakiaContext(target.conf())) {
            context.setCheckpointDir(folder.path().toString());
            body.accept(context);
        }
    }
}
