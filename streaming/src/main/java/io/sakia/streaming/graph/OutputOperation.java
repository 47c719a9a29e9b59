package io.sakia.streaming.graph;

import io.sakia.connector.Published;
import io.sakia.connector.Sink;
import io.sakia.connector.Staging;
import io.sakia.plan.Origin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a program does with a stream, once a batch: the leaves of its graph. */
public abstract class OutputOperation {
    private final Origin origin;
    private final Operator<?> input;
    private @Nullable String name;

    /** An output of one stream. */
    protected OutputOperation(Origin origin, Operator<?> input) {
        this.origin = origin;
        this.input = input;
    }

    /** The operation, the name and the user's line. */
    public final Origin origin() {
        return origin.named(name);
    }

    /** What is put out. */
    public final Operator<?> input() {
        return input;
    }

    /** The name that the user or {@link Names} gave, or null. */
    public final @Nullable String name() {
        return name;
    }

    /** Gives a name. */
    public final void name(String newName) {
        this.name = newName;
    }

    /** Where the output may keep what it needs in later runs, if there is a checkpoint; said before {@link #open}. */
    public void stageIn(Staging staging) {}

    /** Opens what the output writes to, before the first batch. */
    public void open() throws Exception {}

    /** Puts a batch out; called only where the input puts out. */
    public abstract void run(OutputScope scope, Batch batch) throws Exception;

    /** Ends the epoch: gives what was staged in it, which {@link #publish} makes visible. */
    public List<? extends Sink.Staged> seal() {
        return List.of();
    }

    /** The class of what it stages, or null if it stages nothing. */
    public @Nullable Class<? extends Sink.Staged> stagedType() {
        return null;
    }

    /** Where a batch stands once it is published, for tools that run it again and compare. */
    public Optional<? extends Published<?>> published(Batch batch) {
        return Optional.empty();
    }

    /** Takes what an earlier run has sealed and perhaps not published, in place of {@link #seal}. */
    public void restore(List<? extends Sink.Staged> staged) {
        if (!staged.isEmpty()) {
            throw new IllegalStateException(origin() + " stages nothing, so it can't publish " + staged);
        }
    }

    /** Makes the sealed epoch's output visible. */
    public void publish(long epoch) throws Exception {}

    /**
     * Removes what was staged and will never be published.
     *
     * @param sealed whether what was sealed and is not published is removed too: nobody will publish it later
     */
    public void discard(boolean sealed) throws Exception {}

    /** Frees everything. */
    public void close() throws Exception {}
}
