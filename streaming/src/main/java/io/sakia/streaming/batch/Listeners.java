package io.sakia.streaming.batch;

import io.sakia.streaming.event.StreamingListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all listeners; what one throws is logged. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<StreamingListener> listeners = new CopyOnWriteArrayList<>();

    /** Adds a listener. */
    public void add(StreamingListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void remove(StreamingListener listener) {
        listeners.remove(listener);
    }

    /** Whether nobody listens. */
    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void tell(Consumer<StreamingListener> event) {
        for (StreamingListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("the listener {} failed; the stream goes on", listener, e);
            }
        }
    }
}
