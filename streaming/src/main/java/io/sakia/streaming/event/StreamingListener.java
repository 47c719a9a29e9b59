package io.sakia.streaming.event;

import io.sakia.engine.Skew;
import io.sakia.engine.SlowTask;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears what a stream does. Methods about batches are called on the batch loop's thread, one after another: a listener that takes long
 * delays the next batch. Methods about receivers are called on the receivers' threads, those about tasks and
 * keys on one of the engine's. What a listener throws is logged and goes no
 * further.
 *
 * <pre>{@code
 * ssc.addStreamingListener(new StreamingListener() {
 *     public void onBatchCompleted(BatchInfo batch) { meter.record(batch.totalDelay()); }
 * });
 * }</pre>
 */
public interface StreamingListener {
    /** The stream has started, before its first batch. */
    default void onStreamingStarted(String description) {}

    /** A batch begins. */
    default void onBatchStarted(BatchInfo batch) {}

    /** A batch is done: all its state has advanced and all its outputs have run. */
    default void onBatchCompleted(BatchInfo batch) {}

    /** A batch failed, and with it the stream. */
    default void onBatchFailed(BatchInfo batch, Throwable failure) {}

    /** A task takes much longer than others like it, and runs still. Called on a thread of the engine's. */
    default void onSlowTask(SlowTask task) {}

    /** A key has so many records that its partition gets many more than the others. Told once for each operator and key, on a thread of the engine's. */
    default void onSkew(Skew skew) {}

    /** An epoch's output is published. With a checkpoint, batches of the next epoch may have run meanwhile. */
    default void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {}

    /** The stream has stopped, with what made it stop, or null if it was stopped or has ended. */
    default void onStreamingStopped(@Nullable Throwable failure) {}

    /** A receiver runs, for the first time or again. */
    default void onReceiverStarted(ReceiverInfo receiver) {}

    /** A receiver reported an error and goes on. */
    default void onReceiverError(ReceiverInfo receiver) {}

    /** A receiver stopped, for a reason, and will be started again after {@code delay}. */
    default void onReceiverRestarting(ReceiverInfo receiver, String reason, Duration delay) {}

    /** A receiver stopped for good, for a reason: by itself, or because its stream stops. If it failed, its last error says so. */
    default void onReceiverStopped(ReceiverInfo receiver, String reason) {}
}
