package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stored values as text, without their classes: for tools that look into files of programs that they don't have. A text never gets longer than it was said
 * to, whatever the bytes are.
 *
 * <pre>{@code
 * StoredText text = new StoredText(Shapes.read(in), Codecs.standard(), 1000);
 * text.of(Shape.any(), in) // Click(user=ann, at=17, tags=[a, b])
 * }</pre>
 */
public final class StoredText {
    /** A number of more digits takes long to be made decimal. */
    private static final int MOST_BITS = 10_000;

    private static final int MOST_ELEMENTS = 100;

    private final Shapes shapes;
    private final Codecs codecs;
    private final int longest;

    /**
     * Makes texts of values in these shapes.
     *
     * @param codecs reads what codecs of a program's own stored, as far as it has them
     * @param longest how many characters a text has at most; what is beyond becomes a {@code …}
     */
    public StoredText(Shapes shapes, Codecs codecs, int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("a text has at least 1 character, not " + longest);
        }
        this.shapes = shapes;
        this.codecs = codecs;
        this.longest = longest;
    }

    /**
     * Reads a value and gives its text. All of the value is read, also if not all of it is shown.
     *
     * @param shape what the value was declared as; {@link Shape#any} for what {@link Codecs#any} wrote
     * @throws ShapeMismatchException if the shapes don't say how the value lies in bytes
     * @throws IOException if the bytes are damaged or end too early
     */
    public String of(Shape shape, DataInput in) throws IOException {
        Text text = new Text();
        new StoredWalk(shapes, codecs, text).value(shape, in);
        return text.whole();
    }

    private final class Text implements StoredWalk.Visitor {
        private final StringBuilder text = new StringBuilder();
        private boolean cut;
        private boolean first = true;

        @Override
        public void leaf(@Nullable Object value) {
            if (!cut) {
                append(shown(value));
            }
        }

        @Override
        public void begin(String className, String open) {
            if (!cut) { // names may be long, and come often
                append(Names.inSource(className));
            }
            append(open);
            first = true;
        }

        @Override
        public void next(String name) {
            if (!first) {
                append(", ");
            }
            append(name);
            append(name.isEmpty() ? "" : "=");
            first = false;
        }

        @Override
        public void mapped() {
            append("=");
        }

        @Override
        public void end(String close) {
            append(close);
            first = false;
        }

        String whole() {
            return cut ? text + "…" : text.toString();
        }

        private void append(String more) {
            for (int i = 0; i < more.length() && !cut; i++) {
                char c = more.charAt(i);
                if (text.length() == longest) {
                    cut = true;
                } else {
                    text.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '�' : c);
                }
            }
        }
    }

    private static String shown(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value.getClass().isArray()) {
            return array(value);
        }
        if (value instanceof BigInteger number && number.bitLength() > MOST_BITS) {
            return "a number of " + number.bitLength() + " bits";
        }
        if (value instanceof BigDecimal number && number.unscaledValue().bitLength() > MOST_BITS) {
            return "a number of " + number.unscaledValue().bitLength() + " bits";
        }
        return value.toString();
    }

    private static String array(Object array) {
        int length = Array.getLength(array);
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(length, MOST_ELEMENTS); i++) {
            text.append(i == 0 ? "" : ", ").append(Array.get(array, i));
        }
        if (length > MOST_ELEMENTS) {
            text.append(", … ").append(length - MOST_ELEMENTS).append(" more");
        }
        return text.append("]").toString();
    }
}
