package io.sakia.conformance.crash;

import io.sakia.connector.Sink;
import java.io.IOException;
import java.util.List;

/** A sink whose publishing fails when an accident happens, before it has done anything. */
record FailingSink<T, S extends Sink.Staged>(Sink<T, S> sink, Accident accident) implements Sink<T, S> {
    @Override
    public String description() {
        return sink.description();
    }

    @Override
    public WriterFactory<T, S> writers() {
        return sink.writers();
    }

    @Override
    public Class<? extends Staged> stagedType() {
        return sink.stagedType();
    }

    @Override
    public Publisher<S> open() throws Exception {
        Publisher<S> publisher = sink.open();
        return new Publisher<>() {
            @Override
            public void publish(long epoch, List<S> staged) throws Exception {
                accident.chance();
                publisher.publish(epoch, staged);
            }

            @Override
            public void discard(List<S> staged) throws Exception {
                publisher.discard(staged);
            }

            @Override
            public void close() throws IOException {
                publisher.close();
            }
        };
    }
}
