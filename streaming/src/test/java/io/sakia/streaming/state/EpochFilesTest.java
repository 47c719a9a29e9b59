package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.codec.Shapes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EpochFilesTest {
    private static final String FIRST = "state/0000000007-3-0.0.1-0.state";
    private static final String SECOND = "state/0000000007-3-0.0.1-1.state";

    private final ScriptedStore store = new ScriptedStore();
    private final EpochFiles files = new EpochFiles(store, 3, "0.0.1");

    @Test
    void appendsOneAfterTheOtherAndEndsWithASync() throws Exception {
        Extent first = append(7, 100);
        Extent second = append(7, 50);
        assertThat(first).isEqualTo(new Extent(FIRST, first.offset(), 100));
        assertThat(second).isEqualTo(new Extent(FIRST, first.offset() + 100, 50));
        assertThat(first.meets(second)).isTrue();
        assertThat(files.end(7, true, Set.of(FIRST))).containsExactly(FIRST);
        assertThat(store.calls)
                .containsExactly("create", "write", "write", "write", "sync", "close", "sync of folder state");
        assertThat(append(8, 10).file()).startsWith("state/0000000008-3-");
    }

    @Test
    void doesNotSyncWhereOnlyTheProcessMayDie() throws Exception {
        append(7, 100);
        assertThat(files.end(7, false, Set.of(FIRST))).containsExactly(FIRST);
        assertThat(store.calls).containsExactly("create", "write", "write", "close");
    }

    @Test
    void syncsWhatOtherExecutorsHaveWritten() throws Exception {
        append(7, 100);
        assertThat(files.end(7, true, Set.of(FIRST, "state/other"))).containsExactlyInAnyOrder(FIRST, "state/other");
        assertThat(store.calls).endsWith("sync", "close", "sync of state/other", "sync of folder state");
    }

    @Test
    void cutsOffAnAppendThatFailed() throws Exception {
        Extent first = append(7, 100);
        store.failing.add("write");
        assertThatThrownBy(() -> append(7, 60))
                .isInstanceOf(IOException.class)
                .hasMessage("the state file " + FIRST + " in memory could not be appended to at byte "
                        + (first.offset() + 100) + ": no space; see that the disk has room and works, then start again:"
                        + " nothing of the epoch counts yet");
        store.failing.clear();
        assertThat(append(7, 60)).isEqualTo(new Extent(FIRST, first.offset() + 100, 60));
    }

    @Test
    void goesToAnotherFileWhereAFailedAppendCannotBeCutOff() throws Exception {
        append(7, 100);
        store.failing.addAll(List.of("write", "truncate"));
        assertThatThrownBy(() -> append(7, 60)).hasMessageContaining("no space");
        store.failing.clear();
        assertThat(append(7, 60).file()).isEqualTo(SECOND);
        assertThat(files.end(7, true, Set.of(FIRST, SECOND))).containsExactly(FIRST, SECOND);
    }

    @Test
    void neverUsesAFileAgainThatCouldNotBeSynced() throws Exception {
        append(7, 100);
        store.failing.add("sync");
        assertThatThrownBy(() -> files.end(7, true, Set.of(FIRST)))
                .hasMessageContaining(FIRST + " in memory could not be made durable: no space");
        store.failing.clear();
        assertThat(append(7, 60).file()).isEqualTo(SECOND);
        assertThat(files.end(7, true, Set.of(SECOND))).containsExactly(SECOND);
        assertThat(store.calls.stream().filter("close"::equals)).hasSize(2);
    }

    @Test
    void takesAnotherNameWhereAFileIsThere() throws Exception {
        store.files.put(FIRST, new byte[1]);
        assertThat(append(7, 1).file()).isEqualTo(SECOND);
    }

    @Test
    void refusesWhatComesTooLate() throws Exception {
        append(7, 1);
        append(8, 1);
        assertThatThrownBy(() -> append(7, 1)).isInstanceOf(IOException.class).hasMessageContaining("left over");
        assertThat(store.calls.stream().filter("close"::equals)).hasSize(1); // the file of epoch 7
    }

    private Extent append(long epoch, int length) throws IOException {
        return files.append(epoch, Shapes::none, new byte[length], length);
    }
}
