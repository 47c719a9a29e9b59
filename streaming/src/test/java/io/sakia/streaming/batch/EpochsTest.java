package io.sakia.streaming.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Sink;
import io.sakia.plan.Origin;
import io.sakia.streaming.event.StreamingListener;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Alarm;
import io.sakia.streaming.time.Clock;
import io.sakia.streaming.time.Time;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private final List<String> story = new ArrayList<>();
    private final BatchLog log = new StoryLog(story);
    private final FakeInput input = new FakeInput(story);
    private final Listeners listeners = new Listeners();
    private final Deque<Runnable> begun = new ArrayDeque<>();
    private final List<Long> staged = new ArrayList<>();
    private boolean tellsStaging;
    private EpochEnds ends = EpochEnds.by(Runnable::run);

    private OutputOperation output(String name, boolean fails) {
        return new OutputOperation(Origin.internal("to"), input) {
            @Override
            public void run(OutputScope scope, Batch batch) {}

            @Override
            public void publish(long epoch) throws IOException {
                if (fails) {
                    throw new IOException("the disk is full");
                }
                story.add(name + " publishes " + epoch);
            }
        };
    }

    private Epochs epochs(long length, OutputOperation... outputs) {
        return new Epochs(
                new StreamGraph(List.of(input), List.of(outputs)),
                log,
                (folder, epoch) -> Map.of(),
                ends,
                listeners,
                length);
    }

    private static Batch batch(long id) {
        return new Batch(id, new Time(id * 1000), new Time((id - 1) * 1000), new Time(0));
    }

    private boolean add(Epochs epochs, Batch batch) {
        input.planned = batch.id();
        staged.add(batch.id());
        if (tellsStaging) {
            story.add("stages " + batch.id());
        }
        return epochs.add(batch);
    }

    @Test
    void sealsThenPublishesInOrderThenCommits() throws Exception {
        Epochs epochs = epochs(0, output("first", false), output("second", false));

        assertThat(add(epochs, batch(1))).isTrue();
        epochs.end();

        assertThat(story)
                .containsExactly(
                        "cut",
                        "sealed 1: 1 to 1",
                        "first publishes 1",
                        "second publishes 1",
                        "committed 1",
                        "source 1");
    }

    @Test
    void gathersBatchesUntilTheEpochIsLongEnough() throws Exception {
        Epochs epochs = epochs(3000, output("out", false));

        assertThat(add(epochs, batch(1))).isFalse();
        assertThat(add(epochs, batch(2))).isFalse();
        assertThat(add(epochs, batch(3))).isTrue();
        epochs.end();
        assertThat(epochs.isOpen()).isFalse();
        add(epochs, batch(4));
        assertThat(epochs.isOpen()).isTrue();
        epochs.end();

        assertThat(story)
                .containsExactly(
                        "cut",
                        "sealed 1: 1 to 3",
                        "out publishes 1",
                        "committed 1",
                        "source 3",
                        "cut",
                        "sealed 2: 4 to 4",
                        "out publishes 2",
                        "committed 2",
                        "source 4");
    }

    @Test
    void commitsNothingThatWasNotPublished() throws Exception {
        Epochs epochs = epochs(0, output("first", false), output("second", true));
        add(epochs, batch(1));

        assertThatThrownBy(epochs::end).isInstanceOf(IOException.class).hasMessage("the disk is full");
        assertThat(story).containsExactly("cut", "sealed 1: 1 to 1", "first publishes 1");
    }

    @Test
    void batchesGoOnWhileAnEpochEndsAndBelongToTheNextOne() throws Exception {
        ends = EpochEnds.by(begun::add);
        Epochs epochs = epochs(0, staging());
        add(epochs, batch(1));
        epochs.end();
        add(epochs, batch(2));
        epochs.collect();
        assertThat(story).containsExactly("stages 1", "cut", "stages 2");

        begun.remove().run();
        assertThat(story)
                .containsExactly(
                        "stages 1",
                        "cut",
                        "stages 2",
                        "sealed 1: 1 to 1",
                        "publishes [1]",
                        "committed 1"); // no source yet
        epochs.collect();
        assertThat(story).endsWith("committed 1", "source 1", "told 1");
        epochs.end();
        begun.remove().run();
        assertThat(epochs.close()).isNull();
        assertThat(story)
                .endsWith("told 1", "cut", "sealed 2: 2 to 2", "publishes [2]", "committed 2", "source 2", "told 2");
    }

    @Test
    void cutsTheNextEpochWhenTheLastOneIsOver() throws Exception {
        ends = EpochEnds.by(end -> {}); // whoever waits runs it
        Epochs epochs = epochs(0, staging());
        add(epochs, batch(1));
        epochs.end();
        add(epochs, batch(2));
        epochs.end();
        assertThat(story)
                .containsExactly(
                        "stages 1",
                        "cut",
                        "stages 2",
                        "sealed 1: 1 to 1",
                        "publishes [1]",
                        "committed 1",
                        "source 1",
                        "told 1",
                        "cut");
        assertThat(epochs.close()).isNull();
        assertThat(story).endsWith("cut", "sealed 2: 2 to 2", "publishes [2]", "committed 2", "source 2", "told 2");
    }

    @Test
    void tellsAFailureAsSoonAsItIsAsked() throws Exception {
        ends = EpochEnds.by(begun::add);
        Epochs epochs = epochs(0, output("out", true));
        add(epochs, batch(1));
        epochs.end();
        epochs.collect();
        begun.remove().run();
        assertThatThrownBy(epochs::collect).isInstanceOf(IOException.class).hasMessage("the disk is full");
        assertThat(epochs.close()).isNull(); // it was told
        assertThat(story).containsExactly("cut", "sealed 1: 1 to 1");
    }

    @Test
    void tellsAFailureAtTheCloseThatNobodyAskedFor() throws Exception {
        ends = EpochEnds.by(begun::add);
        Epochs epochs = epochs(0, output("out", true));
        add(epochs, batch(1));
        epochs.end();
        assertThat(epochs.close()).hasMessage("the disk is full");
    }

    @Test
    void anEpochThatIsAbandonedBeforeItWasBegunIsNotSealed() throws Exception {
        ends = EpochEnds.by(begun::add);
        Epochs epochs = epochs(0, staging());
        add(epochs, batch(1));
        epochs.end();
        epochs.abandon();
        assertThat(story).containsExactly("stages 1", "cut");
    }

    @Test
    void endsBesideTheLoopOnAThreadThatTheClockKnows() throws Exception {
        ManualWaiting clock = new ManualWaiting();
        CountDownLatch ended = new CountDownLatch(1); // the loop may come to the end of the first itself
        EpochThread thread = new EpochThread(clock, ended::countDown);
        ends = thread;
        Epochs epochs = epochs(0, staging());
        add(epochs, batch(1));
        epochs.end();
        add(epochs, batch(2));
        epochs.end();
        ended.await();
        assertThat(epochs.close()).isNull();
        assertThat(story.stream().filter(line -> line.startsWith("told"))).containsExactly("told 1", "told 2");
        assertThat(clock.registered).hasValue(0);
    }

    /** An output that stages the number of each batch; its listener tells what is committed. */
    private OutputOperation staging() {
        tellsStaging = true;
        listeners.add(new StreamingListener() {
            @Override
            public void onEpochCommitted(long epoch, long firstBatch, long lastBatch) {
                story.add("told " + epoch);
            }
        });
        return new OutputOperation(Origin.internal("to"), input) {
            private List<Long> sealed = List.of();

            @Override
            public void run(OutputScope scope, Batch batch) {}

            @Override
            public List<? extends Sink.Staged> seal() {
                sealed = List.copyOf(staged);
                staged.clear();
                return List.of();
            }

            @Override
            public void publish(long epoch) {
                story.add("publishes " + sealed);
            }
        };
    }

    /** A clock that counts who waits by it. */
    private static final class ManualWaiting implements Clock {
        final AtomicInteger registered = new AtomicInteger();

        @Override
        public long millis() {
            return 0;
        }

        @Override
        public void await(Alarm alarm, long deadline) throws InterruptedException {
            while (!alarm.awaitRing(Long.MAX_VALUE / 2_000_000)) {
                assertThat(deadline).isEqualTo(Long.MAX_VALUE);
            }
        }

        @Override
        public void register(Alarm alarm) {
            registered.incrementAndGet();
        }

        @Override
        public void unregister(Alarm alarm) {
            registered.decrementAndGet();
        }
    }
}
