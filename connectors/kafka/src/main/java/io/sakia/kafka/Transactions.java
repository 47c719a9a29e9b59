package io.sakia.kafka;

import java.io.Closeable;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Transactions under one id, one at a time. With its records, a transaction commits a mark: the number of the epoch.
 *
 * <pre>
 *   recover ── begin ── send … ── commit(7) ── begin ── …
 *      ▲                              │ fails: nobody knows whether it is committed
 *      └──────────────────────────────┘
 * </pre>
 */
interface Transactions extends Closeable {
    /** No epoch's. */
    long NO_MARK = -1;

    /**
     * Shuts out whoever else has this id, ends what he has left open, and makes this one ready, also after any failure.
     *
     * @return the mark of the last transaction that is committed, or {@link #NO_MARK}
     */
    long recover();

    /** Begins a transaction. */
    void begin();

    /** Sends a record; what fails may be thrown later. */
    void send(ProducerRecord<byte[], byte[]> record);

    /** Commits all that was sent, with a mark. */
    void commit(long epoch);

    @Override
    void close();
}
