package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Delays;
import io.sakia.bench.peers.work.Ledger;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/** Enters the hashes of results into the ledger, and their delays if it is told when they were due. */
record LedgerSink<T>(HashOf<T> hash, @Nullable HashOf<T> due) implements Sink<T> {
    /** For results whose delays are not asked for. */
    LedgerSink(HashOf<T> hash) {
        this(hash, null);
    }

    /** The hash of a result, or when it was due. */
    interface HashOf<T> extends Serializable {
        long of(T result);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Ledger.Page page = Ledger.here().page();
        Delays.Page delays = Delays.here().page();
        return new SinkWriter<>() {
            @Override
            public void write(T result, Context at) {
                if (due != null) {
                    delays.enter(System.nanoTime() - due.of(result));
                }
                page.enter(hash.of(result));
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
