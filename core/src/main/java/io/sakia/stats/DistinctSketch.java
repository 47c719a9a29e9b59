package io.sakia.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of 64-bit hashes whose number can be estimated: the hashes themselves while they are few, then a HyperLogLog (Flajolet et al.
 * 2007) of {@code 2^precision} registers of a byte.
 *
 * <pre>
 *   few hashes       [ 0 | h | 0 | h | h | 0 | 0 | h ]     a table with open addressing, no larger than the registers; exact
 *   many             [ 3 | 1 | 7 | 2 | … ]                 register r: the longest run of zeros of the hashes that begin with r, + 1
 * </pre>
 *
 * <p>The estimate is the improved raw one of Otmar Ertl, <a href="https://arxiv.org/abs/1702.01284">New cardinality estimation
 * algorithms for HyperLogLog sketches</a> (2017), which needs no tables of biases. Which form a sketch has depends on the set
 * alone, so order and partitions don't matter. It uses additions, multiplications and square roots only, which are specified to
 * the bit.
 */
final class DistinctSketch implements Externalizable {
    private static final long serialVersionUID = 1L;

    static final int MIN_PRECISION = 4;
    static final int MAX_PRECISION = 30;

    private static final int SMALLEST_TABLE = 8;

    /** A power of two, as the number of registers is. */
    private static final int FIRST_BLOCK = 1 << 16;

    private static final long IN_PLACE_OF_ZERO = 0x9e3779b97f4a7c15L;

    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.7213475204444817;

    private int precision;
    private long @Nullable [] table;
    private int size;
    private byte @Nullable [] registers;

    /** For {@link #readExternal}. */
    public DistinctSketch() {
        this(MIN_PRECISION);
    }

    DistinctSketch(int precision) {
        this.precision = precision;
    }

    /** Takes a hash. */
    void add(long hash) {
        if (registers != null) {
            register(registers, hash);
        } else {
            addToTable(hash == 0 ? IN_PLACE_OF_ZERO : hash);
        }
    }

    /** Takes the hashes of another sketch of the same precision. */
    void merge(DistinctSketch other) {
        if (other.precision != precision) {
            throw new IllegalArgumentException("sketches of precision " + precision + " and " + other.precision
                    + " can't be merged: make them with the same relativeSD");
        }
        if (other.registers != null) {
            byte[] mine = registers();
            for (int i = 0; i < mine.length; i++) {
                mine[i] = (byte) Math.max(mine[i], other.registers[i]);
            }
        } else if (other.table != null) {
            for (long hash : other.table.clone()) {
                if (hash != 0) {
                    add(hash);
                }
            }
        }
    }

    /** How many different hashes there are, nearly; exactly while they are few. */
    long estimate() {
        return registers == null ? size : Math.round(estimate(registers));
    }

    DistinctSketch copy() {
        DistinctSketch copy = new DistinctSketch(precision);
        copy.size = size;
        copy.table = table == null ? null : table.clone();
        copy.registers = registers == null ? null : registers.clone();
        return copy;
    }

    private void addToTable(long hash) {
        long[] slots = table == null ? new long[SMALLEST_TABLE] : table;
        table = slots;
        if (!insert(slots, hash)) {
            return;
        }
        size++;
        if (4 * size > 3 * slots.length) {
            grow(2 * slots.length);
        }
    }

    private void grow(int length) {
        long[] old = table == null ? new long[0] : table;
        if ((long) length * Long.BYTES > 1L << precision) {
            registers();
            return;
        }
        long[] larger = new long[length];
        for (long hash : old) {
            if (hash != 0) {
                insert(larger, hash);
            }
        }
        table = larger;
    }

    /** The registers, made of the table if there are none yet. */
    private byte[] registers() {
        byte[] made = registers;
        if (made == null) {
            made = new byte[1 << precision];
            registers = made;
            if (table != null) {
                for (long hash : table) {
                    if (hash != 0) {
                        register(made, hash);
                    }
                }
            }
            table = null;
            size = 0;
        }
        return made;
    }

    private void register(byte[] into, long hash) {
        int index = (int) (hash >>> (Long.SIZE - precision));
        int run = Long.numberOfLeadingZeros((hash << precision) | (1L << (precision - 1))) + 1;
        if (into[index] < run) {
            into[index] = (byte) run;
        }
    }

    private static boolean insert(long[] slots, long hash) {
        int mask = slots.length - 1;
        int at = (int) hash & mask;
        while (slots[at] != 0) {
            if (slots[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = hash;
        return true;
    }

    private double estimate(byte[] of) {
        int longest = Long.SIZE - precision + 1;
        int[] counts = new int[longest + 1];
        for (byte register : of) {
            counts[register]++;
        }
        double m = of.length;
        double z = m * tau(1 - counts[longest] / m);
        for (int run = longest - 1; run >= 1; run--) {
            z = 0.5 * (z + counts[run]);
        }
        z += m * sigma(counts[0] / m);
        return ALPHA * m * m / z;
    }

    /** x + Σ x^(2^k) · 2^(k−1), for k from 1. */
    private static double sigma(double x) {
        if (x == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = x;
        double factor = 1;
        double sum = x;
        double last;
        do {
            power *= power;
            last = sum;
            sum += power * factor;
            factor += factor;
        } while (sum != last);
        return sum;
    }

    /** (1 − x − Σ (1 − x^(2^−k))² · 2^−k) / 3, for k from 1. */
    private static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double factor = 1;
        double sum = 1 - x;
        double last;
        do {
            root = Math.sqrt(root);
            last = sum;
            factor *= 0.5;
            sum -= (1 - root) * (1 - root) * factor;
        } while (sum != last);
        return sum / 3;
    }

    /** Writes the precision and the hashes in their order, or the registers: the same bytes for the same set. */
    void write(DataOutput out) throws IOException {
        out.writeByte(precision);
        if (registers != null) {
            out.writeInt(-1);
            out.write(registers);
            return;
        }
        out.writeInt(size);
        long[] hashes = table == null ? new long[0] : table.clone();
        Arrays.sort(hashes);
        for (long hash : hashes) {
            if (hash != 0) {
                out.writeLong(hash);
            }
        }
    }

    static DistinctSketch read(DataInput in) throws IOException {
        DistinctSketch read = new DistinctSketch();
        read.become(in);
        return read;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        write(out);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        become(in);
    }

    private void become(DataInput in) throws IOException {
        precision = in.readByte();
        if (precision < MIN_PRECISION || precision > MAX_PRECISION) {
            throw damaged("a precision of " + precision);
        }
        int hashes = in.readInt();
        if (hashes >= 0) {
            for (int i = 0; i < hashes && registers == null; i++) {
                addToTable(in.readLong());
            }
            if (size != hashes) {
                throw damaged(hashes + " hashes");
            }
            return;
        }
        byte[] all = read(in, 1 << precision);
        for (byte register : all) {
            if (register < 0 || register > Long.SIZE - precision + 1) {
                throw damaged("the register " + register);
            }
        }
        registers = all;
    }

    /** Takes no more memory than twice what is there, whatever the length says. */
    private static byte[] read(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, FIRST_BLOCK)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int had = bytes.length;
            bytes = Arrays.copyOf(bytes, 2 * had);
            in.readFully(bytes, had, had);
        }
        return bytes;
    }

    private static IOException damaged(String what) {
        return new IOException("the stored bytes are damaged: " + what + " can't be in a set of hashes");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DistinctSketch that
                && precision == that.precision
                && size == that.size
                && Arrays.equals(registers, that.registers)
                && Arrays.equals(sorted(table), sorted(that.table));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(registers) + Arrays.hashCode(sorted(table));
    }

    private static long @Nullable [] sorted(long @Nullable [] table) {
        if (table == null) {
            return null;
        }
        long[] sorted = table.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
