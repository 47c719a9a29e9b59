package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Ledger;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Enters the hashes of results into the ledger. */
record LedgerSink<T>(HashOf<T> hash) implements Sink<T> {
    /** The hash of a result. */
    interface HashOf<T> extends Serializable {
        long of(T result);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Ledger.Page page = Ledger.here().page();
        return new SinkWriter<>() {
            @Override
            public void write(T result, Context at) {
                page.enter(hash.of(result));
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }
}
