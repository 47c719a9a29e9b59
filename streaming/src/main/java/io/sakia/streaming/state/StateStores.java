package io.sakia.streaming.state;

import io.sakia.TaskContext;
import io.sakia.connector.codec.Shapes;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The states that one executor holds for one run of a program: a store for each operator and partition.
 *
 * <p>The driver is the one who knows what exists. A task opens a store at the increment that the driver has <em>accepted</em>,
 * works on it, and returns a new increment with its result; the driver accepts one increment for each partition and batch,
 * and names it to the next batch's task. So a task may fail at any point, be repeated, run twice at once or come too late: the next
 * task that opens the store at an accepted increment finds exactly that version.
 *
 * <pre>
 *   batch 1, attempt 1:  open(null) … commit → 1-0-x-1     its result is lost
 *   batch 1, attempt 2:  open(null) … commit → 1-0-x-2     the driver accepts it
 *   batch 2:             open(1-0-x-2) … fails, close      undone
 *   batch 2:             open(1-0-x-2) … commit → 2-0-x-3
 * </pre>
 *
 * <pre>{@code
 * StateStores stores = home.stores(TaskContext.get());
 * StateTarget target = new StateTarget("counts", partition, partitions, batch);
 * try (StateSession<String, Long> session = stores.open(target, accepted, StateCopier.immutable())) {
 *     session.put("apple", 1L);
 *     return session.commit();
 * }
 * }</pre>
 *
 * <p>Thread-safe. Two sessions on one store exclude each other; a task that has several open at once opens them in the same
 * order as other tasks do.
 */
public final class StateStores implements AutoCloseable {
    private final String origin;
    private final AtomicLong increments = new AtomicLong();
    private final MappingLoops loops;
    private final SlideCopies slides = new SlideCopies();
    private final @Nullable StateSpace space;
    private final Map<Place, PartitionStore<?, ?>> stores = new ConcurrentHashMap<>();

    /**
     * No states yet.
     *
     * @param origin part of the name of each increment made here; no other object of this class ever has the same one, in this
     *     run or a later one of the program
     */
    public StateStores(String origin) {
        this(origin, new MappingLoops(), null);
    }

    StateStores(String origin, MappingLoops loops, @Nullable StateSpace space) {
        this.origin = origin;
        this.loops = loops;
        this.space = space;
    }

    /**
     * Opens the state of an operator's partition; waits while another session is open on it.
     *
     * @param accepted the increment that the driver accepted for the batch before, or null to start from the empty state
     * @param copier copies the states that go in and out
     * @throws StateLostException when the accepted increment, or for null the empty state, is not in this executor any more
     * @throws IllegalArgumentException when the accepted increment is not one that this batch could stand on
     * @throws InterruptedException when this thread was interrupted while it waited
     */
    public <K, S> StateSession<K, S> open(StateTarget target, @Nullable Increment accepted, StateCopier<S> copier)
            throws InterruptedException {
        if (accepted != null) {
            requireSameState(target, accepted);
        }
        return this.<K, S>at(target).open(target, accepted, copier, null, null);
    }

    /**
     * Opens the state of an operator's partition likewise; where memory is short, states go to disk.
     *
     * @param codec how keys and states would be stored; asked for at most once
     */
    public <K, S> StateSession<K, S> open(
            StateTarget target, @Nullable Increment accepted, StateCopier<S> copier, Supplier<StateCodec<K, S>> codec)
            throws InterruptedException {
        if (accepted != null) {
            requireSameState(target, accepted);
        }
        return this.<K, S>at(target).open(target, accepted, copier, null, codec);
    }

    /**
     * Opens the state of an operator's partition where states are stored, likewise: a version that is not here is loaded, if the accepted
     * increment is one of those that stand for what is stored. Keys and states that could not be stored are refused when they are put.
     *
     * @param loader reads what is stored of the operator
     * @throws IOException when it can't be read, with what to do
     */
    public <K, S> StateSession<K, S> open(
            StateTarget target, @Nullable Increment accepted, StateCopier<S> copier, StateLoader<K, S> loader)
            throws InterruptedException, IOException {
        StateStore<K, S> store = at(target);
        if (accepted != null) {
            requireSameState(target, accepted);
            store.load(accepted, loader);
        }
        return store.open(target, accepted, copier, loader.codec(), loader::codec);
    }

    /**
     * Opens the windows of an operator's partition; as {@link #open}.
     *
     * @param codec how windows are stored, or would be
     * @param loader reads what is stored of the operator, or null where states are not stored
     * @param place what the windows are made with
     */
    @SuppressWarnings("unchecked") // what is stored so is in such a store
    public <K, A extends @Nullable Object> WindowSession<K, A> openWindows(
            StateTarget target,
            @Nullable Increment accepted,
            StateCodec<K, KeyPanes<A>> codec,
            @Nullable StateLoader<K, KeyPanes<A>> loader,
            WindowPlace<A> place)
            throws InterruptedException, IOException {
        WindowStore<K, A> store = (WindowStore<K, A>) at(target, codec);
        if (accepted != null) {
            requireSameState(target, accepted);
            if (loader != null) {
                store.load(accepted, loader);
            }
        }
        return store.open(target, accepted, loader == null ? null : loader.codec(), place);
    }

    /**
     * Stores an accepted version, or what has changed in it since the last one that was stored, at the end of an epoch. It is all written
     * to the file when this returns, and survives a loss of power once the epoch's files have been {@linkplain StateFolder#end ended}.
     *
     * @param codec how keys and states are stored
     * @param shapes of all that any operator stores in the epoch
     * @throws StateLostException when the version is not in this executor
     * @throws IOException when it can't be written, with what to do
     */
    public <K, S> StoredPart store(
            StateFolder folder,
            long epoch,
            StoredOperator.Unstored unstored,
            StateCodec<K, S> codec,
            Supplier<Shapes> shapes)
            throws InterruptedException, IOException {
        Increment accepted = unstored.accepted();
        PartWriter<K, S> writer = new PartWriter<>(folder.files(TaskContext.get()), shapes, codec, epoch, accepted);
        StateTarget target =
                new StateTarget(accepted.operator(), accepted.partition(), accepted.partitions(), accepted.batch() + 1);
        at(target, codec).visit(target, accepted.id(), unstored.since(), writer);
        return writer.end();
    }

    /**
     * Shows the keys of an accepted version with their states as they are kept, which nobody may change.
     *
     * @param codec how keys and states are stored, or would be
     * @param loader reads what is stored of the operator, or null where states are not stored
     */
    public <K, S> void look(
            Increment accepted,
            StateCodec<K, S> codec,
            @Nullable StateLoader<K, S> loader,
            BiConsumer<? super K, ? super S> looker)
            throws InterruptedException, IOException {
        StateTarget target =
                new StateTarget(accepted.operator(), accepted.partition(), accepted.partitions(), accepted.batch() + 1);
        PartitionStore<K, S> store = at(target, codec);
        if (loader != null) {
            store.load(accepted, loader);
        }
        store.visit(target, accepted.id(), null, new StateLooker<>(looker));
    }

    /** Visits an accepted version, or what has changed in it since the one that was stored last, where that is known. */
    <K, S> void visit(StateTarget target, Increment accepted, @Nullable String since, StateVisitor<K, S> visitor)
            throws InterruptedException, IOException {
        this.<K, S>at(target).visit(target, accepted.id(), since, visitor);
    }

    @SuppressWarnings("unchecked") // an operator's keys and states are always of the same types
    private <K, S> StateStore<K, S> at(StateTarget target) {
        return (StateStore<K, S>) stores.computeIfAbsent(
                place(target), place -> new StateStore<>(target, origin, increments::incrementAndGet, loops, space));
    }

    /** The store of what is stored so, which may be that of windows. */
    @SuppressWarnings("unchecked") // likewise
    private <K, S> PartitionStore<K, S> at(StateTarget target, StateCodec<K, S> codec) {
        return (PartitionStore<K, S>) stores.computeIfAbsent(
                place(target),
                place -> codec.states() instanceof PanesFormat<?> panes
                        ? new WindowStore<>(target, origin, increments::incrementAndGet, panes, slides)
                        : new StateStore<>(target, origin, increments::incrementAndGet, loops, space));
    }

    private static Place place(StateTarget target) {
        return new Place(target.operator(), target.partition(), target.partitions());
    }

    /** How large each store is, by operator and partition. */
    public List<StateSize> sizes() {
        return stores.values().stream()
                .map(PartitionStore::size)
                .sorted(Comparator.comparing(StateSize::operator)
                        .thenComparing(StateSize::partitions)
                        .thenComparing(StateSize::partition))
                .toList();
    }

    /** Deletes what is on disk. The states can't be used any more. */
    @Override
    public void close() {
        if (space != null) {
            space.close();
        }
    }

    private static void requireSameState(StateTarget target, Increment accepted) {
        if (!accepted.operator().equals(target.operator())) {
            throw new IllegalArgumentException("the state of " + target + " can't start from an increment of operator '"
                    + accepted.operator() + "': " + accepted);
        }
        if (accepted.partitions() != target.partitions()) {
            throw new StateLostException(
                    target,
                    accepted.id(),
                    "increment " + accepted.id() + " was made with " + accepted.partitions()
                            + " partitions. Memory holds states by partition: keep the number of partitions within a run, or"
                            + " restart from a checkpoint to change it.");
        }
        if (accepted.partition() != target.partition()) {
            throw new IllegalArgumentException("the state of " + target + " can't start from an increment of partition "
                    + accepted.partition() + ": " + accepted);
        }
    }

    private record Place(String operator, int partition, int partitions) {}
}
