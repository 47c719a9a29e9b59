package io.sakia.streaming.log;

import static io.sakia.streaming.log.SegmentLogTest.all;
import static io.sakia.streaming.log.SegmentLogTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that were cut, changed, or never were any: they are cut off or refused, and nothing is made up. */
class SegmentDamageTest {
    private static final String FIRST = "log/0000000001.log";

    private final MemoryStore store = new MemoryStore();
    private final List<String> written = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private long synced;

    /** A base, nine records of which six are known to be synced, and no end. */
    @BeforeEach
    void write() throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", LogSettings.defaults());
        log.begin(bytes("base"));
        written.add("0base");
        ends.add(log.bytes());
        for (int i = 1; i <= 9; i++) {
            log.append(i, bytes("record " + i));
            written.add(i + "record " + i);
            ends.add(log.bytes());
            if (i == 3 || i == 6) {
                log.sync();
                synced = log.bytes();
            }
        }
    }

    private List<String> read(byte[] segment) throws IOException {
        MemoryStore other = new MemoryStore();
        other.put(FIRST, segment);
        try (SegmentLog log = SegmentLog.open(other, "log", LogSettings.defaults())) {
            return all(log);
        }
    }

    @Test
    void aTornTailIsCutOffAnywhere() throws IOException {
        byte[] whole = store.bytes(FIRST);
        for (int length = 0; length <= whole.length; length++) {
            List<String> found = read(Arrays.copyOf(whole, length));
            // The base counts once its own frame is whole, which is before the mark that follows it.
            int complete = 0;
            for (long end : ends) {
                complete += end <= length ? 1 : 0;
            }
            if (complete > 0) {
                assertThat(found).as("cut to %s", length).isEqualTo(written.subList(0, complete));
            } else {
                assertThat(found).as("cut to %s", length).isIn(List.of(), List.of("0base"));
            }
        }
    }

    @Test
    void aTailOfZerosOrGarbageIsCutOff() throws IOException {
        byte[] whole = store.bytes(FIRST);
        SplittableRandom random = new SplittableRandom(1);
        for (int from = (int) synced; from < whole.length; from++) {
            byte[] zeros = Arrays.copyOf(whole, whole.length);
            Arrays.fill(zeros, from, whole.length, (byte) 0);
            byte[] garbage = Arrays.copyOf(whole, whole.length + 100);
            random.nextBytes(garbage);
            System.arraycopy(whole, 0, garbage, 0, from);
            assertThat(written).as("zeros from %s", from).containsSubsequence(read(zeros));
            assertThat(read(garbage)).as("garbage from %s", from).isEqualTo(read(zeros));
        }
    }

    @Test
    void aHoleAmongWhatWasNotSyncedIsCutOff() throws IOException {
        byte[] bytes = store.bytes(FIRST);
        bytes[Math.toIntExact(synced) + Frame.HEAD] ^= 1; // in record 7; 8 and 9 are whole
        assertThat(read(bytes)).isEqualTo(written.subList(0, 7));
    }

    @Test
    void anyChangeOfWhatIsKnownToBeSyncedIsRefused() {
        byte[] whole = store.bytes(FIRST);
        TreeSet<Long> starts = new TreeSet<>(ends);
        for (int i = 0; i < synced; i++) {
            byte[] bytes = whole.clone();
            bytes[i] ^= (byte) (1 << (i % 8));
            long offset = i < SegmentHeader.PREFIX ? 0 : SegmentHeader.PREFIX;
            Long start = starts.floor((long) i);
            if (start != null) {
                offset = start;
            }
            long expected = offset;
            assertThatThrownBy(() -> read(bytes))
                    .as("byte %s", i)
                    .isInstanceOf(DamagedLogException.class)
                    .satisfies(e -> {
                        if (expected == 0 || start != null) {
                            assertThat(e)
                                    .hasMessageStartingWith(
                                            "memory/" + FIRST + " is damaged at byte " + expected + ": ");
                        }
                    })
                    .hasMessageContaining("restore the file");
        }
    }

    @Test
    void inModeProcessEveryRecordShowsThatThoseBeforeItWereThere() throws IOException {
        MemoryStore other = new MemoryStore();
        SegmentLog log = SegmentLog.open(other, "log", new LogSettings(Durability.PROCESS, 1000));
        log.begin(bytes("base"));
        LogRecord.Place one = log.append(1, bytes("one"));
        log.append(1, bytes("two"));
        byte[] bytes = other.bytes(FIRST);
        bytes[(int) one.offset() + Frame.HEAD] ^= 1;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(DamagedLogException.class);
    }

    @Test
    void recordsWithinRecordsAreNone() throws IOException {
        byte[] whole = store.bytes(FIRST);
        MemoryStore other = new MemoryStore();
        SegmentLog log = SegmentLog.open(other, "log", LogSettings.defaults());
        log.begin(bytes("base"));
        log.append(1, whole);
        byte[] bytes = other.bytes(FIRST);
        assertThat(read(Arrays.copyOf(bytes, bytes.length - 1))).containsExactly("0base");
    }

    @Test
    void whatAnotherSegmentCountsOnMustBeThere() throws IOException {
        SegmentLog next = SegmentLog.open(store, "log", LogSettings.defaults());
        next.begin(bytes("base 2"));
        byte[] whole = store.bytes(FIRST);
        byte[] flipped = whole.clone();
        flipped[whole.length - 1] ^= 1;
        for (byte[] bytes : List.of(flipped, Arrays.copyOf(whole, whole.length - 1), new byte[0])) {
            store.put(FIRST, bytes);
            try (SegmentLog log = SegmentLog.open(store, "log", LogSettings.defaults())) {
                assertThatThrownBy(() -> all(log))
                        .isInstanceOf(DamagedLogException.class)
                        .hasMessageContaining(FIRST)
                        .hasMessageContaining(whole.length + " bytes of it had been read");
                List<String> newest = new ArrayList<>();
                log.replayNewest(record -> newest.add(SegmentLogTest.text(record)));
                assertThat(newest).containsExactly("0base 2"); // needs the older one no more
            }
        }
    }

    @Test
    void aLogWhoseOnlyBaseIsGoneIsNotBegunAnew() throws IOException {
        SegmentLog next = SegmentLog.open(store, "log", LogSettings.defaults());
        next.begin(bytes("base 2"));
        next.deleteBefore(2);
        store.put("log/0000000002.log", new byte[0]);
        assertThatThrownBy(() -> SegmentLog.open(store, "log", LogSettings.defaults()))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining("log/0000000002.log is damaged at byte 0")
                .hasMessageContaining("older ones have been deleted");
    }

    @Test
    void aNewerVersionIsRefused() {
        MemoryStore other = new MemoryStore();
        other.put(FIRST, SegmentHeader.prefix(2, 1).array());
        assertThatIOException()
                .isThrownBy(() -> SegmentLog.open(other, "log", LogSettings.defaults()))
                .withMessage("memory/" + FIRST
                        + " has format version 2, and this version of Sakia knows 1: use one that is at"
                        + " least as new as the one that wrote it");
    }

    @Test
    void aSegmentUnderAnotherNameIsRefused() {
        store.put("log/0000000004.log", store.bytes(FIRST));
        assertThatIOException()
                .isThrownBy(() -> SegmentLog.open(store, "log", LogSettings.defaults()))
                .withMessageContaining("log/0000000004.log")
                .withMessageContaining("it is segment 1, not 4");
    }

    @Test
    void aPlaceWhereNoRecordIsIsRefused() {
        assertThatThrownBy(() -> SegmentLog.read(store, "log", new LogRecord.Place(1, 23)))
                .isInstanceOf(DamagedLogException.class)
                .hasMessageContaining(FIRST + " is damaged at byte 23");
        assertThatIOException().isThrownBy(() -> SegmentLog.read(store, "log", new LogRecord.Place(9, 0)));
    }

    /** Whatever the bytes, a log is read to some beginning of what was written, or refused with file and byte. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyBytesAreReadOrRefused(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = store.bytes(FIRST);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = mangled(whole, random);
            try {
                List<String> found = read(bytes);
                assertThat(written.subList(0, found.size())).as("round %s", i).isEqualTo(found);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("memory/log/0000000001.log");
            }
        }
    }

    private static byte[] mangled(byte[] whole, SplittableRandom random) {
        byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 50));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + random.nextInt(64)), (byte) 0xFF);
                default -> {
                    int to = random.nextInt(bytes.length); // a piece of it stands in another place
                    int length = Math.min(random.nextInt(80), bytes.length - Math.max(at, to));
                    System.arraycopy(bytes, at, bytes, to, length);
                }
            }
        }
        return bytes;
    }
}
