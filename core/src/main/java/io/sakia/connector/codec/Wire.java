package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The byte layouts that all codecs share, for formats that put values of codecs among bytes of their own. Lengths are never trusted: room is made as bytes arrive, so a damaged length ends
 * in an {@link java.io.EOFException} and not in a huge array.
 *
 * <pre>
 *   unsigned  7 bits a byte, lowest first, top bit = more follow
 *   signed    zigzag, then as unsigned
 *   bytes     unsigned length, bytes
 *   string    unsigned (length × 2 + wide), then UTF-8, or where a lone surrogate would be lost (wide = 1) UTF-16
 * </pre>
 */
public final class Wire {
    private static final int CHUNK = 1 << 16;

    private Wire() {}

    /** Writes a number in as few bytes as it needs, if it is small and not negative. */
    public static void writeUnsigned(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    /** Reads what {@link #writeUnsigned} wrote. */
    public static long readUnsigned(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("the stored bytes are damaged: a number has more than 64 bits");
    }

    /** Writes a number in as few bytes as it needs, if it is near 0. */
    public static void writeSigned(DataOutput out, long value) throws IOException {
        writeUnsigned(out, (value << 1) ^ (value >> 63));
    }

    /** Reads what {@link #writeSigned} wrote. */
    public static long readSigned(DataInput in) throws IOException {
        long zigzag = readUnsigned(in);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    static int readInt(DataInput in) throws IOException {
        long value = readSigned(in);
        if (value != (int) value) {
            throw new IOException("the stored bytes are damaged: " + value + " is no int");
        }
        return (int) value;
    }

    /** A number of elements or bytes, as read; what it promises may be missing. */
    public static int readLength(DataInput in) throws IOException {
        long length = readUnsigned(in);
        if (length < 0 || length > Integer.MAX_VALUE - 8) {
            throw new IOException("the stored bytes are damaged: " + length + " is no length");
        }
        return (int) length;
    }

    static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        writeUnsigned(out, bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        return readBytes(in, readLength(in));
    }

    static byte[] readBytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        in.readFully(bytes);
        for (int filled = bytes.length; filled < length; filled = bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            in.readFully(bytes, filled, bytes.length - filled);
        }
        return bytes;
    }

    static void writeString(DataOutput out, String value) throws IOException {
        boolean wide = hasLoneSurrogate(value);
        // The charset UTF-16BE would replace a lone surrogate, as UTF-8 does.
        byte[] bytes = wide ? utf16(value) : value.getBytes(StandardCharsets.UTF_8);
        writeUnsigned(out, ((long) bytes.length << 1) | (wide ? 1 : 0));
        out.write(bytes);
    }

    static String readString(DataInput in) throws IOException {
        long header = readUnsigned(in);
        long length = header >>> 1;
        if (length > Integer.MAX_VALUE - 8 || ((header & 1) == 1 && (length & 1) == 1)) {
            throw new IOException("the stored bytes are damaged: " + length + " is no length of a string");
        }
        byte[] bytes = readBytes(in, (int) length);
        if ((header & 1) == 0) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        char[] chars = new char[bytes.length / 2];
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) ((bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff));
        }
        return new String(chars);
    }

    private static boolean hasLoneSurrogate(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!paired) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static byte[] utf16(String value) {
        byte[] bytes = new byte[2 * value.length()];
        for (int i = 0; i < value.length(); i++) {
            bytes[2 * i] = (byte) (value.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) value.charAt(i);
        }
        return bytes;
    }
}
