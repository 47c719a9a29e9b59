package io.sakia.streaming.state;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one operator's state as of the last sealed epoch: a chain for each partition. The driver keeps it, writes it
 * into the batch log, and gives it to the tasks that have to load state.
 *
 * <pre>{@code
 * StoredOperator stored = StoredOperator.none("counts");
 * stored = stored.then(parts);                       // what the tasks of an epoch's end gave
 * List<Increment> accepted = stored.increments(4);   // after a restart: what the first batch starts from, in 4 partitions
 * }</pre>
 *
 * @param operator its name in the program
 * @param chains one for each partition that it had when it was stored; empty if nothing is
 */
public record StoredOperator(String operator, List<StateChain> chains) implements Serializable {
    /** In how many epochs at most all partitions are stored as a whole that are overdue. */
    private static final int TURNS = 16;

    /** Takes the chains as they are. */
    public StoredOperator {
        chains = List.copyOf(chains);
    }

    /** Nothing is stored yet. */
    public static StoredOperator none(String operator) {
        return new StoredOperator(operator, List.of());
    }

    /**
     * What is stored once an epoch is sealed.
     *
     * @param parts what its tasks have stored: of some partitions, or, where the number of partitions has changed, of all
     */
    public StoredOperator then(Collection<StoredPart> parts) {
        if (parts.isEmpty()) {
            return this;
        }
        int partitions = parts.iterator().next().increment().partitions();
        for (StoredPart part : parts) {
            Increment increment = part.increment();
            if (increment.partitions() != partitions
                    || increment.partition() < 0
                    || increment.partition() >= partitions) {
                throw new IllegalArgumentException("operator '" + operator + "' has " + partitions
                        + " partitions, and among them can't be that of " + increment);
            }
        }
        List<StateChain> next = new ArrayList<>();
        if (partitions == chains.size()) {
            next.addAll(chains);
        } else if (parts.size() != partitions || !parts.stream().allMatch(StoredPart::whole)) {
            throw new IllegalArgumentException("operator '" + operator + "' was stored in " + chains.size()
                    + " partitions and has " + partitions + " now, so all of these have to be stored as a whole, not "
                    + parts);
        }
        while (next.size() < partitions) {
            next.add(new StateChain(none(next.size(), partitions), List.of()));
        }
        for (StoredPart part : parts) {
            int partition = part.increment().partition();
            next.set(partition, next.get(partition).then(part));
        }
        return new StoredOperator(operator, next);
    }

    /**
     * The increments that stand for what is stored, where the operator has so many partitions now: those that were sealed, or, where there
     * were more partitions or fewer, others that the stores make when they load. Empty if nothing is stored.
     */
    public List<Increment> increments(int partitions) {
        if (chains.isEmpty() || partitions == chains.size()) {
            return chains.stream().map(StateChain::increment).toList();
        }
        long keys = 0;
        long batch = 0;
        for (StateChain chain : chains) {
            keys += chain.increment().keys();
            batch = Math.max(batch, chain.increment().batch());
        }
        List<Increment> increments = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            String id = batch + "-" + p + "-of-" + partitions + "-from-"
                    + chains.get(0).increment().id();
            long about =
                    keys * (p + 1) / partitions - keys * p / partitions; // only the sum is known before they are loaded
            increments.add(new Increment(operator, p, partitions, batch, id, Increment.EMPTY, about, 0, 0));
        }
        return increments;
    }

    /** Whether loading gives the version of an increment. */
    boolean holds(Increment increment) {
        return isAmong(increments(increment.partitions()), increment);
    }

    private static boolean isAmong(List<Increment> stored, Increment increment) {
        return !stored.isEmpty() && stored.get(increment.partition()).id().equals(increment.id());
    }

    /**
     * What is to be stored at the end of an epoch: the partitions whose accepted increment is not the stored one.
     *
     * @param accepted the accepted increments of all partitions, empty if the operator has not run yet
     */
    public List<Unstored> unstored(List<Increment> accepted) {
        boolean same = accepted.size() == chains.size();
        Set<Integer> whole = same ? whole(accepted) : Set.of();
        List<Increment> stored = increments(accepted.size());
        List<Unstored> unstored = new ArrayList<>();
        for (Increment increment : accepted) {
            if (isAmong(stored, increment)) {
                continue;
            }
            boolean changes = same && !whole.contains(increment.partition());
            unstored.add(new Unstored(
                    increment, changes ? stored.get(increment.partition()).id() : null));
        }
        return unstored;
    }

    /**
     * The partitions that are stored as a whole next: those that are most overdue, but not all at once, as batches wait for that. So they come
     * to take turns.
     */
    private Set<Integer> whole(List<Increment> accepted) {
        Set<Integer> whole = new HashSet<>();
        accepted.stream()
                .map(Increment::partition)
                .filter(partition -> chains.get(partition).overdue() > 0)
                .sorted(Comparator.<Integer>comparingLong(
                        partition -> -chains.get(partition).overdue()))
                .forEach(partition -> {
                    if (whole.size() <= chains.size() / TURNS
                            || chains.get(partition).parts().isEmpty()) {
                        whole.add(partition);
                    }
                });
        return whole;
    }

    /** The files without which this could not be read. */
    public Set<String> files() {
        Set<String> files = new LinkedHashSet<>();
        chains.forEach(chain -> chain.parts().forEach(part -> part.extents().forEach(at -> files.add(at.file()))));
        return files;
    }

    private Increment none(int partition, int partitions) {
        return new Increment(operator, partition, partitions, 0, Increment.EMPTY, Increment.EMPTY, 0, 0, 0);
    }

    /**
     * A partition whose state has to be stored.
     *
     * @param accepted the increment up to which
     * @param since the id of the increment that is stored, if what has changed since then is to be stored; null for all of it
     */
    public record Unstored(Increment accepted, @Nullable String since) implements Serializable {}
}
