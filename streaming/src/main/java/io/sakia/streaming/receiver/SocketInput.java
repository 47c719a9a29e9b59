package io.sakia.streaming.receiver;

import java.io.IOException;
import java.io.InputStream;

/** A buffered input that says when it is about to wait for more bytes, so that what was decoded before can be handed on. */
final class SocketInput extends InputStream {
    private final InputStream in;
    private final Runnable beforeWaiting;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int end;

    SocketInput(InputStream in, Runnable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    @Override
    public int read() throws IOException {
        if (position == end && !fill()) {
            return -1;
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            if (length >= buffer.length) {
                beforeWaiting.run();
                return in.read(target, offset, length);
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() throws IOException {
        return end - position + in.available();
    }

    private boolean fill() throws IOException {
        beforeWaiting.run();
        int count = in.read(buffer, 0, buffer.length);
        position = 0;
        end = Math.max(count, 0);
        return count > 0;
    }
}
