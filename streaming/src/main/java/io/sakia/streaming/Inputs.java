package io.sakia.streaming;

import io.sakia.connector.FileStores;
import io.sakia.connector.Range;
import io.sakia.connector.RangeReader;
import io.sakia.connector.Source;
import io.sakia.connector.text.FileRange;
import io.sakia.local.HeapSetting;
import io.sakia.plan.Origin;
import io.sakia.plan.UserApi;
import io.sakia.rdd.RDD;
import io.sakia.rdd.SakiaConf;
import io.sakia.streaming.batch.Listeners;
import io.sakia.streaming.batch.ReceiverEvents;
import io.sakia.streaming.graph.QueueOperator;
import io.sakia.streaming.graph.SourceOperator;
import io.sakia.streaming.receiver.Receiver;
import io.sakia.streaming.receiver.ReceiverSettings;
import io.sakia.streaming.receiver.ReceiverSource;
import io.sakia.streaming.receiver.SocketReceiver;
import io.sakia.streaming.receiver.WaitingMemory;
import io.sakia.streaming.source.DirectorySettings;
import io.sakia.streaming.source.DirectorySource;
import io.sakia.streaming.source.FolderListing;
import io.sakia.streaming.time.Clock;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Makes the streams of a context that come from outside. */
@UserApi
final class Inputs {
    /** What an engine may hold, as it reads it. */
    private static final HeapSetting MEMORY = new HeapSetting("sakia.memory", 90, 64 << 10);

    private final StreamingContext ssc;
    private final Clock clock;
    private final Listeners listeners;
    private int receivers;
    private @Nullable WaitingMemory waiting;

    Inputs(StreamingContext ssc, Clock clock, Listeners listeners) {
        this.ssc = ssc;
        this.clock = clock;
        this.listeners = listeners;
    }

    <T, R extends Range> InputDStream<T> source(Origin origin, Source<T, R> source) {
        return new InputDStream<>(ssc, new SourceOperator<>(origin, source));
    }

    InputDStream<byte[]> records(Origin origin, String folder, int recordLength) {
        if (recordLength < 1) {
            throw new IllegalArgumentException(origin + " needs records of at least 1 byte, not " + recordLength);
        }
        return source(
                origin,
                DirectorySource.records(
                        folder,
                        recordLength,
                        DirectorySettings.defaults(),
                        ssc.sakiaContext().fileStores(folder)));
    }

    <T> InputDStream<T> files(
            Origin origin, String folder, DirectorySettings settings, RangeReader<T, FileRange> reader) {
        FileStores stores = ssc.sakiaContext().fileStores(folder);
        return source(origin, new DirectorySource<>(folder, settings.withListing(FolderListing.on(stores)), reader));
    }

    InputDStream<String> lines(Origin origin, String folder) {
        FileStores stores = ssc.sakiaContext().fileStores(folder);
        return source(origin, DirectorySource.text(folder, DirectorySettings.defaults(), stores));
    }

    <T> InputDStream<T> socket(Origin origin, SocketReceiver<T> receiver) {
        return received(origin, receiver.toString(), receiver);
    }

    <T> InputDStream<T> receiver(Origin origin, Receiver<T> receiver) {
        return received(origin, "receiver " + receiver.getClass().getSimpleName(), receiver);
    }

    <T> InputDStream<T> queue(Origin origin, Queue<RDD<T>> queue, boolean oneAtATime, @Nullable RDD<T> otherwise) {
        if (otherwise != null && otherwise.context() != ssc.sakiaContext()) {
            throw new IllegalArgumentException(
                    origin
                            + ": the default RDD is of another context: make it by the sakiaContext() of this StreamingContext");
        }
        return new InputDStream<>(ssc, new QueueOperator<>(origin, queue, oneAtATime, otherwise));
    }

    private <T> InputDStream<T> received(Origin origin, String description, Receiver<T> receiver) {
        ReceiverEvents events = new ReceiverEvents(listeners);
        ReceiverSettings settings = settings(ssc.sakiaContext().conf())
                .withWaitingMemory(waiting())
                .withClock(clock)
                .withListener(events);
        SourceOperator<T, ?> operator =
                new SourceOperator<>(origin, new ReceiverSource<>(receivers++, description, receiver, settings));
        events.feeds(operator);
        return new InputDStream<>(ssc, operator);
    }

    /** One for all receivers: what waits in all of them is bounded. */
    private WaitingMemory waiting() {
        WaitingMemory known = waiting;
        if (known == null) {
            SakiaConf conf = ssc.sakiaContext().conf();
            WaitingMemory usual =
                    WaitingMemory.beside(MEMORY.bytes(conf.get(MEMORY.key()).orElse("50%")));
            known = new WaitingMemory(
                    number(conf, "sakia.receiver.maxWaitingBytes", Long.MAX_VALUE / 4, usual.bytes()));
            waiting = known;
        }
        return known;
    }

    private static ReceiverSettings settings(SakiaConf conf) {
        ReceiverSettings defaults = ReceiverSettings.defaults();
        return defaults.withMostWaiting(Math.toIntExact(
                        number(conf, "sakia.receiver.maxWaitingRecords", Integer.MAX_VALUE, defaults.mostWaiting())))
                .withMaxRate(number(
                        conf, "sakia.receiver.maxRate", ReceiverSettings.HIGHEST_RATE, ReceiverSettings.ANY_RATE));
    }

    private static long number(SakiaConf conf, String key, long most, long otherwise) {
        long value = conf.getLong(key, 1).orElse(otherwise);
        if (value > most && value != otherwise) {
            throw new IllegalArgumentException(key + " is '" + value + "', but must be at most " + most);
        }
        return value;
    }
}
