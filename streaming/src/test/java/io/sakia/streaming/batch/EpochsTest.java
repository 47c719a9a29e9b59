package io.sakia.streaming.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.plan.Origin;
import io.sakia.streaming.graph.Batch;
import io.sakia.streaming.graph.OutputOperation;
import io.sakia.streaming.graph.OutputScope;
import io.sakia.streaming.graph.StreamGraph;
import io.sakia.streaming.time.Time;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EpochsTest {
    private final List<String> story = new ArrayList<>();
    private final BatchLog log = new StoryLog(story);
    private final FakeInput input = new FakeInput(story);

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
        return new Epochs(new StreamGraph(List.of(input), List.of(outputs)), log, (folder, epoch) -> Map.of(), length);
    }

    private static Batch batch(long id) {
        return new Batch(id, new Time(id * 1000), new Time((id - 1) * 1000), new Time(0));
    }

    private boolean add(Epochs epochs, Batch batch) {
        input.planned = batch.id();
        return epochs.add(batch);
    }

    @Test
    void sealsThenPublishesInOrderThenCommits() throws Exception {
        Epochs epochs = epochs(0, output("first", false), output("second", false));

        assertThat(add(epochs, batch(1))).isTrue();
        epochs.end();

        assertThat(story)
                .containsExactly(
                        "sealed 1: 1 to 1", "first publishes 1", "second publishes 1", "committed 1", "source 1");
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
                        "sealed 1: 1 to 3",
                        "out publishes 1",
                        "committed 1",
                        "source 3",
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
        assertThat(story).containsExactly("sealed 1: 1 to 1", "first publishes 1");
    }
}
