package io.sakia.bench.peers.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import com.hazelcast.jet.pipeline.SourceBuilder.TimestampedSourceBuffer;
import com.hazelcast.jet.pipeline.StreamSource;
import io.sakia.bench.peers.work.Gate;
import io.sakia.bench.peers.work.Workload;
import java.util.function.LongFunction;

/** Makes records of their numbers, one part of each batch. A source has one of these for each of its processors. */
final class Numbered<T> {
    /** How many records are put out in a call, so that calls cost nothing. */
    private static final int AT_ONCE = 1024;

    private final Workload workload;
    private final LongFunction<T> record;
    private final int part;
    private long batch;
    private long next;
    private long end;

    private Numbered(Workload workload, LongFunction<T> record, int part) {
        this.workload = workload;
        this.record = record;
        this.part = part;
    }

    /** A source of records without times. */
    static <T> StreamSource<T> source(Workload workload, FunctionEx<Long, T> record) {
        return SourceBuilder.stream(
                        workload.unit(),
                        context -> new Numbered<T>(workload, record::apply, context.globalProcessorIndex()))
                .<T>fillBufferFn(Numbered::fill)
                .distributed(Workload.PARTS)
                .build();
    }

    /**
     * A source of records with times, which are all that of the batch's begin. Jet lets time advance with records only; so behind each batch there is an end mark with
     * the time at which the next begins, which the pipeline filters out.
     */
    static <T> StreamSource<T> timed(Workload workload, long batchMillis, T endMark, FunctionEx<Long, T> record) {
        return SourceBuilder.timestampedStream(
                        workload.unit(),
                        context -> new Numbered<T>(workload, record::apply, context.globalProcessorIndex()))
                .<T>fillBufferFn((numbered, buffer) -> numbered.fill(buffer, batchMillis, endMark))
                .distributed(Workload.PARTS)
                .build();
    }

    private void fill(SourceBuffer<T> buffer) {
        if (mayGoOn()) {
            for (long to = Math.min(end, next + AT_ONCE); next < to; next++) {
                buffer.add(record.apply(next));
            }
        }
    }

    private void fill(TimestampedSourceBuffer<T> buffer, long batchMillis, T endMark) {
        if (mayGoOn()) {
            long time = (batch - 1) * batchMillis;
            for (long to = Math.min(end, next + AT_ONCE); next < to; next++) {
                buffer.add(record.apply(next), time);
            }
            if (next == end) {
                buffer.add(endMark, time + batchMillis);
            }
        }
    }

    private boolean mayGoOn() {
        if (next == end && Gate.here().open() > batch) {
            next = workload.from(batch, part);
            end = workload.from(batch, part + 1);
            batch++;
        }
        return next < end;
    }
}
