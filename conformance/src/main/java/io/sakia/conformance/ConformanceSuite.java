package io.sakia.conformance;

import io.sakia.conformance.rdd.Actions;
import io.sakia.conformance.rdd.Approximations;
import io.sakia.conformance.rdd.Checkpointing;
import io.sakia.conformance.rdd.Cogrouping;
import io.sakia.conformance.rdd.Contexts;
import io.sakia.conformance.rdd.DistinctCounts;
import io.sakia.conformance.rdd.Doubles;
import io.sakia.conformance.rdd.ExactNumbers;
import io.sakia.conformance.rdd.Explaining;
import io.sakia.conformance.rdd.Folding;
import io.sakia.conformance.rdd.FoldingFromZero;
import io.sakia.conformance.rdd.InBackground;
import io.sakia.conformance.rdd.JobGroups;
import io.sakia.conformance.rdd.Joining;
import io.sakia.conformance.rdd.Keeping;
import io.sakia.conformance.rdd.KeyedActions;
import io.sakia.conformance.rdd.Keys;
import io.sakia.conformance.rdd.Partitions;
import io.sakia.conformance.rdd.Picking;
import io.sakia.conformance.rdd.Piping;
import io.sakia.conformance.rdd.Placing;
import io.sakia.conformance.rdd.RandomLists;
import io.sakia.conformance.rdd.RandomPrograms;
import io.sakia.conformance.rdd.Samples;
import io.sakia.conformance.rdd.SamplesByKey;
import io.sakia.conformance.rdd.Sets;
import io.sakia.conformance.rdd.Sorting;
import io.sakia.conformance.rdd.StoredFiles;
import io.sakia.conformance.rdd.Tasks;
import io.sakia.conformance.rdd.Totals;
import io.sakia.conformance.rdd.Transformations;
import io.sakia.conformance.rdd.Values;
import io.sakia.conformance.stream.BadRecords;
import io.sakia.conformance.stream.BatchTotals;
import io.sakia.conformance.stream.Combining;
import io.sakia.conformance.stream.Deduplication;
import io.sakia.conformance.stream.EventLaws;
import io.sakia.conformance.stream.EventTicks;
import io.sakia.conformance.stream.EventTimes;
import io.sakia.conformance.stream.EventWindowLaws;
import io.sakia.conformance.stream.EventWindows;
import io.sakia.conformance.stream.ExplainedStreams;
import io.sakia.conformance.stream.Inputs;
import io.sakia.conformance.stream.JoinedBatches;
import io.sakia.conformance.stream.KeyedBatches;
import io.sakia.conformance.stream.Lives;
import io.sakia.conformance.stream.MappedStates;
import io.sakia.conformance.stream.Naming;
import io.sakia.conformance.stream.NumbersInBatches;
import io.sakia.conformance.stream.NumbersInWindows;
import io.sakia.conformance.stream.Outputs;
import io.sakia.conformance.stream.PastBatches;
import io.sakia.conformance.stream.RandomStreams;
import io.sakia.conformance.stream.Receivers;
import io.sakia.conformance.stream.Recoveries;
import io.sakia.conformance.stream.Refreshing;
import io.sakia.conformance.stream.SampledBatches;
import io.sakia.conformance.stream.SavedBatches;
import io.sakia.conformance.stream.SelfClockedStates;
import io.sakia.conformance.stream.SideOutputs;
import io.sakia.conformance.stream.Sockets;
import io.sakia.conformance.stream.StateLaws;
import io.sakia.conformance.stream.StateSafety;
import io.sakia.conformance.stream.Stateless;
import io.sakia.conformance.stream.States;
import io.sakia.conformance.stream.TimedJoins;
import io.sakia.conformance.stream.TimedStates;
import io.sakia.conformance.stream.UpdatedStates;
import io.sakia.conformance.stream.WindowForms;
import io.sakia.conformance.stream.WindowTotals;
import io.sakia.conformance.stream.Windows;
import io.sakia.conformance.table.Case;
import io.sakia.conformance.table.Target;
import io.sakia.conformance.use.WrongUse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every engine must pass. An engine's module runs it by a test class of its own:
 *
 * <pre>{@code
 * class EmbeddedConformanceTest extends ConformanceSuite {
 *     EmbeddedConformanceTest() {
 *         super(Extent.ALL, "local[1]", "local[2]");
 *     }
 * }
 * }</pre>
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ConformanceSuite {
    private final Extent extent;
    private final List<Target> targets;

    /** How much of the suite is run. */
    public enum Extent {
        /** All cases. */
        ALL,
        /** The fewest cases that touch every operation, for a first look at an engine that is slow to start. */
        SHORT
    }

    /** A suite on one or more master URLs. */
    protected ConformanceSuite(Extent extent, String... masters) {
        this.extent = extent;
        this.targets = Stream.of(masters).map(Target::new).toList();
    }

    /** All cases, by subject. */
    public static Map<String, List<Case>> cases() {
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        cases.put("RDDs: transformations", Transformations.cases());
        cases.put("RDDs: folding by key", Folding.cases());
        cases.put("RDDs: folding from a zero", FoldingFromZero.cases());
        cases.put("RDDs: keys and values", Values.cases());
        cases.put("RDDs: cogroups", Cogrouping.cases());
        cases.put("RDDs: joins", Joining.cases());
        cases.put("RDDs: placing", Placing.cases());
        cases.put("RDDs: sorting", Sorting.cases());
        cases.put("RDDs: actions by key", KeyedActions.cases());
        cases.put("RDDs: keys", Keys.cases());
        cases.put("RDDs: laws", RandomPrograms.cases());
        cases.put("RDDs: laws of operations", RandomLists.cases());
        cases.put("RDDs: actions", Actions.cases());
        cases.put("RDDs: picking", Picking.cases());
        cases.put("RDDs: totals", Totals.cases());
        cases.put("RDDs: partitions", Partitions.cases());
        cases.put("RDDs: sets", Sets.cases());
        cases.put("RDDs: samples", Samples.cases());
        cases.put("RDDs: samples by key", SamplesByKey.cases());
        cases.put("RDDs: pipes", Piping.cases());
        cases.put("RDDs: numbers", Doubles.cases());
        cases.put("RDDs: files", StoredFiles.cases());
        cases.put("RDDs: different records", DistinctCounts.cases());
        cases.put("RDDs: explained", Explaining.cases());
        cases.put("RDDs: keeping", Keeping.cases());
        cases.put("RDDs: tasks", Tasks.cases());
        cases.put("RDDs: contexts", Contexts.cases());
        cases.put("RDDs: job groups", JobGroups.cases());
        cases.put("RDDs: exact numbers", ExactNumbers.cases());
        cases.put("RDDs: in the background", InBackground.cases());
        cases.put("RDDs: approximations", Approximations.cases());
        cases.put("RDDs: checkpoints", Checkpointing.cases());
        cases.put("streams: batch by batch", Stateless.cases());
        cases.put("streams: totals", BatchTotals.cases());
        cases.put("streams: numbers", NumbersInBatches.cases());
        cases.put("streams: samples", SampledBatches.cases());
        cases.put("streams: side outputs", SideOutputs.cases());
        cases.put("streams: bad records", BadRecords.cases());
        cases.put("streams: by key", KeyedBatches.cases());
        cases.put("streams: joins", JoinedBatches.cases());
        cases.put("streams: put together", Combining.cases());
        cases.put("streams: windows", Windows.cases());
        cases.put("streams: forms of windows", WindowForms.cases());
        cases.put("streams: totals of windows", WindowTotals.cases());
        cases.put("streams: numbers in windows", NumbersInWindows.cases());
        cases.put("streams: past batches", PastBatches.cases());
        cases.put("streams: state", States.cases());
        cases.put("streams: updated states", UpdatedStates.cases());
        cases.put("streams: mapped states", MappedStates.cases());
        cases.put("streams: states with timers", TimedStates.cases());
        cases.put("streams: windows of event time", EventWindows.cases());
        cases.put("streams: laws of windows of event time", EventWindowLaws.cases());
        cases.put("streams: joins in time", TimedJoins.cases());
        cases.put("streams: deduplication", Deduplication.cases());
        cases.put("streams: safety of state", StateSafety.cases());
        cases.put("streams: event time", EventTimes.cases());
        cases.put("streams: batches by event time", EventTicks.cases());
        cases.put("streams: laws of event time", EventLaws.cases());
        cases.put("streams: self-clocked states", SelfClockedStates.cases());
        cases.put("streams: laws of state", StateLaws.cases());
        cases.put("streams: inputs", Inputs.cases());
        cases.put("streams: sockets", Sockets.cases());
        cases.put("streams: receivers", Receivers.cases());
        cases.put("streams: outputs", Outputs.cases());
        cases.put("streams: saved batches", SavedBatches.cases());
        cases.put("streams: names", Naming.cases());
        cases.put("streams: explained", ExplainedStreams.cases());
        cases.put("streams: lives", Lives.cases());
        cases.put("streams: recoveries", Recoveries.cases());
        cases.put("streams: refreshed broadcasts", Refreshing.cases());
        cases.put("streams: laws", RandomStreams.cases());
        cases.put("wrong use", WrongUse.cases());
        return cases;
    }

    @TestFactory
    Stream<DynamicContainer> conformance() {
        Map<String, List<Case>> chosen = extent == Extent.ALL ? cases() : shortForm();
        return targets.stream()
                .map(target -> DynamicContainer.dynamicContainer(
                        target.master(),
                        chosen.entrySet().stream()
                                .map(subject -> DynamicContainer.dynamicContainer(
                                        subject.getKey(),
                                        subject.getValue().stream().map(each -> test(each, target))))));
    }

    @AfterAll
    void close() {
        targets.forEach(Target::close);
    }

    private static DynamicTest test(Case each, Target target) {
        return DynamicTest.dynamicTest(each.name(), () -> each.body().run(target));
    }

    private static Map<String, List<Case>> shortForm() {
        Set<String> covered = new HashSet<>();
        Map<String, List<Case>> chosen = new LinkedHashMap<>();
        cases().forEach((subject, cases) -> {
            List<Case> few = new ArrayList<>();
            for (Case each : cases) {
                if (covered.addAll(each.covers())) {
                    few.add(each);
                }
            }
            chosen.put(subject, few);
        });
        return chosen;
    }
}
