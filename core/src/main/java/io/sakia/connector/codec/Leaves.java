package io.sakia.connector.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/** The codecs of numbers, strings and identifiers. Their tags are part of the format: a new type takes a new tag. */
final class Leaves {
    static final List<Leaf<?>> ALL = List.of(
            Leaf.fixed(1, Boolean.class, (v, out) -> out.writeBoolean(v), DataInput::readBoolean),
            Leaf.fixed(2, Byte.class, (v, out) -> out.writeByte(v), DataInput::readByte),
            Leaf.fixed(3, Short.class, (v, out) -> out.writeShort(v), DataInput::readShort),
            Leaf.fixed(4, Character.class, (v, out) -> out.writeChar(v), DataInput::readChar),
            Leaf.fixed(5, Integer.class, (v, out) -> Wire.writeSigned(out, v), Wire::readInt),
            Leaf.fixed(6, Long.class, (v, out) -> Wire.writeSigned(out, v), Wire::readSigned),
            Leaf.fixed(7, Float.class, (v, out) -> out.writeInt(Float.floatToRawIntBits(v)), DataInput::readFloat),
            Leaf.fixed(
                    8, Double.class, (v, out) -> out.writeLong(Double.doubleToRawLongBits(v)), DataInput::readDouble),
            Leaf.fixed(9, String.class, (v, out) -> Wire.writeString(out, v), Wire::readString),
            Leaf.fixed(10, BigInteger.class, Leaves::write, in -> new BigInteger(Wire.readBytes(in))),
            Leaf.fixed(11, BigDecimal.class, Leaves::write, Leaves::readBigDecimal),
            Leaf.fixed(12, UUID.class, Leaves::write, in -> new UUID(in.readLong(), in.readLong())));

    private Leaves() {}

    private static void write(BigInteger value, DataOutput out) throws IOException {
        Wire.writeBytes(out, value.toByteArray());
    }

    private static void write(BigDecimal value, DataOutput out) throws IOException {
        Wire.writeSigned(out, value.scale());
        Wire.writeBytes(out, value.unscaledValue().toByteArray());
    }

    private static BigDecimal readBigDecimal(DataInput in) throws IOException {
        int scale = Wire.readInt(in);
        return new BigDecimal(new BigInteger(Wire.readBytes(in)), scale);
    }

    private static void write(UUID value, DataOutput out) throws IOException {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }
}
