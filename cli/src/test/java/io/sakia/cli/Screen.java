package io.sakia.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a command has printed; a test can wait for a text to appear. */
public final class Screen extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A stream that prints here. */
    public PrintStream stream() {
        return new PrintStream(this, true, StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void write(int b) {
        bytes.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] source, int offset, int length) {
        bytes.write(source, offset, length);
        notifyAll();
    }

    /** Everything so far. */
    public synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Everything so far, in lines. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** Waits until a text has appeared. */
    public synchronized void await(String wanted) throws InterruptedException {
        while (!text().contains(wanted)) {
            wait();
        }
    }
}
