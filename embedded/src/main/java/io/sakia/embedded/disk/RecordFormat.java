package io.sakia.embedded.disk;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes any record of this process as bytes and reads it back: an object of the same class, equal, whose collections come in the same order.
 * Which object it was is not kept, so two that were one are two afterwards; a record (in Java's sense) is made by its canonical
 * constructor from the very values of its fields. Classes get numbers when they are first met, so the bytes mean nothing to another
 * process, nor to another format.
 *
 * <pre>
 *   value    number of its form │ what the form writes
 *   form     0 null, else: boxes, strings, pairs, records, enums, arrays, the JDK's collections, times; or Java serialisation
 * </pre>
 *
 * <p>Thread-safe.
 */
public final class RecordFormat {
    private static final int NULL = 0;

    private final Map<Class<?>, Numbered> forms = new ConcurrentHashMap<>();
    private volatile Form[] byNumber = new Form[1];
    private int numbers = 1;

    private record Numbered(int number, Form form) {}

    /** A format that has met no class yet. */
    public RecordFormat() {
        JdkForms.all().forEach(this::add);
    }

    /**
     * Writes a value.
     *
     * @throws UnspillableException when its class, or that of something in it, can't be written; the output then holds a part of it
     */
    public void write(@Nullable Object value, RecordOutput out) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        Class<?> type = value.getClass();
        Numbered numbered = forms.get(type);
        if (numbered == null) {
            numbered = add(type, FormChoice.of(type));
        }
        out.writeNumber(numbered.number);
        try {
            numbered.form.write(value, out, this);
        } catch (StackOverflowError e) {
            throw new UnspillableException(type, "it refers to itself, or is nested too deeply", e);
        }
    }

    /** Reads a value. */
    public @Nullable Object read(RecordInput in) {
        int number = in.readLength();
        return number == NULL ? null : byNumber[number].read(in, this);
    }

    private synchronized Numbered add(Class<?> type, Form form) {
        Numbered known = forms.get(type);
        if (known != null) {
            return known;
        }
        Numbered added = new Numbered(numbers, form);
        Form[] more = Arrays.copyOf(byNumber, Math.max(byNumber.length, ++numbers));
        more[added.number] = form;
        byNumber = more; // a new array, so that others see the new element
        forms.put(type, added);
        return added;
    }
}
