package io.sakia.embedded.disk;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Java's own serialisation: for classes that have no other form. */
final class SerializedForm extends Form {
    private final Class<?> type;
    private final boolean serializable;

    SerializedForm(Class<?> type, boolean serializable) {
        this.type = type;
        this.serializable = serializable;
    }

    @Override
    void write(Object value, RecordOutput out, RecordFormat format) {
        if (!serializable) {
            throw new UnspillableException(type, "it is not Serializable", null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(value);
        } catch (NotSerializableException e) {
            throw new UnspillableException(type, "it holds a " + e.getMessage() + ", which is not Serializable", e);
        } catch (IOException e) {
            throw new UnspillableException(type, e.toString(), e);
        }
        byte[] written = bytes.toByteArray();
        out.writeNumber(written.length);
        out.writeBytes(written, 0, written.length);
    }

    @Override
    Object read(RecordInput in, RecordFormat format) {
        byte[] written = new byte[in.readLength()];
        in.readBytes(written, 0, written.length);
        try (ObjectInputStream objects = new Input(new ByteArrayInputStream(written), type.getClassLoader())) {
            return objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("a " + type.getName() + " that was written can't be read back: " + e, e);
        }
    }

    private static final class Input extends ObjectInputStream {
        private final ClassLoader loader;

        Input(ByteArrayInputStream in, ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
