package io.sakia.conformance.table;

import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.testkit.StreamTester;
import org.jspecify.annotations.Nullable;

/** What cases run on: the engine that a master URL names. Used by one thread. */
public final class Target implements AutoCloseable {
    private final String master;
    private @Nullable SakiaContext shared;

    /** The engine of a master URL. */
    public Target(String master) {
        this.master = master;
    }

    /** The master URL. */
    public String master() {
        return master;
    }

    /** Settings of a context of a case's own. */
    public SakiaConf conf() {
        return new SakiaConf().setMaster(master).setAppName("conformance");
    }

    /** A context that cases share; they leave it open. */
    public SakiaContext context() {
        SakiaContext context = shared;
        if (context == null) {
            context = new SakiaContext(conf());
            shared = context;
        }
        return context;
    }

    /** Settings of a stream tester. */
    public StreamTester.Builder tester() {
        closeShared(); // some engines allow one context at a time
        return StreamTester.builder().master(master);
    }

    /** Closes the shared context; a new one is made when it is asked for. */
    public void closeShared() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }

    @Override
    public void close() {
        closeShared();
    }

    @Override
    public String toString() {
        return master;
    }
}
