package io.sakia.streaming.log;

import io.sakia.connector.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Files in memory, of which every change can be made to fail: the n-th only, or all from the n-th on as if the process had died. A write
 * that fails writes half of its bytes.
 */
class MemoryStore implements FileStore {
    private final TreeMap<String, Content> files = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private int changes;
    private int failFrom = Integer.MAX_VALUE;
    private int failTo = Integer.MAX_VALUE;
    private Runnable before = () -> {};

    /** A file's bytes, which stay as long as it is open, also if it is deleted. */
    private static final class Content {
        byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** Lets the changes from {@code first} to before {@code last} fail, counted from now on from 0. */
    void fail(int first, int last) {
        changes = 0;
        failFrom = first;
        failTo = last;
    }

    void failNever() {
        fail(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Does something before every operation, also those that only look. */
    void beforeEach(Runnable action) {
        before = action;
    }

    int changes() {
        return changes;
    }

    /** What was changed or synced, in order. */
    List<String> calls() {
        return calls;
    }

    byte[] bytes(String path) {
        return files.get(path).bytes.clone();
    }

    void put(String path, byte[] bytes) {
        files.put(path, new Content(bytes.clone()));
    }

    List<String> paths() {
        return List.copyOf(files.keySet());
    }

    MemoryStore copy() {
        MemoryStore copy = new MemoryStore();
        files.forEach((path, content) -> copy.put(path, content.bytes));
        return copy;
    }

    private boolean fails(String call) {
        before.run();
        calls.add(call);
        int change = changes++;
        return change >= failFrom && change < failTo;
    }

    private void change(String call) throws IOException {
        if (fails(call)) {
            throw new IOException(call + " fails");
        }
    }

    private byte[] get(String path) throws IOException {
        Content content = files.get(path);
        if (content == null) {
            throw new NoSuchFileException(path);
        }
        return content.bytes;
    }

    @Override
    public String root() {
        return "memory";
    }

    @Override
    public Output create(String path) throws IOException {
        change("create " + path);
        Content content = new Content(new byte[0]);
        if (files.putIfAbsent(path, content) != null) {
            throw new FileAlreadyExistsException(path);
        }
        return new MemoryOutput(path, content);
    }

    @Override
    public InputStream open(String path, long position) throws IOException {
        before.run();
        byte[] bytes = get(path);
        int from = (int) Math.min(position, bytes.length);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public List<Entry> list(String folder) {
        before.run();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(prefix))
                .map(file -> new Entry(file.getKey(), file.getValue().bytes.length, 0))
                .toList();
    }

    @Override
    public void rename(String from, String to) {
        throw new UnsupportedOperationException("a log renames nothing");
    }

    @Override
    public void delete(String path) throws IOException {
        change("delete " + path);
        files.remove(path);
    }

    @Override
    public boolean exists(String path) {
        before.run();
        return files.containsKey(path);
    }

    @Override
    public void sync(String path) throws IOException {
        change("sync of " + path);
        get(path);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        change("sync of folder " + folder);
    }

    @Override
    public boolean renamesAtomically() {
        return true;
    }

    private final class MemoryOutput implements Output {
        private final String path;
        private final Content content;

        MemoryOutput(String path, Content content) {
            this.path = path;
            this.content = content;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            boolean fails = fails("write " + path);
            byte[] old = content.bytes;
            int added = fails ? bytes.remaining() / 2 : bytes.remaining();
            byte[] longer = Arrays.copyOf(old, old.length + added);
            bytes.get(longer, old.length, added);
            content.bytes = longer;
            if (fails) {
                throw new IOException("write " + path + " fails");
            }
        }

        @Override
        public long length() {
            return content.bytes.length;
        }

        @Override
        public void truncate(long length) throws IOException {
            change("truncate " + path);
            content.bytes = Arrays.copyOf(content.bytes, (int) length);
        }

        @Override
        public void sync() throws IOException {
            change("sync " + path);
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
