package io.sakia.streaming.receiver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The memory that records may take while they wait for a batch, shared by the receivers of a stream. Half of it belongs to them in even parts; the other half
 * is for whoever needs it. So one that brings much leaves room for those that bring little.
 *
 * <pre>
 *   100 bytes, two receivers    │ 25 of a │ 25 of b │ 50 for both │      a alone has at most 75, while b has none
 * </pre>
 *
 * Thread-safe.
 */
public final class WaitingMemory {
    private static final long MOST = 256L << 20;
    /** So much of what the engine may hold. */
    private static final int PART = 8;

    private final long bytes;
    private final List<Share> shares = new CopyOnWriteArrayList<>();
    private long common;

    /** A number of bytes, from 1 to a quarter of the largest long. */
    public WaitingMemory(long bytes) {
        if (bytes < 1 || bytes > Long.MAX_VALUE / 4) {
            throw new IllegalArgumentException(
                    "from 1 to " + Long.MAX_VALUE / 4 + " bytes must be allowed to wait, not " + bytes);
        }
        this.bytes = bytes;
    }

    /** What is right beside an engine that may hold so many bytes: an eighth, and at most 256 MiB. */
    public static WaitingMemory beside(long engine) {
        return new WaitingMemory(Math.max(1, Math.min(MOST, engine / PART)));
    }

    /** How many bytes there are in all. */
    public long bytes() {
        return bytes;
    }

    /**
     * A receiver's share.
     *
     * @param freed run, outside of locks, when another share has given something back, so that there may be room
     */
    Share join(Runnable freed) {
        Share share = new Share(freed);
        shares.add(share);
        return share;
    }

    /** What one receiver holds of it. */
    final class Share {
        private final Runnable freed;
        private long held;
        private long ofCommon;

        private Share(Runnable freed) {
            this.freed = freed;
        }

        /** Takes bytes if there are so many within so many times the bound; gives whether that was so. */
        boolean claim(long more, int times) {
            synchronized (WaitingMemory.this) {
                long half = bytes * times / 2;
                long beyond = Math.max(0, held + more - (bytes * times - half) / shares.size());
                if (common - ofCommon + beyond > half) {
                    return false;
                }
                take(more);
                return true;
            }
        }

        /** Takes bytes, whether there are so many or not. */
        void force(long more) {
            synchronized (WaitingMemory.this) {
                take(more);
            }
        }

        /** Gives bytes back. {@link #tell} is to follow, without a lock held. */
        void free(long less) {
            synchronized (WaitingMemory.this) {
                take(-less);
            }
        }

        /** Tells the others that there may be room. */
        void tell() {
            for (Share share : shares) {
                if (share != this) {
                    share.freed.run();
                }
            }
        }

        private void take(long more) {
            held += more;
            common -= ofCommon;
            ofCommon = Math.max(0, held - (bytes - bytes / 2) / shares.size());
            common += ofCommon;
        }
    }
}
