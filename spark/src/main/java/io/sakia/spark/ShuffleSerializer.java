package io.sakia.spark;

import io.sakia.plan.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.spark.serializer.DeserializationStream;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.SerializationStream;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;

/**
 * Java serialisation for a shuffle, which takes an Optional too, and names the operator and the record when something in it can't be
 * serialised.
 */
final class ShuffleSerializer extends Serializer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Origin origin;
    private final JavaSerializer java;

    ShuffleSerializer(Origin origin, JavaSerializer java) {
        this.origin = origin;
        this.java = java;
    }

    @Override
    public SerializerInstance newInstance() {
        return new Instance(origin, java.newInstance());
    }

    private static final class Instance extends SerializerInstance {
        private final Origin origin;
        private final SerializerInstance java;

        Instance(Origin origin, SerializerInstance java) {
            this.origin = origin;
            this.java = java;
        }

        @Override
        public <T> ByteBuffer serialize(T value, ClassTag<T> tag) {
            return java.serialize(value, tag);
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassTag<T> tag) {
            return java.deserialize(bytes, tag);
        }

        @Override
        public <T> T deserialize(ByteBuffer bytes, ClassLoader loader, ClassTag<T> tag) {
            return java.deserialize(bytes, loader, tag);
        }

        @Override
        public SerializationStream serializeStream(OutputStream out) {
            return new Writing(origin, out);
        }

        @Override
        public DeserializationStream deserializeStream(InputStream in) {
            return java.deserializeStream(in);
        }
    }

    private static final class Writing extends SerializationStream {
        /** After so many records the stream forgets what it has written, as Spark's does, or it would keep all of it. */
        private static final int FORGET = 100;

        private final Origin origin;
        private final TravellingStream out;
        private int written;

        Writing(Origin origin, OutputStream out) {
            this.origin = origin;
            try {
                this.out = new TravellingStream(out);
            } catch (IOException e) {
                throw sparkSees(e);
            }
        }

        @Override
        public <T> SerializationStream writeObject(T value, ClassTag<T> tag) {
            try {
                out.writeObject(value);
                written++;
                if (written == FORGET) {
                    out.reset();
                    written = 0;
                }
            } catch (NotSerializableException e) {
                throw TaskFailure.of(origin, value, Unserializable.in("what is shuffled", e));
            } catch (IOException e) {
                throw sparkSees(e);
            }
            return this;
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException e) {
                throw sparkSees(e);
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw sparkSees(e);
            }
        }

        /** Scala knows no checked exceptions, and Spark wants an IOException as it is. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> RuntimeException sparkSees(IOException e) throws E {
            throw (E) e;
        }
    }
}
