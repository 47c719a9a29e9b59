package io.sakia.testkit.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.FileStore;
import io.sakia.connector.FileStores;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatedDiskTest {
    private static final int SEEDS = 300;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final FileStore store = disk.store("/data");

    @Test
    void whatIsSyncedSurvives() throws IOException {
        FileStore.Output output = write("a/file", "synced");
        output.sync();
        store.syncFolder("a");
        append(output, "-not");
        Set<String> seen = afterLossesOfPower("a/file");
        assertThat(seen).allMatch(text -> text.startsWith("synced")).contains("synced", "synced-", "synced-not");
        assertThat(seen)
                .contains("synced\0\0")
                .anyMatch(text -> text.matches("synced(?s)...") && !text.contains("-no"));
    }

    @Test
    void aFileWhoseFolderWasNotSyncedMayBeGone() throws IOException {
        write("a/file", "synced").sync();
        assertThat(afterLossesOfPower("a/file")).containsExactlyInAnyOrder("gone", "synced");
        store.syncFolder("a");
        assertThat(afterLossesOfPower("a/file")).containsExactly("synced");
    }

    @Test
    void namesOfUnsyncedFilesMayStandForAnything() throws IOException {
        write("file", "12");
        store.syncFolder("");
        assertThat(afterLossesOfPower("file"))
                .contains("", "1", "12", "\0", "1\0", "\0\0")
                .doesNotContain("gone");
    }

    @Test
    void aFileThatWasDurableHasOneNameAfterAnyCrash() throws IOException {
        write("a/file", "x").sync();
        store.syncFolder("a");
        store.rename("a/file", "b/c/file");
        store.rename("b/c", "b/d");
        store.rename("b/d/file", "e");
        Set<String> places = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            List<FileStore.Entry> left =
                    disk.restart(CrashMode.LOSS_OF_POWER, seed).store("/data").list("");
            assertThat(left).hasSize(1);
            places.add(left.get(0).path());
        }
        assertThat(places).containsExactly("a/file", "b/c/file", "b/d/file", "e");
    }

    @Test
    void aSyncMakesDurableWhatTheFolderHangsOn() throws IOException {
        write("a/file", "x").sync();
        store.rename("a/file", "b/file");
        store.rename("b", "c");
        store.syncFolder("c");
        assertThat(afterLossesOfPower("c/file")).containsExactly("x");
    }

    @Test
    void aRenameIsDurableByItsNewFolder() throws IOException {
        write("a/file", "x").sync();
        store.syncFolder("a");
        write("b/other", "y");
        store.syncFolder("b");
        store.rename("a/file", "b/file");
        store.syncFolder("a");
        assertThat(afterLossesOfPower("a/file")).containsExactlyInAnyOrder("gone", "x");
        store.syncFolder("b");
        assertThat(afterLossesOfPower("a/file")).containsExactly("gone");
    }

    @Test
    void aTruncationMayBeForgotten() throws IOException {
        FileStore.Output output = write("file", "123456");
        output.sync();
        store.syncFolder("");
        output.truncate(2);
        append(output, "abc");
        Set<String> seen = afterLossesOfPower("file");
        assertThat(seen).allMatch(text -> text.startsWith("12") && text.length() <= 6);
        assertThat(seen).contains("123456", "12", "12a", "12abc", "12abc\0");
        output.sync();
        assertThat(afterLossesOfPower("file")).containsExactly("12abc");
    }

    @Test
    void whatWasTakenBackMayComeBack() throws IOException {
        FileStore.Output output = write("file", "synced,");
        output.sync();
        store.syncFolder("");
        append(output, "whole");
        output.truncate(7);
        assertThat(afterLossesOfPower("file")).contains("synced,", "synced,whole");
    }

    @Test
    void bytesOfAFailedSyncAreInDoubtForGood() throws IOException {
        FileStore.Output output = write("file", "good");
        output.sync();
        store.syncFolder("");
        append(output, "bad");
        disk.failNext(DiskOperation.SYNC, path -> path.equals("/data/file"), new IOException("no"));
        assertThatThrownBy(() -> output.sync()).hasMessage("no");
        append(output, "good");
        output.sync();
        Set<String> seen = afterLossesOfPower("file");
        assertThat(seen).allMatch(text -> text.startsWith("good") && text.endsWith("good") && text.length() == 11);
        assertThat(seen).contains("goodbadgood", "good\0\0\0good");
        assertThat(read(disk.restart(CrashMode.KILL_OF_PROCESS, 1), "file")).isEqualTo("goodbadgood");
    }

    @Test
    void aKilledProcessLosesTheEndOfOneWrite() throws IOException {
        FileStore.Output output = write("a/file", "one,");
        disk.crashAtOperation(disk.operations() + 1);
        assertThatThrownBy(() -> append(output, "two")).isInstanceOf(SimulatedCrash.class);
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            seen.add(read(disk.restart(CrashMode.KILL_OF_PROCESS, seed), "a/file"));
        }
        assertThat(seen).containsExactly("one,", "one,t", "one,tw", "one,two");
    }

    @Test
    void whatAKilledProcessDidNotSyncIsStillUnsynced() throws IOException {
        FileStore.Output output = write("a/file", "1");
        output.sync();
        store.syncFolder("a");
        append(output, "2");
        store.rename("a/file", "b");
        SimulatedDisk second = disk.restart(CrashMode.KILL_OF_PROCESS, 0);
        assertThat(read(second, "b")).isEqualTo("12");
        Set<String> places = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk third = second.restart(CrashMode.LOSS_OF_POWER, seed);
            FileStore.Entry entry = third.store("/data").list("").get(0);
            places.add(entry.path() + read(third, entry.path()));
        }
        assertThat(places).contains("a/file1", "a/file12", "b1", "b12");
    }

    @Test
    void theDeadStayDead() throws IOException {
        FileStore.Output output = write("file", "x");
        InputStream input = store.open("file", 0);
        disk.crashAtOperation(disk.operations() + 1);
        assertThatThrownBy(() -> store.delete("file"))
                .isInstanceOf(SimulatedCrash.class)
                .hasMessageContaining("DELETE /data/file");
        assertThat(disk.crashed()).isTrue();
        SimulatedDisk next = disk.restart(CrashMode.KILL_OF_PROCESS, 0);
        assertThat(read(next, "file")).isEqualTo("x");
        FileStore late = disk.stores().open("/");
        assertThatThrownBy(() -> append(output, "y")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> output.sync()).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> output.truncate(0)).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> input.read()).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.exists("data")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.list("data")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.create("new")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.open("data/file", 0)).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.rename("data", "b")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.delete("none")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> late.syncFolder("")).isInstanceOf(SimulatedCrash.class);
        output.close();
        input.close();
        assertThat(read(next, "file")).isEqualTo("x");
    }

    @Test
    void aFolderIsDeletedPieceByPiece() throws IOException {
        write("f/a", "1");
        write("f/b", "2");
        disk.crashAtOperation(disk.operations() + 2);
        assertThatThrownBy(() -> store.delete("f")).isInstanceOf(SimulatedCrash.class);
        assertThat(disk.restart(CrashMode.KILL_OF_PROCESS, 0)).hasToString("/data/f/b 1\n");
    }

    @Test
    void aFullDiskTakesHalfAWrite() throws IOException {
        FileStore.Output output = write("file", "");
        disk.failNext(DiskOperation.WRITE, new IOException("No space left on device"));
        ByteBuffer bytes = ByteBuffer.wrap("123456".getBytes(UTF_8));
        assertThatThrownBy(() -> output.write(bytes)).hasMessage("No space left on device");
        assertThat(bytes.remaining()).isEqualTo(3);
        output.write(bytes);
        assertThat(output.length()).isEqualTo(6);
        assertThat(read(disk, "file")).isEqualTo("123456");
    }

    @Test
    void anyOperationCanFail() throws IOException {
        write("file", "x");
        disk.failNext(DiskOperation.OPEN, path -> path.equals("/data/file"), new IOException("bad sector"));
        disk.failAtOperation(disk.operations() + 2, new IOException("second"));
        assertThatThrownBy(() -> store.open("file", 0)).hasMessage("bad sector");
        assertThat(read(disk, "file")).isEqualTo("x");
        store.delete("file");
        assertThatThrownBy(() -> store.create("file")).hasMessage("second");
        assertThat(store.exists("file")).isFalse();
    }

    @Test
    void equalSeedsGiveEqualDisks() throws IOException {
        write("a", "x".repeat(40));
        write("b/c", "y".repeat(40));
        store.rename("b/c", "d");
        Set<String> different = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            String once = bytes(disk.restart(CrashMode.LOSS_OF_POWER, seed));
            assertThat(bytes(disk.restart(CrashMode.LOSS_OF_POWER, seed))).isEqualTo(once);
            different.add(once);
        }
        assertThat(different).hasSizeGreaterThan(15);
    }

    @Test
    void durableFilesAreNeverLostOrDoubled() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            SimulatedDisk shuffled = new SimulatedDisk();
            FileStore any = shuffled.store("/");
            Set<String> contents = new TreeSet<>();
            for (int i = 0; i < 4; i++) {
                FileStore.Output output = any.create("d" + i + "/f" + i);
                append(output, "content" + i);
                output.sync();
                any.syncFolder("d" + i);
                contents.add("content" + i);
            }
            for (int i = 0; i < 12; i++) {
                shuffle(any, random, i);
            }
            SimulatedDisk left = shuffled.restart(CrashMode.LOSS_OF_POWER, seed);
            List<String> found = new ArrayList<>();
            for (FileStore.Entry entry : left.store("/").list("")) {
                found.add(read(left.store("/"), entry.path()));
            }
            assertThat(found).as("seed %d: %s", seed, shuffled.history()).containsExactlyInAnyOrderElementsOf(contents);
        }
    }

    private static void shuffle(FileStore store, Random random, int step) throws IOException {
        List<FileStore.Entry> files = store.list("");
        String path = files.get(random.nextInt(files.size())).path();
        String folder = path.substring(0, path.lastIndexOf('/') < 0 ? 0 : path.lastIndexOf('/'));
        String other = files.get(random.nextInt(files.size())).path();
        String otherFolder = other.contains("/") ? other.substring(0, other.indexOf('/')) + "/" : "";
        switch (random.nextInt(4)) {
            case 0 -> store.rename(path, otherFolder + "r" + step);
            case 1 -> store.rename(path, "n" + step + "/r");
            case 2 -> {
                if (!folder.isEmpty() && !(otherFolder + "/").startsWith(folder + "/")) {
                    store.rename(folder, otherFolder + "m" + step);
                }
            }
            default -> store.syncFolder(folder);
        }
    }

    @Test
    void storesTravelWithinTheJvm() throws Exception {
        write("file", "x");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(disk.stores());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat((FileStores) in.readObject()).isSameAs(disk.stores());
        }
    }

    @Test
    void aPointThatIsOverIsRefused() throws IOException {
        write("file", "x");
        assertThatThrownBy(() -> disk.crashAtOperation(2))
                .hasMessage("operation 2 is over: there were 3, the next is 4");
    }

    private FileStore.Output write(String path, String text) throws IOException {
        FileStore.Output output = store.create(path);
        append(output, text);
        return output;
    }

    private static void append(FileStore.Output output, String text) throws IOException {
        output.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private Set<String> afterLossesOfPower(String path) throws IOException {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk next = disk.afterCrash(CrashMode.LOSS_OF_POWER, seed);
            seen.add(next.store("/data").exists(path) ? read(next, path) : "gone");
        }
        return seen;
    }

    private static String read(SimulatedDisk disk, String path) throws IOException {
        return read(disk.store("/data"), path);
    }

    private static String read(FileStore store, String path) throws IOException {
        try (InputStream in = store.open(path, 0)) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    private static String bytes(SimulatedDisk disk) throws IOException {
        StringBuilder all = new StringBuilder(disk.toString());
        for (FileStore.Entry entry : disk.store("/data").list("")) {
            all.append(read(disk, entry.path()));
        }
        return all.toString();
    }
}
