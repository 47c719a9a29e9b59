package io.sakia.bench.peers.jet;

import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import com.hazelcast.jet.pipeline.StreamSource;
import io.sakia.bench.peers.work.Schedule;
import io.sakia.bench.peers.work.Workload;

/** Puts out every second of the records that are due. A source has one of these for each of its processors. */
final class Scheduled {
    private long next;

    private Scheduled(int part) {
        this.next = part;
    }

    static StreamSource<Schedule.Timed> source() {
        return SourceBuilder.stream("scheduled records", context -> new Scheduled(context.globalProcessorIndex()))
                .<Schedule.Timed>fillBufferFn(Scheduled::fill)
                .distributed(Workload.PARTS)
                .build();
    }

    private void fill(SourceBuffer<Schedule.Timed> buffer) {
        for (long due = Schedule.here().due(); next < due; next += Workload.PARTS) {
            buffer.add(Schedule.here().record(next));
        }
    }
}
