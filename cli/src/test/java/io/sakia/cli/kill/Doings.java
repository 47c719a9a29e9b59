package io.sakia.cli.kill;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** What a process does to the files of some folders, told one by one as it happens: a clock that runs only while the process works. */
final class Doings implements AutoCloseable {
    private final WatchService watch;
    private int ready;

    /** Watches folders, from now on. */
    Doings(Path... folders) throws IOException {
        watch = folders[0].getFileSystem().newWatchService();
        for (Path folder : folders) {
            folder.register(watch, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
        }
    }

    /** Ends the watch with a process, so that nobody waits for it in vain. */
    Doings of(Process process) {
        process.onExit().thenRun(this::close);
        return this;
    }

    /** Waits for something to happen; false if the process has ended. */
    boolean await() throws InterruptedException {
        try {
            while (ready == 0) {
                WatchKey key = watch.take();
                ready = key.pollEvents().size();
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            return false;
        }
        ready--;
        return true;
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
