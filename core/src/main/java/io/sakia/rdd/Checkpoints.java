package io.sakia.rdd;

import io.sakia.connector.object.ObjectFormat;
import io.sakia.plan.CheckpointNode;
import io.sakia.plan.Origin;
import io.sakia.plan.Plan;
import io.sakia.plan.SourceNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Saves the RDDs of a context that are marked for it: after the first job that reads one of them, by another job, as object files in a
 * folder of this context's own.
 *
 * <pre>
 *   checkpoint folder / context's random name / rdd-1, rdd-2, …
 * </pre>
 */
final class Checkpoints {
    private final SakiaContext context;
    private @Nullable String folder;
    private int saved;
    /** Whether any RDD was ever marked. */
    private volatile boolean inUse;

    Checkpoints(SakiaContext context) {
        this.context = context;
    }

    /** Where to save from now on. */
    synchronized void setFolder(String path) {
        folder = context.fileStores(path).absolute(path) + "/" + UUID.randomUUID();
    }

    /** The folder of this context's own, or null if none was set. */
    synchronized @Nullable String folder() {
        return folder;
    }

    /** Notes that an RDD is to be saved. */
    synchronized void mark(Origin origin) {
        if (folder == null) {
            throw new IllegalStateException(
                    origin + " has no folder to save to: call setCheckpointDir(folder) on the SakiaContext first");
        }
        inUse = true;
    }

    /** Saves what a job has read and is marked; those that others are made of come first. Costs nothing where nothing is marked. */
    void saveMarked(Plan<?> plan) {
        if (inUse && !Thread.holdsLock(this)) { // the jobs that save read the same plans
            saveAll(plan);
        }
    }

    private synchronized void saveAll(Plan<?> plan) {
        unsaved(plan).forEach(this::save);
    }

    private <T> void save(CheckpointNode<T> node) {
        String place = folder + "/rdd-" + ++saved;
        Saving.to(place, context, node.origin(), node.current(), new ObjectFormat<>(context.registeredTypes()));
        node.saved(records(node, place), place);
    }

    @SuppressWarnings("unchecked") // what is read is what was written
    private <T> SourceNode<T> records(CheckpointNode<T> node, String place) {
        return (SourceNode<T>) (Plan<?>) Inputs.objects(
                node.origin(), context.fileStores(place), place, context.registeredTypes(), Object.class);
    }

    private static List<CheckpointNode<?>> unsaved(Plan<?> plan) {
        Set<Plan<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Plan<?>> open = new ArrayDeque<>(List.of(plan));
        List<CheckpointNode<?>> found = new ArrayList<>();
        while (!open.isEmpty()) {
            Plan<?> node = open.removeLast();
            if (seen.add(node)) {
                if (node instanceof CheckpointNode<?> checkpoint && !checkpoint.isSaved()) {
                    found.add(checkpoint);
                }
                open.addAll(node.inputs());
            }
        }
        Collections.reverse(found);
        return found;
    }
}
