package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import io.sakia.connector.codec.Shapes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochFilesTest {
    private static final String FIRST = "state/0000000007-3-0.0.1-0.state";
    private static final String SECOND = "state/0000000007-3-0.0.1-1.state";

    private final ScriptedStore store = new ScriptedStore();
    private final EpochFiles files = new EpochFiles(store, 3, "0.0.1");

    @Test
    void appendsOneAfterTheOtherAndClosesWithTheNextEpoch() throws Exception {
        Extent first = append(7, 100);
        Extent second = append(7, 50);
        assertThat(first).isEqualTo(new Extent(FIRST, first.offset(), 100));
        assertThat(second).isEqualTo(new Extent(FIRST, first.offset() + 100, 50));
        assertThat(first.meets(second)).isTrue();
        assertThat(store.calls).containsExactly("create", "write", "write", "write");
        assertThat(append(8, 10).file()).startsWith("state/0000000008-3-");
        assertThat(store.calls.subList(4, store.calls.size())).containsExactly("close", "create", "write", "write");
    }

    @Test
    void syncsEachFileThatIsNamedThenTheirFolder() throws Exception {
        folder(Durability.POWER).sync(List.of(part("state/b", "state/a"), part("state/b")));
        assertThat(store.calls).containsExactly("sync of state/a", "sync of state/b", "sync of folder state");
    }

    @Test
    void doesNotSyncWhereOnlyTheProcessMayDieOrNothingIsStored() throws Exception {
        folder(Durability.PROCESS).sync(List.of(part("state/a")));
        folder(Durability.POWER).sync(List.of(part()));
        assertThat(store.calls).isEmpty();
    }

    @Test
    void tellsWhatCouldNotBeMadeDurable() {
        store.failing.add("sync of state/a");
        assertThatThrownBy(() -> folder(Durability.POWER).sync(List.of(part("state/a"))))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "the state file state/a in memory could not be made durable: no space; see that the disk has room"
                                + " and works, then start again: nothing of the epoch counts yet");
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

    private StateFolder folder(Durability durability) {
        return new StateFolder(new OneStore(store), "checkpoint", 3, durability);
    }

    private static StoredPart part(String... in) {
        Increment increment = new Increment("op", 0, 1, 1, "1-0-x-1", Increment.EMPTY, 1, 1, 0);
        return new StoredPart(
                increment,
                7,
                true,
                Arrays.stream(in).map(file -> new Extent(file, 0, 1)).toList(),
                1,
                1);
    }

    private Extent append(long epoch, int length) throws IOException {
        return files.append(epoch, Shapes::none, new byte[length], length);
    }

    private record OneStore(ScriptedStore store) implements FileStores {
        @Override
        public FileStore open(String folder) {
            return store;
        }

        @Override
        public String absolute(String path) {
            return path;
        }
    }
}
