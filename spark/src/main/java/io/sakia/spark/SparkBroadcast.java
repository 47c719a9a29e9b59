package io.sakia.spark;

import io.sakia.Broadcast;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkException;

/** A value that Spark's broadcast carries. */
final class SparkBroadcast<T> implements Broadcast<T> {
    private static final long serialVersionUID = 1L;
    private static final String GONE =
            "this broadcast was destroyed, or its executors are gone: keep it until its last job has ended";

    private final org.apache.spark.broadcast.Broadcast<T> carried;

    private SparkBroadcast(org.apache.spark.broadcast.Broadcast<T> carried) {
        this.carried = carried;
    }

    static <T> SparkBroadcast<T> of(SparkContext spark, T value) {
        try {
            return new SparkBroadcast<>(spark.broadcast(value, Tags.any()));
        } catch (Throwable e) {
            if (e instanceof java.io.NotSerializableException) {
                throw Unserializable.in("what is broadcast", e);
            }
            throw e;
        }
    }

    @Override
    public T value() {
        try {
            return carried.value();
        } catch (Throwable e) {
            if (e instanceof SparkException) {
                throw new IllegalStateException(GONE, e);
            }
            throw e;
        }
    }

    @Override
    public void destroy() {
        if (carried.isValid()) {
            carried.destroy();
        }
    }

    /** Spark refuses to send a destroyed broadcast without saying who reads it; the operator that does says it when it runs. */
    private Object writeReplace() {
        return carried.isValid() ? this : new Destroyed<>();
    }

    private static final class Destroyed<T> implements Broadcast<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public T value() {
            throw new IllegalStateException(GONE);
        }

        @Override
        public void destroy() {}
    }
}
