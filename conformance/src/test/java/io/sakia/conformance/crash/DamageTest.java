package io.sakia.conformance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.sakia.connector.FileStore;
import io.sakia.testkit.disk.CrashMode;
import io.sakia.testkit.disk.DiskOperation;
import io.sakia.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start says of a disk that is not as it was left, and that it goes on from where it was once that is mended. */
class DamageTest {
    private static final CrashProgram PROGRAM = CrashProgram.STATE_WITH_TIMEOUT;
    private static final int HALF = 280;

    private final Crashes crashes = new Crashes(PROGRAM, Circumstances.plain(0), false);
    private SimulatedDisk disk = new SimulatedDisk();

    @BeforeEach
    void crashHalfWay() {
        disk.crashAtOperation(HALF);
        crashes.life(disk).run();
        disk = disk.restart(CrashMode.KILL_OF_PROCESS, 1);
    }

    @Test
    void aStateFileThatCannotBeReadIsNamed() {
        String reason = "/checkpoint/state/x: the disk is bad";
        disk.failNext(DiskOperation.OPEN, path -> path.startsWith("/checkpoint/state"), new IOException(reason));
        assertThat(failure()).contains(reason);
        assertGoesOn();
    }

    @Test
    void aLogThatCannotBeReadIsNamed() {
        disk.failNext(
                DiskOperation.READ,
                path -> path.startsWith("/checkpoint/log"),
                new IOException("/checkpoint/log/x: bad"));
        assertThat(failure()).contains("/checkpoint/log/x: bad");
        assertGoesOn();
    }

    @Test
    void aByteOfTheLogThatHasChangedIsRefused() throws IOException {
        FileStore store = disk.store("/checkpoint");
        String segment = segments(store).get(segments(store).size() - 1);
        byte[] good = read(store, segment);
        damage(store, segment, good);
        assertThat(failure())
                .contains("/checkpoint/" + segment)
                .contains("byte ")
                .contains("restore the file");
        replace(store, segment, good);
        assertGoesOn();
    }

    @Test
    void aByteThatHasChangedWhereOnlyThePastStandsHindersNobody() throws IOException {
        FileStore store = disk.store("/checkpoint");
        List<String> older = segments(store).subList(0, segments(store).size() - 1);
        assertThat(older).isNotEmpty();
        for (String segment : older) {
            damage(store, segment, read(store, segment));
        }
        assertGoesOn();
    }

    @Test
    void stateFilesThatAreGoneAreNamed() throws IOException {
        FileStore store = disk.store("/checkpoint");
        Map<String, byte[]> files = new TreeMap<>();
        for (FileStore.Entry file : store.list("state")) {
            files.put(file.path(), read(store, file.path()));
        }
        store.delete("state");
        assertThat(failure()).containsPattern("state/\\d+.*\\.state");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(store, file.getKey(), file.getValue());
        }
        assertGoesOn();
    }

    @Test
    void aLogThatIsGoneIsNotBegunAnewBesideStates() throws IOException {
        FileStore store = disk.store("/checkpoint");
        Map<String, byte[]> files = new TreeMap<>();
        for (String segment : segments(store)) {
            files.put(segment, read(store, segment));
        }
        store.delete("log");
        for (int start = 1; start <= 2; start++) { // the first one leaves a segment of its own
            assertThat(failure())
                    .startsWith("the checkpoint /checkpoint has lost its log: log/ holds nothing, and state/")
                    .endsWith("put a copy of the whole checkpoint back, or delete the folder to begin anew");
        }
        store.delete("log");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(store, file.getKey(), file.getValue());
        }
        assertGoesOn();
    }

    @Test
    void anOutputFolderThatIsTakenIsNamed() throws IOException {
        FileStore out = disk.store("/out/seen");
        String taken = "t-" + (Circumstances.plain(0).begin() + 15_000);
        out.create(taken + "/mine").close();
        assertThat(failure())
                .contains("/out/seen/" + taken)
                .contains("already exists")
                .contains("delete it");
        out.delete(taken);
        assertGoesOn();
    }

    private static List<String> segments(FileStore store) throws IOException {
        return store.list("log").stream().map(FileStore.Entry::path).toList();
    }

    private static void damage(FileStore store, String segment, byte[] good) throws IOException {
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        replace(store, segment, bad);
    }

    private String failure() {
        Throwable failure = Objects.requireNonNull(crashes.life(disk).run().failure(), "nothing was refused");
        String message = String.valueOf(failure.getMessage());
        assertThat(message.lines()).as(message).hasSize(1);
        return message;
    }

    private void assertGoesOn() {
        Life.End end = crashes.life(disk).run();
        assertThat(end.failure()).isNull();
        assertThat(crashes.difference(disk, end)).isEmpty();
    }

    private static byte[] read(FileStore store, String path) throws IOException {
        try (var in = store.open(path, 0)) {
            return in.readAllBytes();
        }
    }

    private static void replace(FileStore store, String path, byte[] bytes) throws IOException {
        store.delete(path);
        write(store, path, bytes);
    }

    private static void write(FileStore store, String path, byte[] bytes) throws IOException {
        try (FileStore.Output file = store.create(path)) {
            file.write(ByteBuffer.wrap(bytes));
        }
    }
}
