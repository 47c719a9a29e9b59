package io.sakia.streaming.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.sakia.connector.KeyGroups;
import io.sakia.connector.StableHash;
import io.sakia.connector.codec.Codecs;
import io.sakia.streaming.state.StateVisitor.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a state file has become, reading it ends in what was stored or in an IOException that says where. */
class DamagedStateFilesTest {
    private final ScriptedStore store = new ScriptedStore();
    private StoredPart part = new StoredPart(increment(0), 7, true, List.of(), 0, 0);
    private String file = "";
    private byte[] good = {};
    private int headEnd;

    @BeforeEach
    void write() throws Exception {
        EpochFiles files = new EpochFiles(store, 3, "0.0.1");
        PartWriter<Object, Object> writer =
                new PartWriter<>(files, Codecs.standard()::shapes, codec(), 7, increment(20));
        writer.begin(true);
        for (int i = 0; i < 20; i++) {
            Object key = i % 2 == 0 ? "key" + i : i;
            writer.visit(Change.LAST, key, StableHash.of(key), i % 3 == 0 ? List.of(i, "x") : 1.5 * i);
        }
        part = writer.end();
        file = part.extents().get(0).file();
        good = store.files.get(file);
        headEnd = (int) part.extents().get(0).offset();
    }

    @Test
    void everyTruncationIsAnIOException() {
        for (int length = 0; length < good.length; length++) {
            store.files.put(file, Arrays.copyOf(good, length));
            assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining(file);
        }
    }

    @Test
    void everyChangedBitIsAnIOException() {
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] changed = good.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            store.files.put(file, changed);
            assertThatThrownBy(this::read)
                    .as("bit %s", bit)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file)
                    .hasMessageContaining("put the file back from a copy of the checkpoint");
        }
    }

    @Test
    void changesBehindARightChecksumAreReadOrRefused() {
        Random random = new Random(1);
        int refused = 0;
        for (int round = 0; round < 30_000; round++) {
            byte[] changed = good.clone();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                int at = headEnd
                        + StateBlocks.BLOCK_START
                        + random.nextInt(good.length - headEnd - StateBlocks.BLOCK_START - StateBlocks.CRC);
                changed[at] = (byte) random.nextInt();
            }
            refused += readsOrRefuses(withCrc(changed), round) ? 0 : 1;
        }
        assertThat(refused).isBetween(1, 29_999);
    }

    @Test
    void randomBytesBehindARightChecksumAreRefused() {
        Random random = new Random(2);
        int start = headEnd + 60; // behind the fixed part of the block, and the names
        for (int round = 0; round < 30_000; round++) {
            byte[] changed = good.clone();
            byte[] noise = new byte[random.nextInt(good.length - start - StateBlocks.CRC)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, changed, start, noise.length);
            readsOrRefuses(withCrc(changed), round);
        }
    }

    @Test
    void refusesAKeyOutsideOfItsGroup() {
        byte[] changed = good.clone();
        int entry = good.length; // of the first key, found by its group
        int group = KeyGroups.of("key0");
        for (int at = headEnd + StateBlocks.BLOCK_START + 30; at < entry; at++) {
            if (ByteBuffer.wrap(good).getShort(at) == (short) group && good[at + 2] == 2) {
                entry = at;
            }
        }
        changed[entry + 1] ^= 1;
        store.files.put(file, withCrc(changed));
        assertThatThrownBy(this::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("key key0 stands in key group " + (group ^ 1) + " and belongs to " + group);
    }

    @Test
    void refusesChangesThatDoNotFitWhatIsStoredBefore() throws Exception {
        EpochFiles files = new EpochFiles(store, 3, "0.0.1");
        PartWriter<Object, Object> writer =
                new PartWriter<>(files, Codecs.standard()::shapes, codec(), 8, increment(19));
        writer.begin(false);
        writer.visit(Change.REMOVED, "nobody", StableHash.of("nobody"), null);
        StoredPart changes = writer.end();
        StateTable<Object, Object> table = new StateTable<>();
        PartReader<Object, Object> reader = new PartReader<>(store, Codecs.standard(), codec(), 0, KeyGroups.COUNT);
        reader.read(part, table::repeat);
        assertThatThrownBy(() -> reader.read(changes, table::repeat))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("entry 0 changes key nobody, which does not fit what is stored before");
    }

    private boolean readsOrRefuses(byte[] bytes, int round) {
        store.files.put(file, bytes);
        try {
            read();
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining(file);
            return false;
        } catch (RuntimeException | Error e) {
            return fail("round " + round + ": " + Arrays.toString(bytes), e);
        }
    }

    private void read() throws IOException {
        StateTable<Object, Object> table = new StateTable<>();
        new PartReader<>(store, Codecs.standard(), codec(), 0, KeyGroups.COUNT).read(part, table::repeat);
    }

    private byte[] withCrc(byte[] bytes) {
        int end = bytes.length - StateBlocks.CRC;
        ByteBuffer.wrap(bytes).putInt(end, StateBlocks.crc(bytes, headEnd, end - headEnd));
        return bytes;
    }

    private static StateCodec<Object, Object> codec() {
        return new StateCodec<>(StateFormat.any(Codecs.standard()), StateFormat.any(Codecs.standard()));
    }

    private static Increment increment(long keys) {
        return new Increment("op", 0, 1, 5, "5-0-x-1", Increment.EMPTY, keys, keys, 0);
    }
}
