package io.sakia.streaming.graph;

import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of a program's graph: it says what each batch computes, as a plan. Operators are made while the program is defined and
 * used by the batch loop's thread from then on.
 *
 * <p>{@link #plan} is asked any number of times in a batch and computes once. An operator that has nothing to say in a batch
 * (a window between slides) gives null, and so does everything below it.
 */
public abstract class Operator<T> {
    private final Origin origin;
    private Origin named;
    private final List<Operator<?>> inputs;
    private @Nullable String name;
    private long plannedBatch;
    private @Nullable Plan<T> planned;
    private volatile @Nullable PastPlans<T> past;
    private @Nullable KeptOutput<T> kept;
    private @Nullable List<EventClock> clocks;

    /** An operator over inputs. */
    protected Operator(Origin origin, List<? extends Operator<?>> inputs) {
        this.origin = origin;
        this.named = origin;
        this.inputs = List.copyOf(inputs);
    }

    /** The operation, the name and the user's line. */
    public final Origin origin() {
        return named;
    }

    /** Where it was made, without its name: the same object for all operators that one call has made. */
    final Origin call() {
        return origin;
    }

    /** What people should know of it besides its operation and its name, for {@code explain()}; often nothing. */
    public String note() {
        return "";
    }

    /** What this operator reads, in order. */
    public final List<Operator<?>> inputs() {
        return inputs;
    }

    /** The name that the user or {@link Names} gave, or null. */
    public final @Nullable String name() {
        return name;
    }

    /** Gives a name. */
    public final void name(String newName) {
        this.name = newName;
        this.named = origin.named(newName);
    }

    /** Whether something is kept under its name, so that names below are made of it: inputs and stateful operators. */
    public boolean isAnchor() {
        return false;
    }

    /** In milliseconds how often it puts out, or 0 for every batch. */
    public long slide() {
        return inputs.isEmpty() ? 0 : inputs.get(0).slide();
    }

    /**
     * What its records' event time goes by: all clocks of its inputs, of which the slowest counts, unless it has one of its own. Empty if
     * there is no event time, in one input at least.
     */
    public List<EventClock> eventClocks() {
        EventTracking<?> own = tracking();
        if (own != null) {
            return List.of(own.clock());
        }
        Set<EventClock> clocks = new LinkedHashSet<>();
        for (Operator<?> input : inputs) {
            List<EventClock> above = input.eventClocks();
            if (above.isEmpty()) {
                return List.of();
            }
            clocks.addAll(above);
        }
        return List.copyOf(clocks);
    }

    /** What follows the event time of its records, if that is told here. */
    public @Nullable EventTracking<?> tracking() {
        return null;
    }

    /** How far its records' event time has come in the batch that is planned or runs; {@link Watermarks#NONE} if there is none. */
    public final Watermarks watermarks() {
        return EventClock.together(knownClocks());
    }

    /** The {@link #eventClocks}, found once: when the graph is complete. */
    final List<EventClock> knownClocks() {
        List<EventClock> known = clocks;
        if (known == null) {
            known = eventClocks();
            clocks = known;
        }
        return known;
    }

    /** The plan of a batch, or null if it puts nothing out. */
    public final @Nullable Plan<T> plan(Batch batch) {
        if (plannedBatch != batch.id()) {
            KeptOutput<T> keeper = kept;
            Plan<T> recalled = keeper == null ? null : keeper.recall(batch.id());
            planned = recalled != null ? recalled : emits(batch) ? compute(batch) : null;
            plannedBatch = batch.id();
            if (keeper != null && recalled == null && planned != null) {
                keeper.add(batch, planned);
            }
            PastPlans<T> memory = past;
            if (memory != null) {
                memory.add(batch.time(), planned);
            }
        }
        return planned;
    }

    /** Whether it puts out in a batch. */
    public final boolean emits(Batch batch) {
        return slide() == 0 || batch.reaches(slide());
    }

    /** Remembers the plans of the last {@code length} milliseconds from now on, and at least the last one. Before the first batch. */
    public final void remember(long length) {
        past = new PastPlans<>(Math.max(length, slide()));
    }

    /** The plans of past batches, or null if they are not remembered. */
    public final @Nullable PastPlans<T> past() {
        return past;
    }

    /**
     * Whether the plan of a past batch can be made again from what its inputs gave, so that nothing has to be kept of it: not so for what comes
     * out of state.
     */
    public boolean isRepeatable() {
        return true;
    }

    /** Keeps what is put out from now on, for who must know it again after a restart. Before the first batch. */
    public final KeptOutput<T> keepOutput() {
        KeptOutput<T> keeper = kept;
        if (keeper == null) {
            keeper = new KeptOutput<>();
            kept = keeper;
        }
        return keeper;
    }

    /** In milliseconds how far back it reads what others put out, before the last batch; 0 if it only reads the batch. */
    public long reach() {
        PastPlans<T> memory = past;
        return memory == null ? 0 : memory.length();
    }

    /** Called in every batch, inputs first, before anything is put out; where operators remember what they need later. */
    public void advance(Batch batch) {}

    /** Called after every batch: forgets its plan, so that what the engine kept for it can go. */
    public void release() {
        planned = null;
        plannedBatch = 0;
    }

    /** Makes the plan of a batch in which this operator {@linkplain #emits puts out}. */
    protected abstract @Nullable Plan<T> compute(Batch batch);
}
