package io.sakia.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where results go, as UTF-8 whatever the locale says: in the C locale Java would write question marks. It remembers what a
 * {@link PrintStream} only hides: that, and why, nothing can be written any more.
 */
public final class Output {
    private final PrintStream stream;
    private volatile @Nullable IOException failure;

    /** Results go there. */
    public Output(OutputStream target) {
        this.stream =
                new PrintStream(new BufferedOutputStream(new Watched(target), 1 << 16), false, StandardCharsets.UTF_8);
    }

    /** To print to; buffered. */
    public PrintStream stream() {
        return stream;
    }

    /** Writes what is buffered, and gives whether all could be written so far. */
    public boolean flush() {
        stream.flush();
        return failure == null;
    }

    /** Why results are lost, if they are; not when their reader has gone, as in {@code sakia run wordcount | head}. */
    public Optional<String> loss() {
        return Optional.ofNullable(failure)
                .map(problem -> String.valueOf(problem.getMessage()))
                .filter(message -> !message.contains("pipe"));
    }

    private final class Watched extends OutputStream {
        private final OutputStream target;

        Watched(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }
}
