package io.sakia.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lines to a terminal in the place of the line of progress that may stand there, instead of at its end. */
final class OverProgress extends FilterOutputStream {
    private static final byte[] ERASE_LINE = "\r\u001b[2K".getBytes(StandardCharsets.US_ASCII);

    private boolean atStart = true;

    OverProgress(OutputStream terminal) {
        super(terminal);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (atStart) {
            out.write(ERASE_LINE);
        }
        out.write(b);
        atStart = b == '\n';
    }
}
