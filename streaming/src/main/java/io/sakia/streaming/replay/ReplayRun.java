package io.sakia.streaming.replay;

import io.sakia.Accumulator;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.batch.BatchLog;
import io.sakia.streaming.batch.Rerun;
import io.sakia.streaming.checkpoint.PastBatch;
import io.sakia.streaming.checkpoint.PastEpoch;
import io.sakia.streaming.checkpoint.PastLog;
import io.sakia.streaming.checkpoint.PastWalk;
import io.sakia.streaming.console.Console;
import io.sakia.streaming.event.BatchInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.output.LetterOutput;
import io.sakia.streaming.time.Time;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program on the log as it stood before an epoch: runs that epoch's batches, and those of epochs that follow it. */
final class ReplayRun implements Closeable {
    private final Program program;
    private final PastWalk walk;
    private final Rerun rerun;
    private final Looking.Now looks;
    private final long fingerprint;
    private PastEpoch epoch;
    private Map<Long, BatchLog.Planned> planned;

    private ReplayRun(
            Program program,
            PastWalk walk,
            PastEpoch epoch,
            List<BatchLog.Planned> batches,
            Rerun rerun,
            Looking.Now looks) {
        this.program = program;
        this.walk = walk;
        this.epoch = epoch;
        this.rerun = rerun;
        this.looks = looks;
        this.planned = byId(batches);
        this.fingerprint = Rerun.fingerprint(program.graph());
    }

    /** The program as it stood before an epoch's first batch. */
    static ReplayRun before(PastEpoch epoch, PastLog log, Program.Definer definer, Console console) throws Exception {
        Program program = definer.define(epoch.interval(), epoch.first().parallelism());
        SakiaContext context = program.context();
        try {
            Looking.Now looks = new Looking.Now();
            List<OutputOperation> outputs = new ArrayList<>();
            for (OutputOperation output : program.graph().outputs()) {
                if (!(output instanceof LetterOutput)) { // nobody wants to see again what is kept beside the log
                    outputs.add(LookOutput.at(output, program.graph().badRecords() != null, looks));
                }
            }
            StreamGraph graph = new StreamGraph(
                    program.graph().operators(),
                    outputs,
                    program.graph().broadcasts(),
                    program.graph().badRecords());
            PastWalk walk = log.walk(context, program.graph(), program.settings(), program.accumulators());
            BatchLog before = walk.before(epoch);
            List<BatchLog.Planned> batches = before.recovered().planned();
            Rerun rerun = new Rerun(context, graph, before, console, program.clock());
            rerun.begin(batches.get(0));
            return new ReplayRun(program, walk, epoch, batches, rerun, looks);
        } catch (Exception e) {
            context.close();
            throw e;
        }
    }

    /** The program's graph, with the outputs that it has. */
    StreamGraph graph() {
        return program.graph();
    }

    /** The totals of the program, by name. */
    List<Accumulator<?, ?>> accumulators() {
        return program.accumulators();
    }

    /** Goes on to the next epoch; gives false if that must be begun anew, as it ran in other circumstances. */
    boolean enter(PastEpoch next) throws IOException {
        if (next.first().id() != epoch.last().id() + 1
                || next.interval() != epoch.interval()
                || next.first().parallelism() != epoch.first().parallelism()) {
            return false;
        }
        rerun.endEpoch();
        planned = byId(walk.batches(next));
        epoch = next;
        return true;
    }

    /** Runs a batch and gives what it looks like; the batches of an epoch are run in their order. */
    ReplayedBatch run(PastBatch batch, Looking looking, @Nullable Condition condition) throws Exception {
        looks.looking = looking;
        looks.published = batch.published();
        looks.found.clear();
        BatchLog.Planned plan = planned.get(batch.id());
        if (plan == null) {
            throw new IllegalStateException("batch " + batch.id() + " is not one of epoch " + epoch.epoch());
        }
        BatchInfo info = rerun.run(plan);
        Map<String, String> totals = new HashMap<>();
        for (Accumulator<?, ?> accumulator : program.accumulators()) {
            totals.put(accumulator.name(), String.valueOf(accumulator.value()));
        }
        return new ReplayedBatch(
                batch,
                info,
                looks.found,
                condition == null ? Map.of() : states(plan, condition),
                totals,
                batch.fingerprint() == fingerprint);
    }

    private Map<String, String> states(BatchLog.Planned plan, Condition condition) {
        Map<String, String> found = new HashMap<>();
        Batch batch = new Batch(
                plan.batch(), new Time(plan.time()), new Time(plan.previous()), new Time(plan.zero()), plan.paused());
        for (Subject.StateOf subject : condition.states()) {
            for (StatefulOperator<?> operator : program.graph().stateful()) {
                if (subject.name().equals(operator.name())) {
                    List<String> states = operator.look(program.context(), batch, subject.key());
                    if (!states.isEmpty()) {
                        found.put(subject.toString(), String.join(", ", states));
                    }
                }
            }
        }
        return found;
    }

    private static Map<Long, BatchLog.Planned> byId(List<BatchLog.Planned> batches) {
        Map<Long, BatchLog.Planned> byId = new HashMap<>();
        batches.forEach(batch -> byId.put(batch.batch(), batch));
        return byId;
    }

    @Override
    public void close() {
        program.context().close();
    }
}
