package io.sakia.bench.peers.spark;

import io.sakia.bench.peers.work.Workload;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaDStream;
import org.apache.spark.streaming.dstream.InputDStream;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** A stream whose tasks make records of their numbers, a batch of the workload in each of its own. */
@SuppressWarnings("deprecation") // all of DStreams is
final class Numbered<T> extends InputDStream<T> {
    private final Workload workload;
    private final ByNumber<T> record;

    /** Makes records. */
    interface ByNumber<T> extends Serializable {
        T make(long number);
    }

    private Numbered(StreamingContext ssc, Workload workload, ByNumber<T> record, ClassTag<T> tag) {
        super(ssc, tag);
        this.workload = workload;
        this.record = record;
    }

    static <T> JavaDStream<T> stream(StreamingContext ssc, Workload workload, ByNumber<T> record) {
        @SuppressWarnings("unchecked") // as Spark's Java API does it: types of records are not known to it
        ClassTag<T> tag = (ClassTag<T>) ClassTag$.MODULE$.apply(Object.class);
        return new JavaDStream<>(new Numbered<>(ssc, workload, record, tag), tag);
    }

    @Override
    public Option<RDD<T>> compute(Time time) {
        long batch = GateClock.batch(time.milliseconds());
        Workload shape = workload;
        ByNumber<T> maker = record;
        return Option.apply(JavaSparkContext.fromSparkContext(context().sparkContext())
                .parallelize(List.of(0, 1), Workload.PARTS)
                .flatMap(part -> records(maker, shape.from(batch, part), shape.from(batch, part + 1)))
                .rdd());
    }

    private static <T> Iterator<T> records(ByNumber<T> maker, long from, long to) {
        return new Iterator<>() {
            private long next = from;

            @Override
            public boolean hasNext() {
                return next < to;
            }

            @Override
            public T next() {
                return maker.make(next++);
            }
        };
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}
}
