package io.sakia.streaming.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.LocalFileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {
    private static final LogSettings POWER = LogSettings.defaults();
    private static final LogSettings PROCESS = new LogSettings(Durability.PROCESS, 1000);

    private final MemoryStore store = new MemoryStore();

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static SegmentLog begin(FileStore store, LogSettings settings, String base) throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", settings);
        log.begin(bytes(base));
        return log;
    }

    static String text(LogRecord record) {
        return record.kind() + new String(record.payload(), UTF_8);
    }

    static List<String> all(SegmentLog log) throws IOException {
        List<String> seen = new ArrayList<>();
        log.replay(record -> seen.add(text(record)));
        return seen;
    }

    private static List<String> newest(SegmentLog log) throws IOException {
        List<String> seen = new ArrayList<>();
        log.replayNewest(record -> seen.add(text(record)));
        return seen;
    }

    private List<String> reopened() throws IOException {
        try (SegmentLog log = SegmentLog.open(store, "log", POWER)) {
            return all(log);
        }
    }

    @Test
    void readsWhatWasWritten(@TempDir Path folder) throws IOException {
        FileStore local = new LocalFileStore(folder.resolve("checkpoint"));
        try (SegmentLog log = begin(local, POWER, "b1")) {
            assertThat(log.generation()).isEqualTo(1);
            log.append(1, bytes("one"));
            LogRecord.Place two = log.append(2, new byte[100_000]);
            log.sync();
            assertThat(SegmentLog.read(local, "log", two).payload()).hasSize(100_000);
        }
        try (SegmentLog log = SegmentLog.open(local, "log", PROCESS)) {
            List<LogRecord> records = new ArrayList<>();
            log.replay(records::add);
            assertThat(records).extracting(LogRecord::kind).containsExactly(SegmentLog.BASE, 1, 2);
            assertThat(records.get(1).payload()).isEqualTo(bytes("one"));
            log.begin(bytes("b2"));
            log.append(3, bytes("three"));
            log.sync();
            log.deleteBefore(log.segment());
        }
        try (SegmentLog log = SegmentLog.open(local, "log", POWER)) {
            assertThat(log.generation()).isEqualTo(3);
            assertThat(all(log)).containsExactly("0b2", "3three");
        }
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        try (SegmentLog log = SegmentLog.open(store, "log", POWER)) {
            assertThat(all(log)).isEmpty();
            assertThat(newest(log)).isEmpty();
            assertThat(log.older()).isEmpty();
        }
    }

    @Test
    void keepsEmptyRecords() throws IOException {
        begin(store, POWER, "").append(7, new byte[0]);
        assertThat(reopened()).containsExactly("0", "7");
    }

    @Test
    void showsOlderSegmentsToWhomNeedsThem() throws IOException {
        SegmentLog log = begin(store, POWER, "b1");
        log.append(1, bytes("one"));
        log.roll(bytes("b2"));
        log.append(1, bytes("two"));
        assertThat(log.segment()).isEqualTo(2);
        assertThat(log.generation()).isEqualTo(1);
        SegmentLog next = SegmentLog.open(store, "log", POWER);
        assertThat(newest(next)).containsExactly("0b2", "1two");
        assertThat(all(next)).containsExactly("0b1", "1one", "0b2", "1two");
        assertThat(next.older()).extracting(OlderSegment::begun).containsExactly(true, true);
    }

    @Test
    void deletesWhatIsNotNeeded() throws IOException {
        SegmentLog log = begin(store, POWER, "b1");
        log.roll(bytes("b2"));
        log.roll(bytes("b3"));
        log.deleteBefore(2);
        assertThat(store.paths()).containsExactly("log/0000000002.log", "log/0000000003.log");
        assertThat(reopened()).containsExactly("0b2", "0b3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.deleteBefore(4))
                .withMessageContaining("segment 3 is being written");
    }

    @Test
    void startsThatEndEarlyCountNothing() throws IOException {
        SegmentLog first = begin(store, POWER, "b1");
        first.append(1, bytes("one"));
        first.sync();
        for (int i = 0; i < 3; i++) {
            SegmentLog.open(store, "log", POWER).close();
        }
        try (SegmentLog log = SegmentLog.open(store, "log", POWER)) {
            assertThat(log.generation()).isEqualTo(5);
            assertThat(all(log)).containsExactly("0b1", "1one");
            assertThat(log.older()).extracting(OlderSegment::begun).containsExactly(true, false, false, false);
            log.begin(bytes("b5"));
        }
        assertThat(reopened()).containsExactly("0b1", "1one", "0b5");
    }

    @Test
    void theOlderWriterIsFenced() throws IOException {
        SegmentLog old = begin(store, POWER, "b1");
        SegmentLog young = SegmentLog.open(store, "log", POWER);
        old.append(1, bytes("late"));
        assertThatThrownBy(old::sync)
                .isInstanceOf(FencedException.class)
                .hasMessage(
                        "another driver has taken over the log memory/log: generation 2 follows generation 1, which is this"
                                + " one's, so this driver publishes nothing more and must be stopped; let only one driver at a time use"
                                + " the folder");
        assertThatThrownBy(() -> old.append(1, bytes("later"))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> old.roll(bytes("b"))).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> old.deleteBefore(1)).isInstanceOf(FencedException.class);
        young.begin(bytes("b2"));
        young.deleteBefore(2);
        assertThatThrownBy(old::requireNewest).isInstanceOf(FencedException.class);
        assertThat(reopened()).containsExactly("0b2");
    }

    @Test
    void isFencedAlsoIfAllTracesOfTheNextAreGone() throws IOException {
        SegmentLog old = begin(store, POWER, "b1");
        SegmentLog.open(store, "log", POWER).close();
        SegmentLog young = begin(store, POWER, "b3");
        young.deleteBefore(3);
        assertThatThrownBy(old::sync)
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("one that has deleted segment 1");
    }

    @Test
    void aRollThatFindsItsSegmentTakenIsFenced() throws IOException {
        SegmentLog old = begin(store, POWER, "b1");
        SegmentLog.open(store, "log", POWER).close();
        assertThatThrownBy(() -> old.roll(bytes("b")))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("generation 2");
    }

    @Test
    void aRollThatFindsItsSegmentTakenAndDeletedIsFenced() throws IOException {
        SegmentLog old = begin(store, POWER, "b1");
        SegmentLog.open(store, "log", POWER).close();
        begin(store, POWER, "b3").deleteBefore(3);
        assertThatThrownBy(() -> old.roll(bytes("b")))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("one that has deleted segment 1");
        assertThatThrownBy(() -> old.append(1, bytes("late"))).isInstanceOf(FencedException.class);
        assertThat(reopened()).containsExactly("0b3");
    }

    @Test
    void aStartThatWasOvertakenBeforeItsBaseIsFenced() throws IOException {
        SegmentLog slow = SegmentLog.open(store, "log", POWER);
        SegmentLog quick = begin(store, POWER, "quick");
        assertThatThrownBy(() -> slow.begin(bytes("slow"))).isInstanceOf(FencedException.class);
        quick.append(1, bytes("one"));
        quick.sync();
        assertThat(reopened()).containsExactly("0quick", "1one"); // though segment 1 has a base by now
    }

    @Test
    void whatAnOlderWriterAppendsLaterNeverCounts() throws IOException {
        SegmentLog old = begin(store, POWER, "b1");
        old.append(1, bytes("read"));
        SegmentLog second = SegmentLog.open(store, "log", POWER);
        old.append(1, bytes("stale"));
        assertThat(all(second)).containsExactly("0b1", "1read");
        second.begin(bytes("b2"));
        old.append(1, bytes("very stale"));
        assertThat(reopened()).containsExactly("0b1", "1read", "0b2");
        SegmentLog third = begin(store, POWER, "b4");
        third.deleteBefore(1);
        old.append(1, bytes("stale for ever"));
        assertThat(reopened()).containsExactly("0b1", "1read", "0b2", "0b4");
        SegmentLog fourth = begin(store, POWER, "b6");
        fourth.roll(bytes("b7"));
        fourth.deleteBefore(2);
        assertThat(reopened()).containsExactly("0b2", "0b4", "0b6", "0b7");
    }

    @Test
    void anUnnamedSegmentThatComesBackCountsNothing() throws IOException {
        SegmentLog log = begin(store, POWER, "b1");
        byte[] first = store.bytes("log/0000000001.log");
        log.roll(bytes("b2"));
        log.deleteBefore(2);
        log.roll(bytes("b3"));
        store.put("log/0000000001.log", first); // its deletion was lost with the power
        assertThat(reopened()).containsExactly("0b2", "0b3");
    }

    @Test
    void syncsNothingInModeProcess() throws IOException {
        SegmentLog log = begin(store, PROCESS, "b1");
        LogRecord.Place place = log.append(1, bytes("one"));
        log.sync();
        log.roll(bytes("b2"));
        assertThat(store.calls()).noneMatch(call -> call.startsWith("sync"));
        assertThat(log.isDurable(place)).isTrue();
    }

    @Test
    void isDurableAfterSync() throws IOException {
        SegmentLog log = begin(store, POWER, "b1");
        LogRecord.Place one = log.append(1, bytes("one"));
        assertThat(log.isDurable(one)).isFalse();
        log.sync();
        assertThat(log.isDurable(one)).isTrue();
        LogRecord.Place two = log.append(1, bytes("two"));
        assertThat(log.isDurable(two)).isFalse();
        log.roll(bytes("b2"));
        assertThat(log.isDurable(one)).isTrue();
        assertThat(log.isDurable(two)).isTrue();
    }

    @Test
    void isDurableBeforeItSaysSo() throws IOException {
        SegmentLog log = begin(store, POWER, "b1");
        assertThat(store.calls())
                .containsExactly(
                        "create log/0000000001.log",
                        "sync of folder log",
                        "write log/0000000001.log",
                        "write log/0000000001.log",
                        "write log/0000000001.log",
                        "sync log/0000000001.log",
                        "sync of folder log",
                        "write log/0000000001.log");
        log.close();
        store.calls().clear();
        begin(store, POWER, "b2");
        assertThat(store.calls()).containsSubsequence("sync of log/0000000001.log", "write log/0000000002.log");
    }

    @Test
    void aSegmentIsLargeOncePastItsSizeAndItsBases() throws IOException {
        SegmentLog log = begin(store, PROCESS, "b1");
        log.append(1, new byte[500]);
        assertThat(log.isLarge()).isFalse();
        log.append(1, new byte[500]);
        assertThat(log.isLarge()).isTrue();
        log.roll(new byte[5000]);
        log.append(1, new byte[1100]);
        assertThat(log.isLarge()).isFalse();
        log.append(1, new byte[5000]);
        assertThat(log.isLarge()).isTrue();
    }

    @Test
    void otherFilesAreLeftAlone() throws IOException {
        store.put("log/notes.txt", bytes("mine"));
        store.put("log/00000000001.log", bytes("eleven digits"));
        store.put("log/old/0000000009.log", bytes("deeper"));
        store.put("logs/0000000009.log", bytes("another folder"));
        SegmentLog log = begin(store, POWER, "b1");
        assertThat(log.segment()).isEqualTo(1);
        log.roll(bytes("b2"));
        log.deleteBefore(2);
        assertThat(store.paths()).contains("log/notes.txt", "log/00000000001.log", "log/old/0000000009.log");
    }

    @Test
    void callsOutOfOrderAreRefused() throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", POWER);
        assertThatIllegalStateException()
                .isThrownBy(() -> log.append(1, bytes("early")))
                .withMessageContaining("not begun");
        log.begin(bytes("b1"));
        assertThatIllegalStateException().isThrownBy(() -> log.begin(bytes("again")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.append(0, bytes("a base")))
                .withMessageContaining("from 1 to 239, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> log.append(240, bytes("a mark")));
        log.close();
        assertThatIllegalStateException().isThrownBy(log::sync).withMessageContaining("closed");
        assertThatIllegalArgumentException().isThrownBy(() -> new LogSettings(Durability.POWER, 0));
    }
}
