package io.sakia.streaming.state;

import io.sakia.connector.FileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files in memory, with calls that fail where a test says; a write that fails writes half of its bytes. */
final class ScriptedStore implements FileStore {
    final Map<String, byte[]> files = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    final Set<String> failing = new TreeSet<>();

    private void call(String call) throws IOException {
        calls.add(call);
        if (failing.contains(call)) {
            throw new IOException("no space");
        }
    }

    @Override
    public String root() {
        return "memory";
    }

    @Override
    public Output create(String path) throws IOException {
        call("create");
        if (files.putIfAbsent(path, new byte[0]) != null) {
            throw new FileAlreadyExistsException(path);
        }
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                boolean fails = failing.contains("write");
                byte[] added = new byte[bytes.remaining() / (fails ? 2 : 1)];
                bytes.get(added);
                ByteArrayOutputStream all = new ByteArrayOutputStream();
                all.writeBytes(files.get(path));
                all.writeBytes(added);
                files.put(path, all.toByteArray());
                call("write");
            }

            @Override
            public long length() {
                return files.get(path).length;
            }

            @Override
            public void truncate(long length) throws IOException {
                call("truncate");
                files.put(path, Arrays.copyOf(files.get(path), (int) length));
            }

            @Override
            public void sync() throws IOException {
                call("sync");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
    }

    @Override
    public InputStream open(String path, long position) throws IOException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path);
        }
        int from = (int) Math.min(position, bytes.length);
        return new ByteArrayInputStream(bytes, from, bytes.length - from);
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }

    @Override
    public void sync(String path) throws IOException {
        call("sync of " + path);
    }

    @Override
    public void syncFolder(String folder) throws IOException {
        call("sync of folder " + folder);
    }

    @Override
    public boolean renamesAtomically() {
        return true;
    }

    @Override
    public List<Entry> list(String folder) {
        throw new UnsupportedOperationException("state files are not listed here");
    }

    @Override
    public void rename(String from, String to) {
        throw new UnsupportedOperationException("state files are not renamed");
    }

    @Override
    public void delete(String path) {
        throw new UnsupportedOperationException("state files are not deleted here");
    }
}
