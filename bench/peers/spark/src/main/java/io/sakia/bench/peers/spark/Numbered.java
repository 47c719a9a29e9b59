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
    private final Parts parts;
    private final ByNumber<T> record;

    /** Makes records. */
    interface ByNumber<T> extends Serializable {
        T make(long number);
    }

    /** Tells the number of the first record of a part of a batch; of the part after the last, that of the next batch. */
    interface Parts extends Serializable {
        long from(long batch, int part);
    }

    private Numbered(StreamingContext ssc, Parts parts, ByNumber<T> record, ClassTag<T> tag) {
        super(ssc, tag);
        this.parts = parts;
        this.record = record;
    }

    static <T> JavaDStream<T> stream(StreamingContext ssc, Parts parts, ByNumber<T> record) {
        @SuppressWarnings("unchecked") // as Spark's Java API does it: types of records are not known to it
        ClassTag<T> tag = (ClassTag<T>) ClassTag$.MODULE$.apply(Object.class);
        return new JavaDStream<>(new Numbered<>(ssc, parts, record, tag), tag);
    }

    @Override
    public Option<RDD<T>> compute(Time time) {
        long batch = GateClock.batch(time.milliseconds());
        Parts shape = parts;
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
