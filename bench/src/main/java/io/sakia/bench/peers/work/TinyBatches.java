package io.sakia.bench.peers.work;

/** The smallest batches: ten pairs in two parts, summed up by six keys. */
public final class TinyBatches {
    /** How many pairs a batch has. */
    public static final int SIZE = 10;

    private static final int KEYS = 6;

    private TinyBatches() {}

    /** The number of the first pair of a part of a batch. */
    public static long from(long batch, int part) {
        return batch * SIZE + (long) SIZE * part / Workload.PARTS;
    }

    /** The pair of a number. */
    public static Event event(long number) {
        return new Event(number % KEYS, number);
    }

    /** What must come out of each batch. */
    public static Model model() {
        return new Model() {
            private long next;

            @Override
            public Tally advance(long batches) {
                long checksum = 0;
                for (long batch = 0; batch < batches; batch++) {
                    long[] sums = new long[KEYS];
                    for (int i = 0; i < SIZE; i++) {
                        sums[(int) (next % KEYS)] += next++;
                    }
                    for (int key = 0; key < KEYS; key++) {
                        checksum += Hashes.of(key, sums[key]);
                    }
                }
                return new Tally(batches * KEYS, checksum);
            }
        };
    }
}
