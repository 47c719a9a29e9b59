package io.sakia.bench.peers.work;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Where results are entered. There is one in a JVM: systems copy what they are given, so sinks find it here. */
public final class Ledger {
    private static final Ledger HERE = new Ledger();

    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private volatile @Nullable Throwable failure;
    private Tally entered = Tally.NONE;

    private Ledger() {}

    /** The ledger of this JVM. */
    public static Ledger here() {
        return HERE;
    }

    /** A page for a sink that enters result by result, on one thread. */
    public Page page() {
        Page page = new Page();
        pages.add(page);
        return page;
    }

    /** Enters many results at once, from any thread. */
    public synchronized void enter(long results, long checksum) {
        entered = entered.plus(new Tally(results, checksum));
    }

    /** Says that the job has ended, with what ended it; null if it was meant to. */
    public void fail(@Nullable Throwable reason) {
        failure = reason == null ? new IllegalStateException("the job has ended") : reason;
    }

    /** What ended the job; null while it runs. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** All results. */
    public Tally total() {
        Tally total;
        synchronized (this) {
            total = entered;
        }
        for (Page page : pages) {
            total = total.plus(page.tally());
        }
        return total;
    }

    /** The results of one sink, which only it writes. */
    public static final class Page {
        private static final VarHandle RESULTS;

        static {
            try {
                RESULTS = MethodHandles.lookup().findVarHandle(Page.class, "results", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private long checksum;
        private long results;

        private Page() {}

        /** Enters a result; as cheap as two stores. */
        public void enter(long hash) {
            checksum += hash;
            RESULTS.setRelease(this, results + 1);
        }

        private Tally tally() {
            long seen = (long) RESULTS.getAcquire(this);
            return new Tally(seen, checksum);
        }
    }
}
