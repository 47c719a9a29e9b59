package io.sakia.streaming.batch;

import io.sakia.streaming.event.ReceiverInfo;
import io.sakia.streaming.graph.InputOperator;
import io.sakia.streaming.receiver.ReceiverListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Passes on to a stream's listeners what a receiver tells, under the name that its input has in the program. */
public final class ReceiverEvents implements ReceiverListener {
    private final Listeners listeners;
    private volatile @Nullable InputOperator<?> input;

    /** Passes on to these listeners. */
    public ReceiverEvents(Listeners listeners) {
        this.listeners = listeners;
    }

    /** The input that the receiver feeds: it is made after its receiver, and named later still. */
    public void feeds(InputOperator<?> operator) {
        input = operator;
    }

    @Override
    public void started(ReceiverInfo receiver) {
        ReceiverInfo named = named(receiver);
        listeners.tell(listener -> listener.onReceiverStarted(named));
    }

    @Override
    public void error(ReceiverInfo receiver) {
        ReceiverInfo named = named(receiver);
        listeners.tell(listener -> listener.onReceiverError(named));
    }

    @Override
    public void restarting(ReceiverInfo receiver, String reason, Duration delay) {
        ReceiverInfo named = named(receiver);
        listeners.tell(listener -> listener.onReceiverRestarting(named, reason, delay));
    }

    @Override
    public void stopped(ReceiverInfo receiver, String reason) {
        ReceiverInfo named = named(receiver);
        listeners.tell(listener -> listener.onReceiverStopped(named, reason));
    }

    private ReceiverInfo named(ReceiverInfo receiver) {
        InputOperator<?> fed = input;
        String name = fed == null ? null : fed.name();
        return name == null ? receiver : receiver.named(name);
    }
}
