package io.sakia.conformance.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.rdd.SakiaConf;
import io.sakia.rdd.SakiaContext;
import io.sakia.streaming.StreamingContext;
import io.sakia.streaming.time.BatchInterval;
import io.sakia.streaming.time.Durations;
import io.sakia.testkit.ManualClock;
import io.sakia.testkit.MemorySource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and jobs on one context. */
@Timeout(60)
class SharedContextTest {
    private static volatile CountDownLatch begun = new CountDownLatch(1);
    private static volatile CountDownLatch done = new CountDownLatch(1);

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @Test
    void streamsOnOneContextEndEachByItself() {
        ManualClock clock = new ManualClock();
        MemorySource<Integer> ones = new MemorySource<>("ones");
        MemorySource<Integer> twos = new MemorySource<>("twos");
        try (SakiaContext context = new SakiaContext(new SakiaConf().setMaster("local[2]"))) {
            StreamingContext first = stream(context, clock, ones);
            StreamingContext second = stream(context, clock, twos);
            ones.add(1);
            twos.add(2, 2);
            clock.advance(Durations.seconds(1));
            first.close();
            twos.add(2);
            clock.advance(Durations.seconds(1));
            second.stop();
            assertThat(events).containsExactlyInAnyOrder("ones 1", "twos 2", "twos 1");
            assertThat(context.parallelize(List.of(1, 2, 3)).count()).isEqualTo(3);
        }
    }

    /** The last task of the job waits until the batch is over: if the batch waited for the job, neither would end. */
    @Test
    void aBatchDoesNotWaitForALongJob() throws Exception {
        begun = new CountDownLatch(1);
        done = new CountDownLatch(1);
        ManualClock clock = new ManualClock();
        MemorySource<Integer> ones = new MemorySource<>("ones");
        try (SakiaContext context = new SakiaContext(new SakiaConf().setMaster("local[2]"))) {
            FutureTask<Long> job = new FutureTask<>(() -> context.parallelize(List.of(1, 2, 3, 4, 5, 6, 7, 8), 8)
                    .map(x -> {
                        begun.countDown();
                        if (x == 8) {
                            done.await();
                        }
                        return x;
                    })
                    .count());
            StreamingContext stream = stream(context, clock, ones);
            Thread caller = new Thread(job, "caller");
            caller.start();
            begun.await();
            ones.add(1);
            clock.advance(Durations.seconds(1)); // returns when the batch is over, which the job is not
            assertThat(events).containsExactly("ones 1");
            done.countDown();
            assertThat(job.get()).isEqualTo(8);
            stream.close();
        }
    }

    private StreamingContext stream(SakiaContext context, ManualClock clock, MemorySource<Integer> source) {
        StreamingContext stream = new StreamingContext(context, BatchInterval.fixed(Durations.seconds(1)), clock);
        stream.source(source).foreachRDD(rdd -> {
            long count = rdd.count();
            if (count > 0) {
                events.add(source.description() + " " + count);
            }
        });
        stream.start();
        return stream;
    }
}
