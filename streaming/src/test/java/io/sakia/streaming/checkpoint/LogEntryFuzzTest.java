package io.sakia.streaming.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.connector.codec.Codecs;
import io.sakia.streaming.checkpoint.LogEntry.At;
import io.sakia.streaming.checkpoint.LogEntry.Committed;
import io.sakia.streaming.checkpoint.LogEntry.Kept;
import io.sakia.streaming.checkpoint.LogEntry.Output;
import io.sakia.streaming.checkpoint.LogEntry.Planned;
import io.sakia.streaming.checkpoint.LogEntry.Sealed;
import io.sakia.streaming.checkpoint.LogEntry.Share;
import io.sakia.streaming.checkpoint.LogEntry.Stored;
import io.sakia.streaming.checkpoint.LogEntry.Total;
import io.sakia.streaming.log.LogRecord;
import io.sakia.streaming.state.Extent;
import io.sakia.streaming.state.Increment;
import io.sakia.streaming.state.StateChain;
import io.sakia.streaming.state.StoredOperator;
import io.sakia.streaming.state.StoredPart;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Entries whose bytes were changed before their checksum was made, as by a fault of the writer: all that is thrown is an {@link IOException} that
 * says where they stand, and what is read needs no more memory than its bytes can ask for.
 */
class LogEntryFuzzTest {
    private static final int ROUNDS = 1500;
    private static final String PLACE = "the log of the checkpoint /data/c can't be read at segment 7, byte ";

    private final Codecs codecs = Codecs.standard();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytesOfAnyKindAreReadOrRefusedWithTheirPlace(long seed) throws Exception {
        Random random = new Random(seed);
        List<LogRecord> log = log();
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int at = random.nextInt(log.size());
            List<LogRecord> changed = new ArrayList<>(log);
            changed.set(at, changed(log.get(at), random));
            try {
                read(changed);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(PLACE);
                refused++;
            } catch (RuntimeException | Error e) {
                fail("seed %d, round %d, record %d".formatted(seed, round, at), e);
            }
        }
        assertThat(refused).isBetween(ROUNDS / 20, ROUNDS - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void entriesInAnyOrderAreTakenOrRefused(long seed) throws Exception {
        Random random = new Random(seed);
        List<LogRecord> log = log();
        for (int round = 0; round < ROUNDS; round++) {
            List<LogRecord> shuffled = new ArrayList<>(List.of(log.get(0)));
            for (int i = random.nextInt(12); i > 0; i--) {
                shuffled.add(log.get(random.nextInt(log.size())));
            }
            try {
                read(shuffled);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(PLACE);
            } catch (RuntimeException e) {
                fail("seed %d, round %d".formatted(seed, round), e);
            }
        }
    }

    private void read(List<LogRecord> records) throws IOException {
        LogReader reader = new LogReader(codecs);
        Ledger ledger = new Ledger();
        for (LogRecord record : records) {
            Checkpoint.read("/data/c", reader, record, ledger::take);
        }
        ledger.cursors();
        ledger.oldest(1000);
        ledger.files();
        ledger.base();
    }

    private List<LogRecord> log() throws IOException {
        LogCodec codec = new LogCodec(
                codecs,
                new LogShapes(
                        codecs.shapes(LogEntry.KINDS.toArray(Class<?>[]::new)),
                        Map.of("words", new LogShapes.Source(codecs.shape(Extent.class), codecs.shape(Extent.class))),
                        Map.of()));
        List<LogEntry> entries = List.of(
                new LogEntry.Base(
                        7,
                        true,
                        List.of(planned(1)),
                        List.of(),
                        List.of(new At("words", new byte[] {1})),
                        List.of(),
                        List.of(new StoredOperator("counts", List.of(chain(0), chain(1)))),
                        List.of(new Total("lines", new byte[] {2})),
                        List.of(new Kept("counts", 1, List.of("kept/1"))),
                        1000),
                planned(2),
                planned(3),
                new Sealed(
                        8,
                        2,
                        3,
                        List.of(new Output("out", List.of(new byte[] {4}))),
                        List.of(new Stored("counts", List.of(part(0, false), part(1, true)))),
                        List.of(new Total("lines", new byte[] {5})),
                        List.of(new Kept("counts", 2, List.of("kept/2", "kept/3")))),
                new Committed(8, 3),
                planned(4),
                new Sealed(9, 4, 4, List.of(), List.of(), List.of(), List.of()),
                new Committed(9, 4));
        List<LogRecord> records = new ArrayList<>();
        for (LogEntry entry : entries) {
            records.add(new LogRecord(entry.kind(), codec.write(entry), new LogRecord.Place(7, 100L * records.size())));
        }
        return records;
    }

    private static Planned planned(long batch) {
        return new Planned(
                batch,
                batch * 1000,
                0,
                0,
                0,
                2,
                1,
                2,
                List.of(new Share("words", List.of(new byte[3]), new byte[] {1})),
                List.of(new LogEntry.Mark("words", 500)));
    }

    private static StateChain chain(int partition) {
        return new StateChain(increment(partition), List.of(part(partition, true), part(partition, false)));
    }

    private static StoredPart part(int partition, boolean whole) {
        return new StoredPart(
                increment(partition),
                3,
                whole,
                List.of(new Extent("state/a", 10, 20), new Extent("state/b", 1, 2)),
                3,
                22);
    }

    private static Increment increment(int partition) {
        return new Increment("counts", partition, 2, 3, "3-" + partition, "", 10, 3, 0);
    }

    /** Some bytes changed, cut off, put in, doubled, or turned into a length that is far too large. */
    private static LogRecord changed(LogRecord record, Random random) {
        byte[] bytes = record.payload().clone();
        for (int i = 1 + random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = spliced(bytes, at, random.nextInt(20), random);
                default -> {
                    for (int j = at; j < Math.min(bytes.length, at + 5); j++) {
                        bytes[j] = (byte) 0xff;
                    }
                }
            }
        }
        int kind = random.nextInt(50) == 0 ? random.nextInt(6) : record.kind();
        return new LogRecord(kind, bytes, record.place());
    }

    private static byte[] spliced(byte[] bytes, int at, int length, Random random) {
        byte[] longer = new byte[bytes.length + length];
        random.nextBytes(longer);
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}
