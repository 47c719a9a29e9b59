package io.sakia.streaming.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in as few bytes as they need: 7 bits a byte, lowest first, the top bit says that more follow; signed ones in zigzag. */
final class VarInts {
    private VarInts() {}

    static void writeUnsigned(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readUnsigned(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number has more than 64 bits");
    }

    static void writeSigned(DataOutput out, long value) throws IOException {
        writeUnsigned(out, (value << 1) ^ (value >> 63));
    }

    static long readSigned(DataInput in) throws IOException {
        long zigzag = readUnsigned(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    /** A number of things, none of which need be there. */
    static int readCount(DataInput in) throws IOException {
        long count = readUnsigned(in);
        if (count < 0 || count > Integer.MAX_VALUE - 8) {
            throw new IOException(count + " is no number of things");
        }
        return (int) count;
    }
}
