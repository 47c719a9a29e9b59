package io.sakia.column;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record of numbers lies in cells, one for each component, so that many of them are one array without pointers. A loop in which the two handles
 * are constants makes no record where the function that it calls is compiled in.
 *
 * <pre>{@code
 * record Stats(long count, double sum) {}
 * RecordForm form = RecordForm.of(Stats.class);       // width 2
 * form.store().invokeExact((Object) stats, cells, 4); // cells[4] = count, cells[5] = the sum's bits
 * Object again = (Object) form.make().invokeExact(cells, 4);
 * }</pre>
 *
 * <p>A record that is made of its components is equal to what they were read from: that is what {@link Record#equals} asks of each record class.
 *
 * @param type the records' class
 * @param width how many cells a record takes
 * @param store {@code (Object record, long[] cells, int at) void}
 * @param make {@code (long[] cells, int at) Object}
 */
@SuppressWarnings("UnusedMethod") // those that read and write cells are found by name
public record RecordForm(Class<?> type, int width, MethodHandle store, MethodHandle make) {
    /** A record of more components is not often read as a whole. */
    private static final int WIDEST = 8;

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final MethodType READ = MethodType.methodType(long.class, long[].class, int.class, int.class);
    private static final MethodType WRITE =
            MethodType.methodType(void.class, long[].class, int.class, int.class, long.class);
    private static final Map<Class<?>, String> KINDS = Map.of(
            long.class, "Long",
            int.class, "Int",
            short.class, "Short",
            byte.class, "Byte",
            char.class, "Char",
            boolean.class, "Boolean",
            double.class, "Double",
            float.class, "Float");

    /** The form of a class; null if it is no record class, has other components than primitive ones, too many of them, or can't be seen. */
    public static @Nullable RecordForm of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null || components.length == 0 || components.length > WIDEST) {
            return null;
        }
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
            if (!types[i].isPrimitive()) {
                return null;
            }
        }
        try {
            Lookup inside = MethodHandles.privateLookupIn(type, LOOKUP);
            return new RecordForm(type, types.length, storing(inside, type, components), making(inside, type, types));
        } catch (IllegalAccessException | NoSuchMethodException | NoSuchFieldException e) {
            return null; // records of this class stay objects
        }
    }

    private static MethodHandle making(Lookup inside, Class<?> type, Class<?>[] types)
            throws IllegalAccessException, NoSuchMethodException {
        MethodHandle make = inside.findConstructor(type, MethodType.methodType(void.class, types));
        int[] order = new int[2 * types.length];
        for (int i = types.length - 1; i >= 0; i--) {
            MethodHandle read = MethodHandles.insertArguments(LOOKUP.findStatic(RecordForm.class, "read", READ), 2, i);
            MethodHandle decoded = MethodHandles.filterReturnValue(read, decoder(types[i]));
            make = MethodHandles.collectArguments(make, i, decoded);
            order[2 * i + 1] = 1;
        }
        return MethodHandles.permuteArguments(
                make.asType(make.type().changeReturnType(Object.class)),
                MethodType.methodType(Object.class, long[].class, int.class),
                order);
    }

    private static MethodHandle storing(Lookup inside, Class<?> type, RecordComponent[] components)
            throws IllegalAccessException, NoSuchMethodException, NoSuchFieldException {
        MethodType whole = MethodType.methodType(void.class, Object.class, long[].class, int.class);
        MethodHandle all = MethodHandles.empty(whole);
        for (int i = components.length - 1; i >= 0; i--) {
            Class<?> kind = components[i].getType();
            MethodHandle field = inside.findGetter(type, components[i].getName(), kind);
            MethodHandle bits = MethodHandles.filterReturnValue(field, encoder(kind));
            MethodHandle write =
                    MethodHandles.insertArguments(LOOKUP.findStatic(RecordForm.class, "write", WRITE), 2, i);
            MethodHandle one = MethodHandles.collectArguments(write, 2, bits);
            all = MethodHandles.foldArguments(
                    all,
                    MethodHandles.permuteArguments(
                            one.asType(one.type().changeParameterType(2, Object.class)), whole, 1, 2, 0));
        }
        return all;
    }

    private static MethodHandle encoder(Class<?> kind) throws IllegalAccessException, NoSuchMethodException {
        return LOOKUP.findStatic(RecordForm.class, "bits", MethodType.methodType(long.class, kind));
    }

    private static MethodHandle decoder(Class<?> kind) throws IllegalAccessException, NoSuchMethodException {
        return LOOKUP.findStatic(RecordForm.class, "as" + KINDS.get(kind), MethodType.methodType(kind, long.class));
    }

    private static long read(long[] cells, int at, int component) {
        return cells[at + component];
    }

    private static void write(long[] cells, int at, int component, long bits) {
        cells[at + component] = bits;
    }

    private static long bits(long value) {
        return value;
    }

    private static long bits(int value) {
        return value;
    }

    private static long bits(short value) {
        return value;
    }

    private static long bits(byte value) {
        return value;
    }

    private static long bits(char value) {
        return value;
    }

    private static long bits(boolean value) {
        return value ? 1 : 0;
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static long asLong(long bits) {
        return bits;
    }

    private static int asInt(long bits) {
        return (int) bits;
    }

    private static short asShort(long bits) {
        return (short) bits;
    }

    private static byte asByte(long bits) {
        return (byte) bits;
    }

    private static char asChar(long bits) {
        return (char) bits;
    }

    private static boolean asBoolean(long bits) {
        return bits != 0;
    }

    private static double asDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static float asFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }
}
