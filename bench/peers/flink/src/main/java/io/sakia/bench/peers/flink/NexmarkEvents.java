package io.sakia.bench.peers.flink;

import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.NexmarkWork;
import io.sakia.nexmark.Auction;
import io.sakia.nexmark.Bid;
import io.sakia.nexmark.Event;
import io.sakia.nexmark.Person;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/**
 * The events of NEXMark as Flink's own rows: a number for the kind, a person, auction or bid, and the time. As {@link Numbered}, each subtask makes one part of each batch, with a
 * watermark behind it.
 */
record NexmarkEvents() implements Source<RowData, Part, Integer> {
    /** How many parts of batches were given by all subtasks. */
    static final AtomicLong GIVEN = new AtomicLong();

    static final int PERSON = 0;
    static final int AUCTION = 1;
    static final int BID = 2;

    private static final int AT_ONCE = 256;

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<Part, Integer> createEnumerator(SplitEnumeratorContext<Part> context) {
        return new Parts(context);
    }

    @Override
    public SplitEnumerator<Part, Integer> restoreEnumerator(SplitEnumeratorContext<Part> context, Integer nothing) {
        return new Parts(context);
    }

    @Override
    public SimpleVersionedSerializer<Part> getSplitSerializer() {
        return new IntegerSerializer<>(Part::number, Part::new);
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new IntegerSerializer<>(number -> number, number -> number);
    }

    @Override
    public SourceReader<RowData, Part> createReader(SourceReaderContext context) {
        return new Maker();
    }

    private static RowData row(Event event) {
        TimestampData time = TimestampData.fromEpochMillis(event.time());
        if (event instanceof Bid bid) {
            return GenericRowData.of(
                    BID,
                    null,
                    null,
                    GenericRowData.of(
                            bid.auction(),
                            bid.bidder(),
                            bid.price(),
                            text(bid.channel()),
                            text(bid.url()),
                            text(bid.extra())),
                    time);
        } else if (event instanceof Auction auction) {
            return GenericRowData.of(
                    AUCTION,
                    null,
                    GenericRowData.of(
                            auction.id(),
                            text(auction.item()),
                            text(auction.description()),
                            auction.initialBid(),
                            auction.reserve(),
                            TimestampData.fromEpochMillis(auction.expires()),
                            auction.seller(),
                            auction.category(),
                            text(auction.extra())),
                    null,
                    time);
        }
        Person person = (Person) event;
        return GenericRowData.of(
                PERSON,
                GenericRowData.of(
                        person.id(),
                        text(person.name()),
                        text(person.email()),
                        text(person.creditCard()),
                        text(person.city()),
                        text(person.state()),
                        text(person.extra())),
                null,
                null,
                time);
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static final class Maker implements SourceReader<RowData, Part> {
        private volatile CompletableFuture<Void> available = new CompletableFuture<>();
        private int part = -1;
        private long batch;
        private long next;
        private long end;

        @Override
        public void start() {
            Gate.here().onOpen(() -> available.complete(null));
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RowData> output) {
            if (next == end) {
                available = new CompletableFuture<>();
                if (part >= 0 && Gate.here().isEnded()) {
                    return InputStatus.END_OF_INPUT;
                }
                if (part < 0 || Gate.here().open() <= batch) {
                    return InputStatus.NOTHING_AVAILABLE;
                }
                next = NexmarkWork.from(batch, part);
                end = NexmarkWork.from(batch, part + 1);
            }
            long to = Math.min(end, next + AT_ONCE);
            for (; next < to; next++) {
                Event event = NexmarkWork.event(next);
                output.collect(row(event), event.time());
            }
            if (next == end) {
                output.emitWatermark(new Watermark(NexmarkWork.end(batch, part) - 1));
                batch++;
                GIVEN.incrementAndGet();
            }
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            CompletableFuture<Void> current = available;
            if (next < end || (part >= 0 && Gate.here().open() > batch)) {
                current.complete(null);
            }
            return current;
        }

        @Override
        public void addSplits(List<Part> parts) {
            part = parts.get(0).number();
            available.complete(null);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<Part> snapshotState(long checkpoint) {
            return List.of(new Part(part));
        }

        @Override
        public void close() {}
    }
}
