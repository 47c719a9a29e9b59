package io.sakia.streaming.log;

import static io.sakia.streaming.log.SegmentLogTest.all;
import static io.sakia.streaming.log.SegmentLogTest.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sakia.connector.Durability;
import io.sakia.connector.FileStore;
import io.sakia.connector.LocalFileStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupCommitTest {
    private final MemoryStore store = new MemoryStore();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int bases;
    private GroupCommit commit;

    @BeforeEach
    void open() throws IOException {
        SegmentLog log = SegmentLog.open(store, "log", new LogSettings(Durability.POWER, 1000));
        log.begin(bytes("b0"));
        log.sync();
        commit = new GroupCommit(log, () -> bytes("b" + ++bases), tasks::add);
        store.failNever();
        store.calls().clear();
    }

    private void run() {
        assertThat(tasks).hasSize(1);
        tasks.remove().run();
    }

    private List<String> stored() throws IOException {
        try (SegmentLog log = SegmentLog.open(store.copy(), "log", LogSettings.defaults())) {
            return all(log);
        }
    }

    @Test
    void manyRecordsShareASync() throws Exception {
        List<CompletableFuture<LogRecord.Place>> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.add(commit.append(1, bytes("r" + i)));
        }
        assertThat(places).noneMatch(CompletableFuture::isDone);
        run();
        assertThat(store.calls().stream().filter(call -> call.startsWith("sync")))
                .hasSize(1);
        for (int i = 0; i < 10; i++) {
            assertThat(SegmentLog.read(store, "log", places.get(i).get()).payload())
                    .isEqualTo(bytes("r" + i));
        }
        CompletableFuture<LogRecord.Place> next = commit.append(1, bytes("next"));
        run();
        assertThat(next).isCompleted();
    }

    @Test
    void whatIsAppendedMeanwhileIsWrittenByTheSameTask() {
        List<CompletableFuture<LogRecord.Place>> second = new ArrayList<>();
        CompletableFuture<LogRecord.Place> first = commit.append(1, bytes("first"));
        CompletableFuture<Void> chained = first.thenAccept(place -> second.add(commit.append(1, bytes("second"))));
        run();
        assertThat(chained).isCompleted();
        assertThat(second).hasSize(1).allMatch(CompletableFuture::isDone);
        assertThat(tasks).isEmpty();
    }

    @Test
    void anAppendThatIsTakenBackFailsAlone() throws Exception {
        CompletableFuture<LogRecord.Place> one = commit.append(1, bytes("one"));
        CompletableFuture<LogRecord.Place> two = commit.append(1, bytes("two"));
        CompletableFuture<LogRecord.Place> wrong = commit.append(0, bytes("a base"));
        CompletableFuture<LogRecord.Place> three = commit.append(1, bytes("three"));
        store.fail(1, 2);
        run();
        assertThat(one).isCompleted();
        assertThat(two).isCompletedExceptionally();
        assertThatThrownBy(wrong::get).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(three).isCompleted();
        assertThat(stored()).containsExactly("0b0", "1one", "1three");
    }

    /** One change fails, whichever: a record is confirmed and in the log once, or it failed. */
    @Test
    void goesOnInANewSegmentAfterAnyFailure() throws Exception {
        for (int failures = 1; failures <= 2; failures++) {
            for (int failed = 0; failed < 12; failed++) {
                MemoryStore fresh = new MemoryStore();
                SegmentLog log = SegmentLog.open(fresh, "log", LogSettings.defaults());
                log.begin(bytes("b"));
                log.sync();
                GroupCommit group = new GroupCommit(log, () -> bytes("b"), tasks::add);
                fresh.fail(failed, failed + failures);
                Map<String, CompletableFuture<LogRecord.Place>> all = new HashMap<>();
                for (int round = 0; round < 3; round++) {
                    for (int i = 0; i < 2; i++) {
                        String record = round + "-" + i;
                        all.put(record, group.append(1, bytes(record)));
                    }
                    run();
                }
                List<String> found = new ArrayList<>();
                SegmentLog.open(fresh.copy(), "log", LogSettings.defaults()).replay(record -> {
                    if (record.kind() == 1) {
                        found.add(SegmentLogTest.text(record).substring(1));
                    }
                });
                assertThat(found).as("change %s failed", failed).doesNotHaveDuplicates();
                for (Map.Entry<String, CompletableFuture<LogRecord.Place>> each : all.entrySet()) {
                    assertThat(each.getValue()).isDone();
                    if (!each.getValue().isCompletedExceptionally()) {
                        assertThat(found).as("change %s failed", failed).contains(each.getKey());
                        assertThat(SegmentLog.read(fresh, "log", each.getValue().get())
                                        .payload())
                                .isEqualTo(bytes(each.getKey()));
                    }
                }
                fresh.failNever();
                CompletableFuture<LogRecord.Place> last = group.append(1, bytes("last"));
                run();
                assertThat(last).as("it has recovered").isCompleted();
            }
        }
    }

    @Test
    void aFailedSyncIsFollowedByANewSegment() throws Exception {
        CompletableFuture<LogRecord.Place> one = commit.append(1, bytes("one"));
        store.fail(1, 2);
        run();
        assertThat(one.get().segment()).isEqualTo(2);
        assertThat(stored()).containsExactly("0b0", "0b1", "1one");
    }

    @Test
    void nothingIsConfirmedOnceFenced() throws IOException {
        CompletableFuture<LogRecord.Place> one = commit.append(1, bytes("one"));
        SegmentLog.open(store, "log", LogSettings.defaults()).close();
        run();
        assertThatThrownBy(one::get).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(FencedException.class);
        CompletableFuture<LogRecord.Place> two = commit.append(1, bytes("two"));
        run();
        assertThatThrownBy(two::get).hasCauseInstanceOf(FencedException.class);
    }

    @Test
    void largeSegmentsAreFollowedByNewOnesAndDeletedWhenNotNeeded() throws Exception {
        LogRecord.Place place = null;
        for (int i = 0; i < 30; i++) {
            CompletableFuture<LogRecord.Place> each = commit.append(1, new byte[200]);
            run();
            place = each.get();
        }
        assertThat(place).isNotNull();
        assertThat(place.segment()).isGreaterThan(3);
        CompletableFuture<?> deleted = commit.deleteBefore(place.segment());
        CompletableFuture<?> wrong = commit.deleteBefore(place.segment() + 9);
        run();
        assertThat(deleted).isCompleted();
        assertThat(wrong).isCompletedExceptionally();
        assertThat(store.paths()).hasSize(1);
    }

    @Test
    void nothingIsAppendedOnceClosed() throws IOException {
        commit.close();
        assertThatThrownBy(() -> commit.append(1, bytes("late")).get()).hasMessageContaining("the log is closed");
        assertThatThrownBy(() -> commit.deleteBefore(1).get()).hasMessageContaining("the log is closed");
        assertThat(tasks).isEmpty();
    }

    @Test
    void servesThreads(@TempDir Path folder) throws Exception {
        FileStore local = new LocalFileStore(folder);
        SegmentLog log = SegmentLog.open(local, "log", new LogSettings(Durability.POWER, 4000));
        log.begin(bytes("b"));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Set<LogRecord.Place> places = new HashSet<>();
        try (GroupCommit group = new GroupCommit(log, () -> bytes("b"), writer)) {
            List<Callable<List<LogRecord.Place>>> work = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int thread = t;
                work.add(() -> {
                    List<LogRecord.Place> own = new ArrayList<>();
                    for (int i = 0; i < 50; i++) {
                        own.add(group.append(
                                        1 + thread,
                                        ByteBuffer.allocate(4).putInt(i).array())
                                .get());
                    }
                    return own;
                });
            }
            for (Future<List<LogRecord.Place>> each : threads.invokeAll(work)) {
                places.addAll(each.get());
            }
        } finally {
            threads.shutdownNow();
            writer.shutdownNow();
        }
        assertThat(places).hasSize(200);
        int[] next = new int[5];
        try (SegmentLog again = SegmentLog.open(local, "log", LogSettings.defaults())) {
            again.replay(record -> {
                if (record.kind() != SegmentLog.BASE) {
                    assertThat(ByteBuffer.wrap(record.payload()).getInt()).isEqualTo(next[record.kind()]++);
                }
            });
        }
        assertThat(next).containsExactly(0, 50, 50, 50, 50);
    }
}
