package io.sakia.bench.overload;

import io.sakia.connector.Sink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Another sink, which hangs when it is told to: once in publishing, or once in a task that writes. */
record HangingSink<T, S extends Sink.Staged>(Sink<T, S> sink) implements Sink<T, S> {
    /** Where it hangs. */
    enum At {
        NOWHERE,
        PUBLISH,
        WRITE
    }

    private static final AtomicReference<At> NEXT = new AtomicReference<>(At.NOWHERE);
    private static volatile long millis;

    /** Lets the next publishing or the next writing hang for so long. */
    static void hang(At at, long forMillis) {
        millis = forMillis;
        NEXT.set(at);
    }

    private static void hangAt(At at) throws InterruptedException {
        if (NEXT.get() == at && NEXT.compareAndSet(at, At.NOWHERE)) {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public String description() {
        return sink.description();
    }

    @Override
    public WriterFactory<T, S> writers() {
        WriterFactory<T, S> writers = sink.writers();
        return target -> new Hanging<>(writers.open(target));
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
                hangAt(At.PUBLISH);
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

    private record Hanging<T, S extends Staged>(Writer<T, S> writer) implements Writer<T, S> {
        @Override
        public void write(T record) throws Exception {
            hangAt(At.WRITE);
            writer.write(record);
        }

        @Override
        public S stage() throws Exception {
            return writer.stage();
        }

        @Override
        public void abort() throws Exception {
            writer.abort();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
