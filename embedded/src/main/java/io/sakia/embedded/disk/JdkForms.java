package io.sakia.embedded.disk;

import io.sakia.Pair;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The forms of the JDK's usual classes, and of pairs. */
final class JdkForms {
    private JdkForms() {}

    /** Each class with its form, always in the same order. */
    static Map<Class<?>, Form> all() {
        Map<Class<?>, Form> forms = new LinkedHashMap<>();
        forms.put(Pair.class, new PairForm());
        numbers(forms);
        times(forms);
        forms.put(Optional.class, new OptionalForm());
        leaf(
                forms,
                OptionalInt.class,
                (v, out) -> optionalInt(v, out),
                in -> in.readByte() == 0 ? OptionalInt.empty() : OptionalInt.of(in.readInt()));
        leaf(
                forms,
                OptionalLong.class,
                (v, out) -> optionalLong(v, out),
                in -> in.readByte() == 0 ? OptionalLong.empty() : OptionalLong.of(in.readLong()));
        leaf(
                forms,
                OptionalDouble.class,
                (v, out) -> optionalDouble(v, out),
                in -> in.readByte() == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Double.longBitsToDouble(in.readLong())));
        arrays(forms);
        CollectionForms.addTo(forms);
        HashForms.addTo(forms);
        ImmutableForms.addTo(forms);
        return forms;
    }

    private static void numbers(Map<Class<?>, Form> forms) {
        leaf(forms, String.class, (v, out) -> out.writeString(v), RecordInput::readString);
        leaf(forms, Integer.class, (v, out) -> out.writeNumber(zigzag(v)), in -> (int) unzigzag(in.readNumber()));
        leaf(forms, Long.class, (v, out) -> out.writeNumber(zigzag(v)), in -> unzigzag(in.readNumber()));
        leaf(
                forms,
                Double.class,
                (v, out) -> out.writeLong(Double.doubleToRawLongBits(v)),
                in -> Double.longBitsToDouble(in.readLong()));
        leaf(
                forms,
                Float.class,
                (v, out) -> out.writeInt(Float.floatToRawIntBits(v)),
                in -> Float.intBitsToFloat(in.readInt()));
        leaf(forms, Boolean.class, (v, out) -> out.writeByte(v ? 1 : 0), in -> in.readByte() != 0);
        leaf(forms, Byte.class, (v, out) -> out.writeByte(v), RecordInput::readByte);
        leaf(forms, Short.class, (v, out) -> out.writeNumber(zigzag(v)), in -> (short) unzigzag(in.readNumber()));
        leaf(forms, Character.class, (v, out) -> out.writeNumber(v), in -> (char) in.readNumber());
        leaf(forms, BigInteger.class, (v, out) -> integer(v, out), JdkForms::integer);
        leaf(forms, BigDecimal.class, (v, out) -> decimal(v, out), JdkForms::decimal);
        leaf(forms, UUID.class, (v, out) -> uuid(v, out), in -> new UUID(in.readLong(), in.readLong()));
    }

    private static void times(Map<Class<?>, Form> forms) {
        leaf(
                forms,
                Instant.class,
                (v, out) -> moment(v.getEpochSecond(), v.getNano(), out),
                in -> Instant.ofEpochSecond(unzigzag(in.readNumber()), in.readNumber()));
        leaf(
                forms,
                Duration.class,
                (v, out) -> moment(v.getSeconds(), v.getNano(), out),
                in -> Duration.ofSeconds(unzigzag(in.readNumber()), in.readNumber()));
        leaf(
                forms,
                LocalDate.class,
                (v, out) -> out.writeNumber(zigzag(v.toEpochDay())),
                in -> LocalDate.ofEpochDay(unzigzag(in.readNumber())));
        leaf(
                forms,
                LocalTime.class,
                (v, out) -> out.writeNumber(v.toNanoOfDay()),
                in -> LocalTime.ofNanoOfDay(in.readNumber()));
        leaf(
                forms,
                LocalDateTime.class,
                (v, out) -> moment(v.toLocalDate().toEpochDay(), v.toLocalTime().toNanoOfDay(), out),
                in -> LocalDateTime.of(
                        LocalDate.ofEpochDay(unzigzag(in.readNumber())), LocalTime.ofNanoOfDay(in.readNumber())));
    }

    private static void arrays(Map<Class<?>, Form> forms) {
        leaf(forms, byte[].class, (v, out) -> bytes(v, out), JdkForms::bytes);
        leaf(
                forms,
                int[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (int x : v) {
                        out.writeInt(x);
                    }
                },
                in -> {
                    int[] v = new int[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = in.readInt();
                    }
                    return v;
                });
        leaf(
                forms,
                long[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (long x : v) {
                        out.writeLong(x);
                    }
                },
                in -> {
                    long[] v = new long[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = in.readLong();
                    }
                    return v;
                });
        leaf(
                forms,
                double[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (double x : v) {
                        out.writeLong(Double.doubleToRawLongBits(x));
                    }
                },
                in -> {
                    double[] v = new double[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = Double.longBitsToDouble(in.readLong());
                    }
                    return v;
                });
        leaf(
                forms,
                float[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (float x : v) {
                        out.writeInt(Float.floatToRawIntBits(x));
                    }
                },
                in -> {
                    float[] v = new float[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = Float.intBitsToFloat(in.readInt());
                    }
                    return v;
                });
        leaf(
                forms,
                short[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (short x : v) {
                        out.writeNumber(x & 0xffff);
                    }
                },
                in -> {
                    short[] v = new short[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = (short) in.readNumber();
                    }
                    return v;
                });
        leaf(
                forms,
                char[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (char x : v) {
                        out.writeNumber(x);
                    }
                },
                in -> {
                    char[] v = new char[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = (char) in.readNumber();
                    }
                    return v;
                });
        leaf(
                forms,
                boolean[].class,
                (v, out) -> {
                    out.writeNumber(v.length);
                    for (boolean x : v) {
                        out.writeByte(x ? 1 : 0);
                    }
                },
                in -> {
                    boolean[] v = new boolean[in.readLength()];
                    for (int i = 0; i < v.length; i++) {
                        v[i] = in.readByte() != 0;
                    }
                    return v;
                });
    }

    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private static void bytes(byte[] value, RecordOutput out) {
        out.writeNumber(value.length);
        out.writeBytes(value, 0, value.length);
    }

    private static byte[] bytes(RecordInput in) {
        byte[] value = new byte[in.readLength()];
        in.readBytes(value, 0, value.length);
        return value;
    }

    private static void integer(BigInteger value, RecordOutput out) {
        bytes(value.toByteArray(), out);
    }

    private static BigInteger integer(RecordInput in) {
        return new BigInteger(bytes(in));
    }

    private static void decimal(BigDecimal value, RecordOutput out) {
        out.writeNumber(zigzag(value.scale()));
        integer(value.unscaledValue(), out);
    }

    private static BigDecimal decimal(RecordInput in) {
        int scale = (int) unzigzag(in.readNumber());
        return new BigDecimal(integer(in), scale);
    }

    private static void uuid(UUID value, RecordOutput out) {
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
    }

    private static void moment(long signed, long rest, RecordOutput out) {
        out.writeNumber(zigzag(signed));
        out.writeNumber(rest);
    }

    private static void optionalInt(OptionalInt value, RecordOutput out) {
        out.writeByte(value.isPresent() ? 1 : 0);
        value.ifPresent(out::writeInt);
    }

    private static void optionalLong(OptionalLong value, RecordOutput out) {
        out.writeByte(value.isPresent() ? 1 : 0);
        value.ifPresent(out::writeLong);
    }

    private static void optionalDouble(OptionalDouble value, RecordOutput out) {
        out.writeByte(value.isPresent() ? 1 : 0);
        value.ifPresent(present -> out.writeLong(Double.doubleToRawLongBits(present)));
    }

    private static <T> void leaf(
            Map<Class<?>, Form> forms, Class<T> type, LeafWriter<T> writer, Function<RecordInput, T> reader) {
        forms.put(type, new LeafForm<>(writer, reader));
    }

    /** Writes a value that holds no other. */
    private interface LeafWriter<T> {
        void write(T value, RecordOutput out);
    }

    private static final class LeafForm<T> extends Form {
        private final LeafWriter<T> writer;
        private final Function<RecordInput, T> reader;

        LeafForm(LeafWriter<T> writer, Function<RecordInput, T> reader) {
            this.writer = writer;
            this.reader = reader;
        }

        @Override
        @SuppressWarnings("unchecked")
        void write(Object value, RecordOutput out, RecordFormat format) {
            writer.write((T) value, out);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            return reader.apply(in);
        }
    }

    @SuppressWarnings("NullAway") // it does not follow the nullability of type arguments
    private static final class PairForm extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            Pair<?, ?> pair = (Pair<?, ?>) value;
            format.write(pair.key(), out);
            format.write(pair.value(), out);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            @Nullable Object key = format.read(in);
            return new Pair<>(key, format.read(in));
        }
    }

    private static final class OptionalForm extends Form {
        @Override
        void write(Object value, RecordOutput out, RecordFormat format) {
            format.write(((Optional<?>) value).orElse(null), out);
        }

        @Override
        Object read(RecordInput in, RecordFormat format) {
            return Optional.ofNullable(format.read(in));
        }
    }
}
