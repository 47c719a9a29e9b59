package io.sakia.embedded.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Java's own serialisation: for classes that have no other form. Classes are written as numbers and are the very same when read, whatever
 * loader they came from; what such an object holds that is not Serializable but has a form, such as a record, is written by that.
 * Within such an object Java's rules hold: what is one object stays one, cycles are allowed, and a {@code HashMap} comes in the order
 * that Java's serialisation gives it.
 */
final class SerializedForm extends Form {
    private final Class<?> type;

    SerializedForm(Class<?> type) {
        this.type = type;
    }

    @Override
    void write(Object value, RecordOutput out, RecordFormat format) {
        if (!(value instanceof Serializable)) {
            throw new UnspillableException(type, whyNot(), null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new Output(bytes, out, format)) {
            objects.writeObject(value);
        } catch (NotSerializableException e) {
            throw new UnspillableException(type, "it holds a " + e.getMessage() + ", which is not Serializable", e);
        } catch (IOException e) {
            throw new UnspillableException(type, e.toString(), e);
        } catch (StackOverflowError e) {
            throw new UnspillableException(type, "it is nested too deeply for Java's serialisation", e);
        }
        byte[] written = bytes.toByteArray();
        out.writeNumber(written.length);
        out.writeBytes(written, 0, written.length);
    }

    @Override
    Object read(RecordInput in, RecordFormat format) {
        byte[] written = new byte[in.readLength()];
        in.readBytes(written, 0, written.length);
        try (ObjectInputStream objects = new Input(new ByteArrayInputStream(written), format)) {
            return objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("a " + type.getName() + " that was written can't be read back: " + e, e);
        }
    }

    private String whyNot() {
        return type.isRecord()
                ? "it is a record, but " + type.getModule() + " does not open its package"
                : "it is no record and not Serializable";
    }

    /** Stands for an object that is not Serializable but has a form of its own. */
    private static final class Foreign implements Serializable {
        private static final long serialVersionUID = 1L;
        private final byte[] bytes;

        Foreign(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private static final class Output extends ObjectOutputStream {
        private final RecordOutput around;
        private final RecordFormat format;

        Output(ByteArrayOutputStream out, RecordOutput around, RecordFormat format) throws IOException {
            super(out);
            this.around = around;
            this.format = format;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object object) {
            if (object instanceof Serializable || !format.hasForm(object.getClass())) {
                return object;
            }
            RecordOutput own = around.within();
            format.write(object, own);
            return new Foreign(own.toByteArray());
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeInt(format.number(type));
        }

        @Override
        protected void annotateProxyClass(Class<?> type) throws IOException {
            writeInt(format.number(type));
        }
    }

    private static final class Input extends ObjectInputStream {
        private final RecordFormat format;

        Input(ByteArrayInputStream in, RecordFormat format) throws IOException {
            super(in);
            this.format = format;
            enableResolveObject(true);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException {
            return format.type(readInt());
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            return format.type(readInt());
        }

        @Override
        protected @Nullable Object resolveObject(Object object) {
            return object instanceof Foreign foreign
                    ? format.read(new RecordInput(foreign.bytes, 0, foreign.bytes.length))
                    : object;
        }
    }
}
