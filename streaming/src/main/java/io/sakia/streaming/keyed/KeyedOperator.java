package io.sakia.streaming.keyed;

import io.sakia.HashPartitioner;
import io.sakia.Pair;
import io.sakia.connector.codec.Codecs;
import io.sakia.connector.codec.Migration;
import io.sakia.engine.Action;
import io.sakia.function.TaskFunction;
import io.sakia.plan.CacheNode;
import io.sakia.plan.NarrowNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.Step;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.error.Guard;
import io.sakia.streaming.event.BatchInfo.StateInfo;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.Guardable;
import io.sakia.streaming.graph.Operator;
import io.sakia.streaming.graph.StatefulOperator;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateCheck;
import io.sakia.streaming.state.StateCopier;
import io.sakia.streaming.state.StateFolder;
import io.sakia.streaming.state.StateHome;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stateful operator by key.
 *
 * <pre>
 *   input's plan ── place (shuffle by key group) ── StateStep ── CacheNode ─┬─ the step's job: increments, accepted here
 *                                                    one StepResult a task  ├─ flatMap(records): what outputs read
 *                                                                           └─ flatMap(states): what a snapshot reads
 * </pre>
 *
 * The records of a step are held by its cache node, so that every reader in this batch, and every RDD that outlives it, sees what
 * the accepted increment put out.
 */
final class KeyedOperator<K, I, S, R> extends StatefulOperator<R> implements Guardable {
    private final Definition<K, I, S, R> definition;
    private final Step<StepResult<R>, R> records;
    private TaskFunction<StateFunction<K, I, S, R>> function;
    private @Nullable Guard guard;
    private List<Increment> accepted = List.of();
    private List<String> sealed = List.of();
    private @Nullable Plan<Pair<K, Object>> initial;
    private boolean snapshots;
    private long due = NEVER;
    private long eventDue = NEVER;
    private @Nullable Plan<R> held;
    private @Nullable Plan<StepResult<R>> stepped;
    private @Nullable StateFolder folder;
    private StoredOperator stored = StoredOperator.none("");

    KeyedOperator(Origin origin, Definition<K, I, S, R> definition) {
        super(origin, List.of(definition.input));
        this.definition = definition;
        this.function = definition.function;
        this.records = new Step.FlatMap<>(TaskFunction.shared(StepResult::records));
    }

    /**
     * What makes a stateful operator.
     *
     * @param input what it reads
     * @param placing places what a batch of it brings by {@code partitioner}, perhaps folding it on the way
     * @param partitioner places the states
     * @param output does to the records of a step what is left to do
     * @param slide in milliseconds how often it puts out, or 0 for as often as its input
     * @param copier copies states that can change
     * @param types what may be stored
     * @param keepsKeys whether it puts out pairs with the keys it got
     * @param home where states are in executors
     * @param function what is done
     */
    record Definition<K, I, S, R>(
            Operator<?> input,
            Placing<K, I> placing,
            HashPartitioner partitioner,
            Output<R> output,
            long slide,
            StateCopier<S> copier,
            StoredTypes types,
            boolean keepsKeys,
            StateHome home,
            TaskFunction<StateFunction<K, I, S, R>> function) {
        /** The same for pairs that keep the keys which they got. */
        Definition<K, I, S, R> keepingKeys() {
            return new Definition<>(input, placing, partitioner, output, slide, copier, types, true, home, function);
        }

        /** The same with a slide of its own. */
        Definition<K, I, S, R> every(long newSlide) {
            return new Definition<>(
                    input, placing, partitioner, output, newSlide, copier, types, keepsKeys, home, function);
        }
    }

    /** Makes pairs that are placed by key. */
    @FunctionalInterface
    interface Placing<K, I> {
        /** The pairs of a batch; null if the input puts nothing out in it. */
        @Nullable
        Plan<Pair<K, I>> place(Origin origin, Batch batch);
    }

    /** Turns the records of a step into what the operator puts out. */
    @FunctionalInterface
    interface Output<R> {
        Plan<R> of(Origin origin, Plan<R> records);
    }

    /** Gives keys their first states, in the first step; null for none. What is given is let go of then. */
    @SuppressWarnings("unchecked") // a plan only gives pairs
    KeyedOperator<K, I, S, R> beginningWith(@Nullable Plan<? extends Pair<K, ?>> states) {
        initial = (Plan<Pair<K, Object>>) states;
        return this;
    }

    @Override
    public boolean canReject() {
        return definition.function.get().guarding() != null;
    }

    @Override
    public @Nullable Guard guard() {
        return guard;
    }

    @Override
    public void guardBy(@Nullable Guard newGuard) {
        guard = newGuard;
        Function<Guard, StateFunction<K, I, S, R>> guarding =
                definition.function.get().guarding();
        function = newGuard == null || guarding == null
                ? definition.function
                : TaskFunction.shared(guarding.apply(newGuard));
    }

    @Override
    public boolean isHeld() {
        return false; // the step's result is, whoever reads it
    }

    @Override
    public void hold() {}

    @Override
    public long slide() {
        return definition.slide == 0 ? definition.input.slide() : definition.slide;
    }

    @Override
    public void step(SakiaContext context, Batch batch) {
        Origin origin = origin();
        Plan<Pair<K, I>> placed = definition.placing.place(origin, batch);
        if (placed == null) {
            return;
        }
        StateStep<K, I, S, R> step = new StateStep<>(
                definition.home,
                String.valueOf(name()),
                new StateFunction.Scope(batch, origin, definition.types, watermarks()),
                definition.partitioner.numPartitions(),
                accepted,
                sealed,
                definition.copier,
                snapshots,
                folder == null ? null : new StateStorage(folder, stored),
                function);
        Plan<StepResult<R>> results = CacheNode.held(origin, results(origin, step, placed));
        List<StepResult.Head> heads = context.run(origin, results, Action.pull(KeyedOperator::head));
        accepted = heads.stream().map(StepResult.Head::increment).toList();
        long next = heads.stream().mapToLong(StepResult.Head::due).min().orElse(NEVER);
        due = next == NEVER ? NEVER : next + batch.paused();
        eventDue = heads.stream().mapToLong(StepResult.Head::eventDue).min().orElse(NEVER);
        initial = null; // it is in the accepted increments
        stepped = results;
        held = definition.output.of(origin, new NarrowNode<>(origin, results, records, definition.keepsKeys));
    }

    private static StepResult.Head head(Iterator<? extends StepResult<?>> results) {
        return Objects.requireNonNull(results.next().head(), "the first result of a task has a head");
    }

    private Plan<StepResult<R>> results(Origin origin, StateStep<K, I, S, R> step, Plan<Pair<K, I>> placed) {
        return initial == null
                ? new NarrowNode<>(origin, placed, new Step.MapPartitions<>(TaskFunction.shared(step.onPairs())), true)
                : new NarrowNode<>(
                        origin,
                        Beginning.plan(origin, initial, placed, definition.partitioner),
                        new Step.MapPartitions<>(TaskFunction.shared(step.onBeginnings())),
                        true);
    }

    /** All keys with their states after each batch. */
    <U> Operator<Pair<K, U>> snapshots(Origin origin) {
        snapshots = true;
        return beside(origin, new Step.FlatMap<>(TaskFunction.shared(KeyedOperator::states)), true);
    }

    /** Something else of what each step has made than what this operator puts out. */
    <U> Operator<U> beside(Origin origin, Step<StepResult<R>, U> step, boolean keepsPlaces) {
        KeyedOperator<K, I, S, R> keyed = this;
        return new Operator<>(origin, List.of(keyed)) {
            @Override
            public boolean isRepeatable() {
                return false;
            }

            @Override
            protected @Nullable Plan<U> compute(Batch batch) {
                Plan<StepResult<R>> results = keyed.stepped;
                return results == null ? null : new NarrowNode<>(origin(), results, step, keepsPlaces);
            }
        };
    }

    @SuppressWarnings("unchecked") // they are of the types that the operator has
    private static <K, U> List<Pair<K, U>> states(StepResult<?> result) {
        return (List<Pair<K, U>>) (List<?>) result.states();
    }

    @Override
    protected @Nullable Plan<R> compute(Batch batch) {
        return held;
    }

    @Override
    public void release() {
        super.release();
        held = null;
        stepped = null;
    }

    @Override
    public long due() {
        return slide() == 0 ? due : NEVER; // it steps with its slide, and at no other time
    }

    @Override
    public long eventDue() {
        return eventDue;
    }

    @Override
    public void storeIn(StateFolder newFolder, @Nullable StoredOperator earlier) {
        folder = newFolder;
        stored = earlier == null ? StoredOperator.none(String.valueOf(name())) : earlier;
        accepted = stored.increments(definition.partitioner.numPartitions());
        sealed = ids(accepted);
        if (!accepted.isEmpty()) {
            initial = null; // it was taken in by the run that stored this
        }
    }

    @Override
    public Migration migration(StateFolder from, StoredOperator earlier) throws IOException {
        Codecs codecs = definition.types.codecs();
        return StateCheck.of(from, earlier, codecs, definition.function.get().codec(codecs));
    }

    @Override
    public List<String> look(SakiaContext context, Batch batch, String key) {
        Origin origin = origin();
        StateFunction.Scope scope = new StateFunction.Scope(batch, origin, definition.types, watermarks());
        StateStorage storage = folder == null ? null : new StateStorage(folder, stored);
        List<StateLook<K, S>> looks = accepted.stream()
                .map(each -> new StateLook<K, S>(definition.home, each, scope, storage, key, definition.function))
                .toList();
        return looks.isEmpty()
                ? List.of()
                : context.rdd(StateLook.plan(origin, looks)).collect();
    }

    /** What is to be stored at the end of an epoch. */
    List<StateSeal<K, S>> seals(StateFolder to, long epoch) {
        return stored.unstored(accepted).stream()
                .map(each ->
                        new StateSeal<K, S>(definition.home, to, epoch, each, definition.types, definition.function))
                .toList();
    }

    /** Takes what was stored: later steps need not remember what changed before it. */
    void stored(List<StoredPart> parts) {
        stored = stored.then(parts);
        sealed = ids(accepted);
    }

    private static List<String> ids(List<Increment> increments) {
        return increments.stream().map(Increment::id).toList();
    }

    @Override
    public String note() {
        Guard its = guard;
        String note = definition.function.get().note();
        String policy = its == null ? "" : its.policy().note();
        return note.isEmpty() || policy.isEmpty() ? note + policy : note + ", " + policy;
    }

    @Override
    public StateInfo info() {
        long keys = accepted.stream().mapToLong(Increment::keys).sum();
        long touched = accepted.stream().mapToLong(Increment::touched).sum();
        return new StateInfo(String.valueOf(name()), keys, touched);
    }
}
