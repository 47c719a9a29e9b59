package io.sakia.streaming.log;

import static io.sakia.streaming.log.SegmentLogTest.all;
import static io.sakia.streaming.log.SegmentLogTest.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a log does when its store fails, and when it ends between any two changes. */
class SegmentLogFailureTest {
    private final MemoryStore store = new MemoryStore();

    private SegmentLog begun() throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", LogSettings.defaults());
        log.begin(bytes("b1"));
        return log;
    }

    private List<String> reopened() throws IOException {
        try (SegmentLog log = SegmentLog.open(store.copy(), "log", LogSettings.defaults())) {
            return all(log);
        }
    }

    @Test
    void aFailedAppendIsTakenBack() throws IOException {
        SegmentLog log = begun();
        log.append(1, bytes("one"));
        long before = log.bytes();
        store.fail(0, 1);
        assertThatIOException()
                .isThrownBy(() -> log.append(1, bytes("two")))
                .withMessageContaining("nothing was appended to memory/log/0000000001.log at byte " + before);
        assertThat(store.bytes("log/0000000001.log")).hasSize((int) before);
        assertThat(log.mustRoll()).isFalse();
        log.append(1, bytes("three"));
        log.sync();
        assertThat(reopened()).containsExactly("0b1", "1one", "1three");
    }

    @Test
    void aSegmentWhoseEndCannotBeTakenBackIsLeft() throws IOException {
        SegmentLog log = begun();
        LogRecord.Place one = log.append(1, bytes("one"));
        store.fail(0, 2); // the write and the truncation
        assertThatIOException().isThrownBy(() -> log.append(1, bytes("two")));
        store.failNever();
        assertThat(log.mustRoll()).isTrue();
        assertThatIOException()
                .isThrownBy(() -> log.append(1, bytes("three")))
                .withMessageContaining("in doubt after a failure: roll");
        assertThat(reopened()).containsExactly("0b1", "1one");
        log.roll(bytes("b2"));
        assertThat(log.isDurable(one)).isTrue();
        log.append(1, bytes("three"));
        assertThat(reopened()).containsExactly("0b1", "1one", "0b2", "1three");
    }

    @Test
    void aFailedSyncIsNeverTriedAgain() throws IOException {
        SegmentLog log = begun();
        LogRecord.Place one = log.append(1, bytes("one"));
        log.sync();
        LogRecord.Place two = log.append(1, bytes("two"));
        store.fail(0, 1);
        assertThatIOException()
                .isThrownBy(log::sync)
                .withMessageContaining("memory/log/0000000001.log could not be made durable behind byte")
                .withMessageContaining("go on in a new segment, or stop");
        assertThat(log.mustRoll()).isTrue();
        assertThatIOException().isThrownBy(log::sync).withMessageContaining("in doubt");
        store.calls().clear();
        log.roll(bytes("b2"));
        assertThat(store.calls()).doesNotContain("sync log/0000000001.log");
        assertThat(log.isDurable(one)).isTrue();
        assertThat(log.isDurable(two)).isFalse();
        log.append(1, bytes("two again"));
        log.sync();
        assertThat(reopened()).containsExactly("0b1", "1one", "0b2", "1two again");
    }

    @Test
    void aRollThatFailsIsTriedAgain() throws IOException {
        SegmentLog probe = begun();
        store.failNever();
        probe.roll(bytes("b"));
        int changes = store.changes();
        assertThat(changes).isEqualTo(8);
        for (int failed = 0; failed < changes; failed++) {
            MemoryStore fresh = new MemoryStore();
            SegmentLog log = SegmentLog.open(fresh, "log", LogSettings.defaults());
            log.begin(bytes("b1"));
            log.append(1, bytes("one"));
            log.sync();
            LogRecord.Place two = log.append(1, bytes("two"));
            fresh.fail(failed, failed + 1);
            assertThatIOException().isThrownBy(() -> log.roll(bytes("b2")));
            log.roll(bytes("b3"));
            boolean again = !log.isDurable(two);
            if (again) {
                log.append(1, bytes("two"));
            }
            log.sync();
            SegmentLog next = SegmentLog.open(fresh, "log", LogSettings.defaults());
            assertThat(all(next))
                    .as("after change %s failed", failed)
                    .isEqualTo(again ? List.of("0b1", "1one", "0b3", "1two") : List.of("0b1", "1one", "1two", "0b3"));
            assertThat(again).isEqualTo(failed == 0);
        }
    }

    @Test
    void afterARollThatFailedLateNothingIsAppendedToTheOldSegment() throws IOException {
        SegmentLog log = begun();
        store.fail(6, 7); // the folder's sync: the new segment is complete, and a reader would begin with it
        assertThatIOException().isThrownBy(() -> log.roll(bytes("b2")));
        assertThat(log.mustRoll()).isTrue();
        assertThatIOException().isThrownBy(() -> log.append(1, bytes("into the old one")));
    }

    @Test
    void aBeginThatFailsIsFinal() throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", LogSettings.defaults());
        store.fail(0, 1);
        assertThatIOException().isThrownBy(() -> log.begin(bytes("b1")));
        assertThatIllegalStateException()
                .isThrownBy(() -> log.begin(bytes("b1")))
                .withMessage("a log is begun once: open memory/log again");
        assertThat(begun().generation()).isEqualTo(2);
    }

    @Test
    void anOpeningThatIsOvertakenSaysSo() {
        MemoryStore racing = new MemoryStore() {
            private boolean raced;

            @Override
            public void syncFolder(String folder) throws IOException {
                if (!raced) {
                    raced = true;
                    create("log/0000000002.log").close(); // another driver's
                }
                super.syncFolder(folder);
            }
        };
        assertThatThrownBy(() -> SegmentLog.open(racing, "log", LogSettings.defaults()))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("generation 2 follows generation 1");
    }

    @Test
    void anOpeningTakesTheNextIfAnotherIsQuicker() throws IOException {
        MemoryStore racing = new MemoryStore() {
            private int raced = 3;

            @Override
            public Output create(String path) throws IOException {
                if (raced-- > 0) {
                    super.create(path).close(); // another driver's
                }
                return super.create(path);
            }
        };
        assertThat(SegmentLog.open(racing, "log", LogSettings.defaults()).generation())
                .isEqualTo(4);
    }

    /** Starts, appends, syncs, rolls, deletes, starts again; the process ends within every change; one more start reads what is there. */
    @ParameterizedTest
    @EnumSource(Durability.class)
    void endsWithinAnyChange(Durability durability) throws IOException {
        LogSettings settings = new LogSettings(durability, 100);
        int changes = Integer.MAX_VALUE;
        for (int end = 0; end < changes; end++) {
            MemoryStore fresh = new MemoryStore();
            fresh.fail(end, Integer.MAX_VALUE);
            List<String> confirmed = new ArrayList<>();
            List<String> tried = new ArrayList<>();
            try {
                work(fresh, settings, confirmed, tried);
                work(fresh, settings, confirmed, tried);
                changes = fresh.changes();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("fails");
            }
            fresh.failNever();
            List<String> found = new ArrayList<>();
            SegmentLog log = SegmentLog.open(fresh, "log", settings);
            log.replayNewest(record -> digest(found, record));
            assertThat(tried.subList(0, Math.min(found.size(), tried.size())))
                    .as("ended within change %s", end)
                    .isEqualTo(found);
            assertThat(found.size()).as("ended within change %s", end).isGreaterThanOrEqualTo(confirmed.size());
            assertThatCode(() -> log.begin(bytes(String.join(" ", found)))).doesNotThrowAnyException();
        }
        assertThat(changes).isGreaterThan(50);
    }

    /** Bases have all records so far, so that older segments can go. */
    private static void work(MemoryStore store, LogSettings settings, List<String> confirmed, List<String> tried)
            throws IOException {
        List<String> known = new ArrayList<>();
        try (SegmentLog log = SegmentLog.open(store, "log", settings)) {
            log.replayNewest(record -> digest(known, record));
            log.begin(bytes(String.join(" ", known)));
            log.deleteBefore(log.segment());
            for (int epoch = 0; epoch < 6; epoch++) {
                for (int i = 0; i < 2; i++) {
                    String record = "record-" + tried.size();
                    tried.add(record);
                    known.add(record);
                    log.append(1, bytes(record));
                }
                log.sync();
                confirmed.clear();
                confirmed.addAll(known);
                if (log.isLarge()) {
                    log.roll(bytes(String.join(" ", known)));
                    log.deleteBefore(log.segment());
                }
            }
        }
    }

    private static void digest(List<String> known, LogRecord record) {
        String text = new String(record.payload(), UTF_8);
        if (record.kind() == SegmentLog.BASE) {
            known.clear();
            known.addAll(text.isEmpty() ? List.of() : List.of(text.split(" ")));
        } else {
            known.add(text);
        }
    }
}
