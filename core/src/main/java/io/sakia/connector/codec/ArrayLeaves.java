package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** The codecs of arrays of primitives: the length, then the elements, high byte first. */
final class ArrayLeaves {
    static final List<Leaf<?>> ALL = List.of(
            Leaf.changing(40, byte[].class, (v, out) -> Wire.writeBytes(out, v), Wire::readBytes, byte[]::clone),
            Leaf.changing(41, boolean[].class, ArrayLeaves::write, ArrayLeaves::readBooleans, boolean[]::clone),
            Leaf.changing(
                    42,
                    short[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Short.BYTES,
                            bytes -> bytes.asShortBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Short.BYTES);
                        short[] values = new short[bytes.capacity() / Short.BYTES];
                        bytes.asShortBuffer().get(values);
                        return values;
                    },
                    short[]::clone),
            Leaf.changing(
                    43,
                    char[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Character.BYTES,
                            bytes -> bytes.asCharBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Character.BYTES);
                        char[] values = new char[bytes.capacity() / Character.BYTES];
                        bytes.asCharBuffer().get(values);
                        return values;
                    },
                    char[]::clone),
            Leaf.changing(
                    44,
                    int[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Integer.BYTES,
                            bytes -> bytes.asIntBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Integer.BYTES);
                        int[] values = new int[bytes.capacity() / Integer.BYTES];
                        bytes.asIntBuffer().get(values);
                        return values;
                    },
                    int[]::clone),
            Leaf.changing(
                    45,
                    long[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Long.BYTES,
                            bytes -> bytes.asLongBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Long.BYTES);
                        long[] values = new long[bytes.capacity() / Long.BYTES];
                        bytes.asLongBuffer().get(values);
                        return values;
                    },
                    long[]::clone),
            Leaf.changing(
                    46,
                    float[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Float.BYTES,
                            bytes -> bytes.asFloatBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Float.BYTES);
                        float[] values = new float[bytes.capacity() / Float.BYTES];
                        bytes.asFloatBuffer().get(values);
                        return values;
                    },
                    float[]::clone),
            Leaf.changing(
                    47,
                    double[].class,
                    (v, out) -> write(
                            out,
                            v.length,
                            Double.BYTES,
                            bytes -> bytes.asDoubleBuffer().put(v)),
                    in -> {
                        ByteBuffer bytes = read(in, Double.BYTES);
                        double[] values = new double[bytes.capacity() / Double.BYTES];
                        bytes.asDoubleBuffer().get(values);
                        return values;
                    },
                    double[]::clone));

    private ArrayLeaves() {}

    private static void write(boolean[] values, DataOutput out) throws IOException {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        Wire.writeBytes(out, bytes);
    }

    private static boolean[] readBooleans(DataInput in) throws IOException {
        byte[] bytes = Wire.readBytes(in);
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    private static void write(DataOutput out, int length, int size, Consumer<ByteBuffer> filling) throws IOException {
        if ((long) length * size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("an array of " + length + " elements of " + size
                    + " bytes is too long to be stored: at most 2 GiB; store it in parts");
        }
        byte[] bytes = new byte[length * size];
        filling.accept(ByteBuffer.wrap(bytes));
        Wire.writeUnsigned(out, length);
        out.write(bytes);
    }

    private static ByteBuffer read(DataInput in, int size) throws IOException {
        long bytes = (long) Wire.readLength(in) * size;
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IOException("the stored bytes are damaged: an array of " + bytes + " bytes");
        }
        return ByteBuffer.wrap(Wire.readBytes(in, (int) bytes));
    }
}
