package io.sakia.bench.overload;

import io.sakia.streaming.receiver.Receiver;
import io.sakia.streaming.receiver.ReceiverStoppedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A sender that hands over the lines of a load as fast as it may, and waits when it is told to. */
final class PressedReceiver extends Receiver<String> {
    private static final long serialVersionUID = 1L;
    private static final int AT_ONCE = 500;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    /** What the load offers and what was handed over; receivers travel, so these do not belong to one. */
    private static LongSupplier offered = () -> 0;

    private static final AtomicLong HANDED_OVER = new AtomicLong();

    private transient volatile @Nullable Thread sender;

    /** A sender of the lines of which so many are there. */
    static PressedReceiver of(LongSupplier load) {
        offered = load;
        HANDED_OVER.set(0);
        return new PressedReceiver();
    }

    /** How many lines are in the stream's hands. */
    static long handedOver() {
        return HANDED_OVER.get();
    }

    @Override
    public void onStart() {
        Thread thread = new Thread(this::send, "sender");
        thread.setDaemon(true);
        sender = thread;
        thread.start();
    }

    private void send() {
        try {
            while (sender == Thread.currentThread()) {
                long from = HANDED_OVER.get();
                long to = Math.min(from + AT_ONCE, offered.getAsLong());
                if (to <= from) { // a load that begins anew may begin before what was handed over meanwhile
                    LockSupport.parkNanos(PAUSE);
                    continue;
                }
                List<String> lines = new ArrayList<>();
                for (long line = from; line < to; line++) {
                    lines.add(Lines.line(line));
                }
                store(lines);
                HANDED_OVER.set(to);
            }
        } catch (ReceiverStoppedException e) {
            // what was not stored was not handed over
        }
    }

    @Override
    public void onStop() {
        sender = null;
    }
}
