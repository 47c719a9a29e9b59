package io.sakia.streaming.state;

import io.sakia.connector.codec.ReadingCodecs;
import io.sakia.connector.codec.Shape;
import io.sakia.connector.codec.ShapeMismatchException;
import io.sakia.connector.codec.Wire;
import io.sakia.streaming.state.RunningPanes.Pane;
import io.sakia.streaming.state.RunningPanes.Sum;
import io.sakia.streaming.state.StackedPanes.Prefix;
import io.sakia.streaming.state.StackedPanes.Suffix;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Panes} are stored: every partial and every total as it is, so that what is made of them later is the same to the bit as
 * if they had stayed in memory.
 *
 * <pre>
 *   panes    form (1 stacked, 2 running), whether there is an open pane, [number, partial], closed
 *   stacked  count, front: number, total …    count, back: number, partial, total …
 *   running  count, front: number, partial …  count, back: number, partial …   if count: sum: total, number of the newest
 * </pre>
 *
 * Numbers are stored as what they differ from the one written before. A partial or total may be null, which a byte in front of it tells.
 */
@SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
final class PanesFormat<A extends @Nullable Object> implements StateFormat<Panes<A>> {
    private static final String PREFIX = "panes of ";
    private static final int STACKED = 1;
    private static final int RUNNING = 2;

    private final StateFormat<A> partials;
    private long last; // the number written or read last

    PanesFormat(StateFormat<A> partials) {
        this.partials = partials;
    }

    @Override
    public String form() {
        return PREFIX + partials.form();
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
    public void require(Panes<A> panes) {
        if (panes.open != null && panes.open.partial() != null) {
            partials.require(panes.open.partial());
        }
    }

    @Override
    public @Nullable StateFormat<Panes<A>> reading(String storedForm, Shape stored, ReadingCodecs codecs)
            throws ShapeMismatchException {
        StateFormat<A> inner = storedForm.startsWith(PREFIX)
                ? partials.reading(storedForm.substring(PREFIX.length()), stored, codecs)
                : null;
        return inner == null ? null : new PanesFormat<>(inner);
    }

    @Override
    public void write(Panes<A> panes, DataOutput out) throws IOException {
        last = 0;
        out.writeByte(panes.closed instanceof StackedPanes ? STACKED : RUNNING);
        out.writeBoolean(panes.open != null);
        if (panes.open != null) {
            writeNumber(panes.open.number(), out);
            writeValue(panes.open.partial(), out);
        }
        if (panes.closed instanceof StackedPanes<A> stacked) {
            writeFront(stacked.front(), out);
            writeBack(stacked.back(), out);
        } else if (panes.closed instanceof RunningPanes<A> running) {
            writeList(running.front(), out);
            writeList(running.back(), out);
            if (running.sum() != null) {
                writeValue(running.sum().total(), out);
                writeNumber(running.sum().newest(), out);
            }
        }
    }

    @Override
    public Panes<A> read(DataInput in) throws IOException {
        last = 0;
        int form = in.readByte();
        boolean open = in.readBoolean();
        Panes.Open<A> newest = open ? new Panes.Open<>(readNumber(in), readValue(in)) : null;
        ClosedPanes<A> closed = switch (form) {
            case STACKED -> new StackedPanes<>(readFront(in), readBack(in));
            case RUNNING -> readRunning(in);
            default -> throw new IOException(form + " is no form of panes");
        };
        return new Panes<>(closed, newest);
    }

    private RunningPanes<A> readRunning(DataInput in) throws IOException {
        Pane<A> front = readList(in);
        Pane<A> back = readList(in);
        return new RunningPanes<>(front, back, front == null ? null : new Sum<>(readValue(in), readNumber(in)));
    }

    private void writeFront(@Nullable Suffix<A> front, DataOutput out) throws IOException {
        int count = 0;
        for (Suffix<A> pane = front; pane != null; pane = pane.newer()) {
            count++;
        }
        Wire.writeUnsigned(out, count);
        for (Suffix<A> pane = front; pane != null; pane = pane.newer()) {
            writeNumber(pane.number(), out);
            writeValue(pane.total(), out);
        }
    }

    private @Nullable Suffix<A> readFront(DataInput in) throws IOException {
        List<Suffix<A>> panes = new ArrayList<>();
        for (int count = Wire.readLength(in); count > 0; count--) {
            panes.add(new Suffix<>(readNumber(in), readValue(in), null));
        }
        Suffix<A> linked = null;
        for (int i = panes.size() - 1; i >= 0; i--) {
            linked = new Suffix<>(panes.get(i).number(), panes.get(i).total(), linked);
        }
        return linked;
    }

    private void writeBack(@Nullable Prefix<A> back, DataOutput out) throws IOException {
        int count = 0;
        for (Prefix<A> pane = back; pane != null; pane = pane.older()) {
            count++;
        }
        Wire.writeUnsigned(out, count);
        for (Prefix<A> pane = back; pane != null; pane = pane.older()) {
            writeNumber(pane.number(), out);
            writeValue(pane.partial(), out);
            writeValue(pane.total(), out);
        }
    }

    private @Nullable Prefix<A> readBack(DataInput in) throws IOException {
        List<Prefix<A>> panes = new ArrayList<>();
        for (int count = Wire.readLength(in); count > 0; count--) {
            panes.add(new Prefix<>(readNumber(in), readValue(in), readValue(in), null));
        }
        Prefix<A> linked = null;
        for (int i = panes.size() - 1; i >= 0; i--) {
            Prefix<A> pane = panes.get(i);
            linked = new Prefix<>(pane.number(), pane.partial(), pane.total(), linked);
        }
        return linked;
    }

    private void writeList(@Nullable Pane<A> list, DataOutput out) throws IOException {
        int count = 0;
        for (Pane<A> pane = list; pane != null; pane = pane.next()) {
            count++;
        }
        Wire.writeUnsigned(out, count);
        for (Pane<A> pane = list; pane != null; pane = pane.next()) {
            writeNumber(pane.number(), out);
            writeValue(pane.partial(), out);
        }
    }

    private @Nullable Pane<A> readList(DataInput in) throws IOException {
        List<Pane<A>> panes = new ArrayList<>();
        for (int count = Wire.readLength(in); count > 0; count--) {
            panes.add(new Pane<>(readNumber(in), readValue(in), null));
        }
        Pane<A> linked = null;
        for (int i = panes.size() - 1; i >= 0; i--) {
            linked = new Pane<>(panes.get(i).number(), panes.get(i).partial(), linked);
        }
        return linked;
    }

    private void writeNumber(long number, DataOutput out) throws IOException {
        Wire.writeSigned(out, number - last);
        last = number;
    }

    private long readNumber(DataInput in) throws IOException {
        last += Wire.readSigned(in);
        return last;
    }

    private void writeValue(A value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            partials.write(value, out);
        }
    }

    private A readValue(DataInput in) throws IOException {
        return in.readBoolean() ? partials.read(in) : null;
    }
}
