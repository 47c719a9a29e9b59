package io.sakia.connector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a local file, which the operating system takes back when the process ends.
 *
 * <p>It does so too when the process closes any descriptor of the file. So a second attempt in this process is refused before it opens the
 * file, or its failure would end the first one's lock without anybody noticing.
 */
final class LocalLock implements Closeable {
    private static final Set<Path> HELD = new HashSet<>();

    private final Path held;
    private final FileChannel channel;
    private boolean closed;

    private LocalLock(Path held, FileChannel channel) {
        this.held = held;
        this.channel = channel;
    }

    static Optional<Closeable> take(Path file) throws IOException {
        Path parent = file.getParent();
        Path real = parent == null ? file : parent.toRealPath().resolve(file.getFileName());
        synchronized (HELD) {
            if (!HELD.add(real)) {
                return Optional.empty();
            }
            @Nullable FileChannel channel = null;
            try {
                channel = lock(real);
                return channel == null ? Optional.empty() : Optional.of(new LocalLock(real, channel));
            } finally {
                if (channel == null) {
                    HELD.remove(real);
                }
            }
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            locked = lock != null;
            return locked ? channel : null;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (!closed) {
                closed = true;
                try {
                    channel.close();
                } finally {
                    HELD.remove(held);
                }
            }
        }
    }
}
