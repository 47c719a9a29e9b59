package io.sakia.embedded.disk;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes any record of this process as bytes and reads it back: an object of the same class, equal, whose collections come in the same
 * order. Which object it was is not kept, so two that were one are two afterwards; a record (in Java's sense) is made by its canonical
 * constructor from the very values of its fields; a part of a list ({@code subList}) becomes a list of its own. Classes get numbers when
 * they are first met, so the bytes mean nothing to another process, nor to another format.
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
    private static final int DEEPEST = 1000;

    private final Map<Class<?>, Numbered> forms = new ConcurrentHashMap<>();
    private final Comparators comparators = new Comparators();
    /** By number; replaced when it grows. */
    private volatile Numbered[] byNumber;

    private record Numbered(int number, Class<?> type, Form form) {}

    /** A format that knows the JDK's usual classes. */
    public RecordFormat() {
        Map<Class<?>, Form> known = JdkForms.all();
        byNumber = new Numbered[known.size() + 1];
        int number = 1;
        for (Map.Entry<Class<?>, Form> entry : known.entrySet()) {
            Numbered numbered = new Numbered(number, entry.getKey(), entry.getValue());
            byNumber[number++] = numbered;
            forms.put(entry.getKey(), numbered);
        }
    }

    /**
     * Writes a value.
     *
     * @throws UnspillableException when its class, or that of something in it, can't be written; the output then ends with a part of
     *     it, and must be cleared or cut to where it began before anything else is written
     */
    public void write(@Nullable Object value, RecordOutput out) {
        if (value == null) {
            out.writeByte(NULL);
            return;
        }
        Numbered numbered = numbered(value.getClass());
        out.writeNumber(numbered.number);
        if (out.enter() > DEEPEST) {
            throw new UnspillableException(
                    numbered.type, "it refers to itself, or is nested more than " + DEEPEST + " deep", null);
        }
        numbered.form.write(value, out, this);
        out.leave();
    }

    /** Reads a value. */
    public @Nullable Object read(RecordInput in) {
        int number = in.readLength();
        return number == NULL ? null : byNumber[number].form.read(in, this);
    }

    Comparators comparators() {
        return comparators;
    }

    /** Whether the objects of a class have a form of their own, which is not that of Java. */
    boolean hasForm(Class<?> type) {
        return !(numbered(type).form instanceof SerializedForm);
    }

    /** The number of a class. */
    int number(Class<?> type) {
        return numbered(type).number;
    }

    /** The class of a number. */
    Class<?> type(int number) {
        return byNumber[number].type;
    }

    private Numbered numbered(Class<?> type) {
        Numbered known = forms.get(type);
        return known != null ? known : add(type, FormChoice.of(type));
    }

    private synchronized Numbered add(Class<?> type, Form form) {
        Numbered known = forms.get(type);
        if (known != null) {
            return known;
        }
        Numbered[] more = Arrays.copyOf(byNumber, byNumber.length + 1);
        Numbered added = new Numbered(byNumber.length, type, form);
        more[added.number] = added;
        byNumber = more;
        forms.put(type, added);
        return added;
    }
}
