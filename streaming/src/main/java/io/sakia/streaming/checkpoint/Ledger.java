package io.sakia.streaming.checkpoint;

import io.sakia.streaming.checkpoint.LogEntry.At;
import io.sakia.streaming.checkpoint.LogEntry.Base;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.checkpoint.LogEntry.Output;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.checkpoint.LogEntry.Share;
import io.sakia.streaming.checkpoint.LogEntry.Stored;
import io.sakia.streaming.checkpoint.LogEntry.Total;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a log says so far: the entries since the last {@link Base}, taken together.
 *
 * <pre>
 *   Base(epoch 7) Planned(31) Planned(32) Sealed(8, 31..32) Planned(33)
 *   = epoch 8, not committed; batch 32 was the last sealed one; batch 33 runs again
 * </pre>
 *
 * The batches of sealed epochs are kept as long as a window or {@code remember} reaches back to them, and the last one always.
 */
final class Ledger {
    private boolean begun;
    private long epoch;
    private boolean committed = true;
    private long interval = Base.UNKNOWN;
    private final Deque<Planned> sealed = new ArrayDeque<>();
    private final Deque<Planned> planned = new ArrayDeque<>();
    private final Map<String, byte[]> acknowledged = new LinkedHashMap<>();
    private final Map<String, StoredOperator> states = new LinkedHashMap<>();
    private final Map<String, byte[]> accumulators = new LinkedHashMap<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final NamedFiles files = new NamedFiles();
    private List<Output> outputs = List.of();

    /** Whether there was an entry: without any, nothing is known. */
    boolean isBegun() {
        return begun;
    }

    long epoch() {
        return epoch;
    }

    boolean isCommitted() {
        return committed;
    }

    /** In milliseconds the distance of batches, as {@link Base#interval}. */
    long interval() {
        return interval;
    }

    /** From here on the distance of batches is this. */
    void runsEvery(long milliseconds) {
        interval = milliseconds;
    }

    /** Sealed batches that are still read, oldest first. */
    List<Planned> sealed() {
        return List.copyOf(sealed);
    }

    /** Batches that no epoch has sealed. */
    List<Planned> planned() {
        return List.copyOf(planned);
    }

    /** Where each source's last sealed share ended. */
    Map<String, byte[]> acknowledged() {
        return acknowledged;
    }

    /** Where each source's last share ended, sealed or not. */
    Map<String, byte[]> cursors() {
        Map<String, byte[]> cursors = new LinkedHashMap<>(acknowledged);
        planned.forEach(batch -> advance(cursors, batch));
        return cursors;
    }

    /** What is staged and perhaps not published. */
    List<Output> outputs() {
        return outputs;
    }

    Map<String, StoredOperator> states() {
        return states;
    }

    Map<String, byte[]> accumulators() {
        return accumulators;
    }

    List<Kept> kept() {
        return List.copyOf(kept);
    }

    /** Takes in the next entry. */
    void take(LogEntry entry) throws IOException {
        if (entry instanceof Base base) {
            begin(base);
        } else if (entry instanceof Planned batch) {
            plan(batch);
        } else if (entry instanceof Sealed seal) {
            seal(seal);
        } else if (entry instanceof LogEntry.Committed commit) {
            commit(commit);
        }
    }

    /** Forgets all. */
    void clear() {
        begin(new Base(
                0, true, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Base.UNKNOWN));
    }

    private void begin(Base base) {
        begun = true;
        epoch = base.epoch();
        committed = base.committed();
        interval = base.interval();
        replace(sealed, base.sealed());
        replace(planned, base.planned());
        replace(kept, base.kept());
        acknowledged.clear();
        base.acknowledged().forEach(at -> acknowledged.put(at.source(), at.cursor()));
        outputs = base.outputs();
        states.clear();
        base.states().forEach(stored -> states.put(stored.operator(), stored));
        accumulators.clear();
        base.accumulators().forEach(total -> accumulators.put(total.accumulator(), total.value()));
        files.clear();
        for (StoredOperator stored : states.values()) {
            files.add(stored.files());
            stored.chains().forEach(chain -> weigh(chain.parts()));
        }
        kept.forEach(each -> files.add(each.files()));
    }

    private void weigh(List<StoredPart> parts) {
        parts.forEach(part -> part.extents().forEach(extent -> files.weigh(extent.file(), extent.length())));
    }

    private void plan(Planned batch) throws IOException {
        Planned before = planned.isEmpty() ? sealed.peekLast() : planned.peekLast();
        if (before != null && batch.batch() != before.batch() + 1) {
            throw new IOException("batch " + batch.batch() + " follows batch " + before.batch());
        }
        planned.addLast(batch);
    }

    private void seal(Sealed seal) throws IOException {
        if (seal.epoch() != epoch + 1 || !committed) {
            throw new IOException("epoch " + seal.epoch() + " follows epoch " + epoch
                    + (committed ? "" : ", which is not committed"));
        }
        epoch = seal.epoch();
        committed = false;
        for (Planned batch; (batch = planned.peekFirst()) != null && batch.batch() <= seal.lastBatch(); ) {
            planned.removeFirst();
            advance(acknowledged, batch);
            sealed.addLast(batch);
        }
        outputs = seal.outputs();
        for (Stored stored : seal.states()) {
            String operator = stored.operator();
            StoredOperator before = states.getOrDefault(operator, StoredOperator.none(operator));
            StoredOperator after = before.then(stored.parts());
            states.put(operator, after);
            weigh(stored.parts());
            if (stored.parts().stream().anyMatch(StoredPart::whole)) {
                files.add(after.files());
                files.remove(before.files());
            } else {
                files.add(files(stored.parts())); // an operator stores once an epoch, so they are new
            }
        }
        accumulators.clear();
        seal.accumulators().forEach(total -> accumulators.put(total.accumulator(), total.value()));
        kept.addAll(seal.kept());
        seal.kept().forEach(each -> files.add(each.files()));
    }

    private static Set<String> files(List<StoredPart> parts) {
        Set<String> files = new HashSet<>();
        parts.forEach(part -> part.extents().forEach(extent -> files.add(extent.file())));
        return files;
    }

    private void commit(LogEntry.Committed commit) throws IOException {
        if (commit.epoch() != epoch) {
            throw new IOException("epoch " + commit.epoch() + " is committed where epoch " + epoch + " was sealed");
        }
        committed = true;
        outputs = List.of();
        while (sealed.size() > 1 && sealed.getFirst().batch() < commit.oldest()) {
            sealed.removeFirst();
        }
        while (!kept.isEmpty() && kept.getFirst().batch() < commit.oldest()) {
            files.remove(kept.removeFirst().files());
        }
    }

    /** The last sealed batch, or null if none is. */
    @Nullable
    Planned last() {
        return sealed.peekLast();
    }

    /** The id of the oldest sealed batch that lies at most {@code reach} milliseconds before the last one; 0 if none is sealed. */
    long oldest(long reach) {
        Planned last = sealed.peekLast();
        if (last == null) {
            return 0;
        }
        for (Planned batch : sealed) {
            if (batch.time() >= last.time() - reach) {
                return batch.batch();
            }
        }
        return last.batch();
    }

    /** Takes the same in the bytes of this version of the program, in place of those of an earlier one. */
    void rewrite(
            List<Planned> sealedNow,
            List<Planned> plannedNow,
            Map<String, byte[]> acknowledgedNow,
            List<Output> outputsNow) {
        replace(sealed, sealedNow);
        replace(planned, plannedNow);
        replace(acknowledged, acknowledgedNow);
        outputs = List.copyOf(outputsNow);
    }

    /** Takes the totals of accumulators, likewise. */
    void rewrite(List<Total> totals) {
        accumulators.clear();
        totals.forEach(total -> accumulators.put(total.accumulator(), total.value()));
    }

    /** Lets go of states and sources that the program does not have any more. */
    void drop(Set<String> names) {
        for (String name : names) {
            StoredOperator stored = states.remove(name);
            if (stored != null) {
                files.remove(stored.files());
            }
        }
        acknowledged.keySet().removeAll(names);
        accumulators.keySet().removeAll(names);
        outputs = outputs.stream()
                .filter(output -> !names.contains(output.output()))
                .toList();
    }

    /** The files of states and of what was kept. */
    Set<String> files() {
        return files.all();
    }

    /** The files that were among {@link #files} and are no more, with what is known of their bytes; each is told once. */
    Map<String, Long> takeUnnamedFiles() {
        return files.takeUnnamed();
    }

    /** All of this as one entry. */
    Base base() {
        return new Base(
                epoch,
                committed,
                List.copyOf(sealed),
                List.copyOf(planned),
                acknowledged.entrySet().stream()
                        .map(at -> new At(at.getKey(), at.getValue()))
                        .toList(),
                outputs,
                List.copyOf(states.values()),
                accumulators.entrySet().stream()
                        .map(total -> new Total(total.getKey(), total.getValue()))
                        .toList(),
                List.copyOf(kept),
                interval);
    }

    private static void advance(Map<String, byte[]> cursors, Planned batch) {
        for (Share share : batch.shares()) {
            byte[] end = share.end();
            if (end != null) {
                cursors.put(share.source(), end);
            }
        }
    }

    private static void replace(Map<String, byte[]> entries, Map<String, byte[]> others) {
        entries.clear();
        entries.putAll(others);
    }

    private static <E> void replace(Deque<E> entries, List<E> others) {
        entries.clear();
        entries.addAll(others);
    }
}
