package io.sakia.streaming.state;

import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How {@link KeyPanes} are stored: every partial and every total as it is, so that what is made of them later is the same to the bit as
 * if they had stayed in memory.
 *
 * <pre>
 *   panes    form (3 in blocks, 4 with a running total), front, back, [total of the back, if it has panes], pending
 *   front    count, (number, total) …      none with a running total
 *   back     count, (number, partial) …    all of them oldest first
 *   pending  count, (number, partial) …
 * </pre>
 *
 * Numbers are stored as what they differ from the one written before. A partial or total may be null, which a byte in front of it tells. Forms 1 and
 * 2 are read too: they are what was written when each key turned its own panes over.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class PanesFormat<A extends @Nullable Object> implements StateFormat<KeyPanes<A>> {
    private static final int STACKED = 1;
    private static final int RUNNING = 2;
    private static final int BLOCKS = 3;
    private static final int RUNNING_TOTAL = 4;

    private final StateFormat<A> partials;
    private final boolean subtracts;
    private final @Nullable String windows;
    private long last; // the number written or read last

    /**
     * Of partials that are stored so.
     *
     * @param windows what windows the panes are of, where they are panes of event time: those of others tell nothing to these
     */
    PanesFormat(StateFormat<A> partials, boolean subtracts, @Nullable String windows) {
        this.partials = partials;
        this.subtracts = subtracts;
        this.windows = windows;
    }

    /** Whether panes are those of event time, of which several are open. */
    boolean isTimed() {
        return windows != null;
    }

    private String prefix() {
        return windows == null ? "panes of " : "panes for " + windows + " of ";
    }

    /** Whether the window's aggregate has an inverse. */
    boolean subtracts() {
        return subtracts;
    }

    @Override
    public String form() {
        return prefix() + partials.form();
    }

    @Override
    public Shape shape() {
        return partials.shape();
    }

    @Override
    public @Nullable Class<?> declared() {
        return partials.declared();
    }

    @Override
    public void require(KeyPanes<A> panes) {
        if (panes.size() > 0) {
            requirePartial(panes.value(panes.size() - 1));
        }
    }

    /** Refuses a partial that could not be stored. */
    void requirePartial(A partial) {
        if (partial != null) {
            partials.require(partial);
        }
    }

    @Override
    public @Nullable StateFormat<KeyPanes<A>> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<A> inner = storedForm.startsWith(prefix())
                ? partials.reading(storedForm.substring(prefix().length()), stored, codecs)
                : null;
        return inner == null ? null : new PanesFormat<>(inner, subtracts, windows);
    }

    @Override
    public void write(KeyPanes<A> panes, DataOutput out) throws IOException {
        last = 0;
        out.writeByte(panes.isRunning() ? RUNNING_TOTAL : BLOCKS);
        int back = panes.front() + panes.back();
        if (!panes.isRunning()) {
            write(panes, 0, panes.front(), out);
        }
        write(panes, panes.front(), back, out);
        if (panes.back() > 0) {
            writeValue(panes.total(), out);
        }
        write(panes, back, panes.size(), out);
    }

    private void write(KeyPanes<A> panes, int from, int to, DataOutput out) throws IOException {
        Wire.writeUnsigned(out, to - from);
        for (int pane = from; pane < to; pane++) {
            Wire.writeSigned(out, panes.number(pane) - last);
            last = panes.number(pane);
            writeValue(panes.value(pane), out);
        }
    }

    private void writeValue(A value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            partials.write(value, out);
        }
    }

    @Override
    public KeyPanes<A> read(DataInput in) throws IOException {
        last = 0;
        int form = in.readByte();
        return switch (form) {
            case BLOCKS, RUNNING_TOTAL -> readPanes(form == RUNNING_TOTAL, in);
            case STACKED -> readStacked(in);
            case RUNNING -> readRunning(in);
            default -> throw new IOException(form + " is no form of panes");
        };
    }

    private KeyPanes<A> readPanes(boolean running, DataInput in) throws IOException {
        Entries<A> entries = new Entries<>();
        int front = running ? 0 : read(entries, in);
        int back = read(entries, in);
        A total = back > 0 ? readValue(in) : null;
        int pending = read(entries, in);
        return entries.panes(running, front, back, pending, total);
    }

    private int read(Entries<A> entries, DataInput in) throws IOException {
        int count = Wire.readLength(in);
        for (int i = 0; i < count; i++) {
            entries.add(readNumber(in), readValue(in));
        }
        return count;
    }

    /** Open pane, front oldest first, back newest first with its totals, of which the first is that of all. */
    private KeyPanes<A> readStacked(DataInput in) throws IOException {
        boolean open = in.readBoolean();
        long newest = open ? readNumber(in) : 0;
        A partial = open ? readValue(in) : null;
        Entries<A> entries = new Entries<>();
        int front = read(entries, in);
        int back = Wire.readLength(in);
        A total = null;
        for (int i = 0; i < back; i++) {
            entries.add(readNumber(in), readValue(in));
            A upTo = readValue(in);
            total = i == 0 ? upTo : total;
        }
        entries.reverse(front);
        if (open) {
            entries.add(newest, partial);
        }
        return entries.panes(false, front, back, open ? 1 : 0, total);
    }

    /** Open pane, older panes oldest first, newer ones newest first, the total and the number of the newest. */
    private KeyPanes<A> readRunning(DataInput in) throws IOException {
        boolean open = in.readBoolean();
        long newest = open ? readNumber(in) : 0;
        A partial = open ? readValue(in) : null;
        Entries<A> entries = new Entries<>();
        int older = read(entries, in);
        int all = older + read(entries, in);
        entries.reverse(older);
        A total = null;
        if (older > 0) {
            total = readValue(in);
            readNumber(in);
        }
        if (open) {
            entries.add(newest, partial);
        }
        return entries.panes(true, 0, all, open ? 1 : 0, total);
    }

    private long readNumber(DataInput in) throws IOException {
        last += Wire.readSigned(in);
        return last;
    }

    private A readValue(DataInput in) throws IOException {
        return in.readBoolean() ? partials.read(in) : null;
    }

    /** Panes as they are read. */
    private static final class Entries<A extends @Nullable Object> {
        private long[] numbers = new long[4];
        private @Nullable Object[] values = new Object[4];
        private int size;

        private void add(long number, A value) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            numbers[size] = number;
            values[size++] = value;
        }

        private void reverse(int from) {
            for (int i = from, j = size - 1; i < j; i++, j--) {
                long number = numbers[i];
                numbers[i] = numbers[j];
                numbers[j] = number;
                Object value = values[i];
                values[i] = values[j];
                values[j] = value;
            }
        }

        private KeyPanes<A> panes(boolean running, int front, int back, int pending, A total) {
            Cells cells = new Cells(Math.max(1, size));
            for (int i = 0; i < size; i++) {
                cells.set(i, values[i]);
            }
            return new KeyPanes<A>(running, Arrays.copyOf(numbers, size), cells).at(0, front, back, pending, total);
        }
    }
}
