package io.sakia.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.checkpoint.LogEntry.Output;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.checkpoint.LogEntry.Share;
import io.sakia.streaming.checkpoint.LogEntry.Stored;
import io.sakia.streaming.checkpoint.LogEntry.Total;
import io.sakia.streaming.state.Extent;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StoredPart;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    private static Planned planned(long batch) {
        Share share = new Share("words", List.of(), new byte[] {(byte) batch});
        return new Planned(batch, batch * 1000, (batch - 1) * 1000, 0, 0, 2, batch, 7, List.of(share), List.of());
    }

    private static Sealed sealed(long epoch, long first, long last) {
        return new Sealed(
                epoch,
                first,
                last,
                List.of(new Output("out", List.of(new byte[] {1}))),
                List.of(),
                List.of(new Total("bad lines", new byte[] {(byte) epoch})),
                List.of(new Kept("seen", last, List.of("kept/" + last))));
    }

    private void take(LogEntry... entries) throws IOException {
        for (LogEntry entry : entries) {
            ledger.take(entry);
        }
    }

    private static List<Long> ids(List<Planned> batches) {
        return batches.stream().map(Planned::batch).toList();
    }

    @Test
    void tellsWhatIsSealedWhatRunsAgainAndWhatIsToBePublished() throws Exception {
        take(planned(1), planned(2), sealed(1, 1, 2), planned(3));

        assertThat(ledger.epoch()).isEqualTo(1);
        assertThat(ledger.isCommitted()).isFalse();
        assertThat(ids(ledger.sealed())).containsExactly(1L, 2L);
        assertThat(ids(ledger.planned())).containsExactly(3L);
        assertThat(ledger.outputs()).hasSize(1);
        assertThat(ledger.acknowledged().get("words")).containsExactly(2);
        assertThat(ledger.cursors().get("words")).containsExactly(3);
        assertThat(ledger.accumulators().get("bad lines")).containsExactly(1);
    }

    @Test
    void aCommitLetsGoOfWhatIsPublishedAndOfBatchesThatNobodyReads() throws Exception {
        take(planned(1), planned(2), sealed(1, 1, 2), new Committed(1, 1));
        take(planned(3), planned(4), sealed(2, 3, 4));
        assertThat(ledger.oldest(0)).isEqualTo(4);
        assertThat(ledger.oldest(2000)).isEqualTo(2);
        assertThat(ledger.oldest(60_000)).isEqualTo(1);

        take(new Committed(2, ledger.oldest(1000)));

        assertThat(ledger.isCommitted()).isTrue();
        assertThat(ledger.outputs()).isEmpty();
        assertThat(ids(ledger.sealed())).containsExactly(3L, 4L);
        assertThat(ledger.files()).containsExactly("kept/4");
        assertThat(ledger.takeUnnamedFiles()).containsOnlyKeys("kept/2");
        assertThat(ledger.takeUnnamedFiles()).isEmpty();
    }

    @Test
    void tellsWhichFilesNoStateIsStoredInAnyMore() throws Exception {
        seal(
                1,
                stored("counts", part(0, 1, true, "a"), part(1, 1, true, "a")),
                stored("users", part(0, 1, true, "a"), part(1, 1, true, "a")));
        seal(2, stored("counts", part(0, 2, false, "b"), part(1, 2, false)));
        seal(3, stored("counts", part(0, 3, true, "c")), stored("users", part(0, 3, true, "c"), part(1, 3, true, "c")));
        assertThat(ledger.takeUnnamedFiles()).containsOnlyKeys("b");
        assertThat(ledger.files()).containsExactlyInAnyOrder("a", "c");

        seal(4, stored("counts", part(1, 4, true, "d")));
        assertThat(ledger.takeUnnamedFiles()).containsOnlyKeys("a");

        ledger.drop(Set.of("users"));
        assertThat(ledger.files()).containsExactlyInAnyOrder("c", "d");
        ledger.drop(Set.of("counts"));
        assertThat(ledger.takeUnnamedFiles()).containsOnlyKeys("c", "d");
    }

    @Test
    void takesTheFilesOfStatesFromABase() throws Exception {
        seal(1, stored("counts", part(0, 1, true, "a"), part(1, 1, true, "a")));
        seal(2, stored("counts", part(0, 2, false, "b")));
        Ledger copy = new Ledger();
        copy.take(ledger.base());
        assertThat(copy.files()).containsExactlyInAnyOrder("a", "b");

        copy.take(planned(3));
        copy.take(sealing(3, stored("counts", part(0, 3, true, "c"), part(1, 3, true, "c"))));
        assertThat(copy.takeUnnamedFiles()).containsOnlyKeys("a", "b");
    }

    private void seal(long epoch, Stored... states) throws IOException {
        take(planned(epoch), sealing(epoch, states), new Committed(epoch, epoch));
    }

    private static Sealed sealing(long epoch, Stored... states) {
        return new Sealed(epoch, epoch, epoch, List.of(), List.of(states), List.of(), List.of());
    }

    private static Stored stored(String operator, StoredPart... parts) {
        return new Stored(operator, List.of(parts));
    }

    /** What is stored of one of two partitions. */
    private static StoredPart part(int partition, long epoch, boolean whole, String... files) {
        List<Extent> extents =
                Stream.of(files).map(file -> new Extent(file, 0, 100)).toList();
        Increment increment =
                new Increment("any", partition, 2, epoch, epoch + "-" + partition, Increment.EMPTY, 10, 1, 0);
        return new StoredPart(increment, epoch, whole, extents, extents.size(), 100L * extents.size());
    }

    @Test
    void theBaseOfASegmentSaysAllOfIt() throws Exception {
        take(planned(1), sealed(1, 1, 1), new Committed(1, 1), planned(2), sealed(2, 2, 2), planned(3));
        Ledger copy = new Ledger();
        copy.take(ledger.base());

        assertThat(copy.epoch()).isEqualTo(2);
        assertThat(copy.isCommitted()).isFalse();
        assertThat(ids(copy.sealed())).isEqualTo(ids(ledger.sealed()));
        assertThat(ids(copy.planned())).containsExactly(3L);
        assertThat(copy.outputs()).isEqualTo(ledger.outputs());
        assertThat(copy.acknowledged()).isEqualTo(ledger.acknowledged());
        assertThat(copy.accumulators()).isEqualTo(ledger.accumulators());
        assertThat(copy.kept()).isEqualTo(ledger.kept());
    }

    @Test
    void refusesWhatDoesNotFollow() throws Exception {
        take(planned(1));
        assertThatThrownBy(() -> take(planned(3)))
                .isInstanceOf(IOException.class)
                .hasMessage("batch 3 follows batch 1");
        assertThatThrownBy(() -> take(sealed(2, 1, 1))).hasMessage("epoch 2 follows epoch 0");
        take(sealed(1, 1, 1));
        assertThatThrownBy(() -> take(sealed(2, 2, 2))).hasMessage("epoch 2 follows epoch 1, which is not committed");
        assertThatThrownBy(() -> take(new Committed(2, 1))).hasMessage("epoch 2 is committed where epoch 1 was sealed");
    }

    @Test
    void dropsWhatTheProgramHasNoMore() throws Exception {
        take(planned(1), sealed(1, 1, 1));
        ledger.drop(Set.of("words", "out"));

        assertThat(ledger.acknowledged()).isEmpty();
        assertThat(ledger.outputs()).isEmpty();
    }
}
